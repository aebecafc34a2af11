import type { Text } from '@yichuang/kernel';
import { exitCodes, type ExitCode } from '../failure.js';

/** A case as the door tells it; instants are ISO with +08:00. */
export interface CaseObject {
  readonly caseId: string;
  readonly number: string;
  readonly status: string;
  readonly company: { readonly name: string; readonly uscc: string; readonly establishedOn: string } | null;
  readonly clock: {
    readonly startedAt: string | null;
    readonly dueAt: string | null;
    readonly stoppedAt: string | null;
    readonly usedMinutes: number;
    readonly budgetMinutes: number;
    readonly calendarVersion: string | null;
    readonly state: string;
  };
  readonly departments: Readonly<
    Record<string, { readonly status: string; readonly outcome: string | null; readonly rules: unknown }>
  >;
  readonly notice: {
    readonly number: number;
    readonly defects: readonly { code: string; department: string; path: string; article: string; text: Text }[];
  } | null;
  readonly position: string;
}

const ended = new Set(['declined', 'refused', 'withdrawn', 'terminated']);
const waitsForPerson = new Set(['awaiting-correction', 'in-review', 'parked']);

/** Nothing more will happen by itself. */
export const isAtRest = (status: string): boolean =>
  status === 'completed' || ended.has(status) || waitsForPerson.has(status);

export function exitCodeOf(status: string, waited: boolean): ExitCode {
  if (!waited) return exitCodes.done;
  if (status === 'completed') return exitCodes.done;
  if (ended.has(status)) return exitCodes.endedOtherwise;
  return waitsForPerson.has(status) ? exitCodes.waits : exitCodes.other;
}

/** Exactly the fields that are promised, in their order. */
export const finalObject = (view: CaseObject): CaseObject => ({
  caseId: view.caseId,
  number: view.number,
  status: view.status,
  company: view.company,
  clock: view.clock,
  departments: view.departments,
  notice: view.notice,
  position: view.position,
});
