import { Problem } from '@yichuang/host';
import { checkedId, noSuchCase } from './case-id.js';
import type { House } from './house.js';
import { requiredKey } from './idempotency-key.js';

/** What a desk has answered; `repeated`: for the second time. */
export interface Written {
  readonly answer: object | null;
  readonly position: string;
  readonly repeated: boolean;
}

/** What is handed on to a door of the desk of cases. */
export interface Knock {
  readonly caseId: string;
  readonly door: string;
  readonly key: string | undefined;
  readonly body: unknown;
}

/** Knocks at a door of the desk of cases. @throws Problem 400 without a key, 404 for no case */
export async function writtenAtCase(house: House, { caseId, door, key, body }: Knock): Promise<Written> {
  const headers = { 'idempotency-key': requiredKey(key) };
  try {
    const path = `/desks/case/cases/${checkedId(caseId)}/${door}`;
    return await house.orchestrator.post<Written>(path, body ?? {}, headers);
  } catch (error) {
    // To a desk it is a command it cannot handle; to whoever asks, an address where nothing is.
    if (error instanceof Problem && error.code === 'NO_SUCH_CASE') throw noSuchCase();
    throw error;
  }
}

/** The same, and what a writer is told of it. */
export async function knockAtCase(house: House, knock: Knock): Promise<object> {
  return toldOf(knock.caseId, await writtenAtCase(house, knock));
}

export const toldOf = (caseId: string, { answer, position }: Written): object => ({ caseId, position, ...answer });
