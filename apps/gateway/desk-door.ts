import { Problem } from '@yichuang/host';
import { checkedId, noSuchCase } from './case-id.js';
import type { House } from './house.js';
import { requiredKey } from './idempotency-key.js';

interface Written {
  readonly answer: object | null;
  readonly position: string;
}

/** What is handed on to a door of the desk of cases. */
export interface Knock {
  readonly caseId: string;
  readonly door: string;
  readonly key: string | undefined;
  readonly body: unknown;
}

/** Knocks at a door of the desk of cases, and says what a writer is told. @throws Problem 400 without a key, 404 for no case */
export async function knockAtCase(house: House, { caseId, door, key, body }: Knock): Promise<object> {
  const headers = { 'idempotency-key': requiredKey(key) };
  try {
    const path = `/desks/case/cases/${checkedId(caseId)}/${door}`;
    const { answer, position } = await house.orchestrator.post<Written>(path, body ?? {}, headers);
    return { caseId, position, ...answer };
  } catch (error) {
    // To a desk it is a command it cannot handle; to whoever asks, an address where nothing is.
    if (error instanceof Problem && error.code === 'NO_SUCH_CASE') throw noSuchCase();
    throw error;
  }
}
