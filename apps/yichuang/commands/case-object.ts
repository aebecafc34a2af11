import type { Text } from '@yichuang/kernel';
import { exitCodes, type ExitCode } from '../failure.js';

interface Defect {
  readonly code: string;
  readonly department: string;
  readonly path: string;
  readonly article: string;
  readonly text: Text;
}

interface Clock {
  readonly startedAt: string;
  readonly dueAt: string | null;
  readonly stoppedAt: string | null;
  readonly usedMinutes: number;
  readonly budgetMinutes: number;
  readonly calendarVersion: string;
  readonly state: string;
  /** The limit lies in a year whose calendar is not yet published. */
  readonly provisional?: boolean;
}

/** A case as commands print it in JSON: these fields and no others; instants are ISO with +08:00. */
export interface CaseObject {
  readonly caseId: string;
  readonly number: string;
  readonly status: string;
  readonly company: { readonly name: string; readonly uscc: string; readonly establishedOn: string } | null;
  /** `null` before acceptance. */
  readonly clock: Clock | null;
  readonly departments: Readonly<
    Record<string, { readonly status: string; readonly outcome: string | null; readonly rules: unknown }>
  >;
  readonly notice: { readonly number: number; readonly defects: readonly Defect[] } | null;
  readonly position: string;
}

/** A case as the door tells it, with what the readable view needs beyond the promised fields. */
export interface CaseView extends CaseObject {
  /** Nobody told the applicant in time: it counts as accepted since its receipt. */
  readonly deemed: { readonly acceptedAt: string; readonly article: string } | null;
  readonly waitingFor: readonly {
    readonly who: string;
    readonly what: string;
    readonly since: string;
    readonly officer: boolean;
    readonly why: readonly { readonly code: string; readonly article: string; readonly text: Text }[];
  }[];
  readonly pauses: readonly {
    readonly since: string;
    readonly until: string | null;
    readonly text: Text;
    readonly basis: string;
    readonly note: string;
  }[];
  /** Whom the applicant turns to. */
  readonly caseManager: { readonly id: string; readonly as: 'first-asked' | 'named' } | null;
  readonly end: {
    readonly reason: string | null;
    readonly competentAuthority: string | null;
    readonly defects: readonly Defect[];
  } | null;
  readonly documents: readonly { readonly number: string; readonly date: string; readonly remedies?: Remedies }[];
}

/** What may be done against an adverse decision. */
interface Remedies {
  readonly reconsideration: { readonly days: number; readonly article: string };
  readonly suit: { readonly months: number; readonly article: string };
}

const ended = new Set(['declined', 'refused', 'withdrawn', 'terminated']);
const waitsForPerson = new Set(['awaiting-correction', 'awaiting-consent', 'in-review', 'parked']);

/** Nothing more will happen by itself. A withdrawal that is being decided will still change the case. */
export const isAtRest = ({ status, waitingFor }: Pick<CaseView, 'status' | 'waitingFor'>): boolean =>
  status === 'completed' ||
  ended.has(status) ||
  (waitsForPerson.has(status) && !waitingFor.some(({ what }) => what === 'withdrawal'));

export function exitCodeOf(status: string, waited: boolean): ExitCode {
  if (!waited) return exitCodes.done;
  if (status === 'completed') return exitCodes.done;
  if (ended.has(status)) return exitCodes.endedOtherwise;
  return waitsForPerson.has(status) ? exitCodes.waits : exitCodes.other;
}

/** Exactly the fields that are promised, in their order; a provisional year is marked where the limit touches one. */
export const finalObject = (view: CaseObject): CaseObject => ({
  caseId: view.caseId,
  number: view.number,
  status: view.status,
  company: view.company,
  clock: view.clock === null ? null : clockOf(view.clock),
  departments: Object.fromEntries(
    Object.entries(view.departments).map(([name, { status, outcome, rules }]) => [name, { status, outcome, rules }]),
  ),
  notice: view.notice === null ? null : { number: view.notice.number, defects: view.notice.defects.map(defectOf) },
  position: view.position,
});

const clockOf = ({ startedAt, dueAt, stoppedAt, usedMinutes, budgetMinutes, ...more }: Clock): Clock => ({
  startedAt,
  dueAt,
  stoppedAt,
  usedMinutes,
  budgetMinutes,
  calendarVersion: more.calendarVersion,
  state: more.state,
  ...(more.provisional === true ? { provisional: true } : {}),
});

const defectOf = ({ code, department, path, article, text }: Defect): Defect => ({
  code,
  department,
  path,
  article,
  text,
});
