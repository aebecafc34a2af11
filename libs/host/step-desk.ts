import { departmentTaskDispatched, openData, type DepartmentTaskDispatched, type OpenData } from '@yichuang/contracts';
import type { OfficersRuling } from './assessment.js';
import type { Heard, Hearing } from './desk.js';

/**
 * What desks that check a section before there is a company, and do their work once there is one, have in common: how
 * the task reaches them, and what a list of cases shows whatever the department. Facts, rules, answers and whatever else
 * a register tells stay with each of them.
 */

/** One round of the pre-check: what was handed in, as facts. What a source outside said of it stands beside it. */
export interface CheckOf<Facts> {
  readonly step: string;
  readonly round: number;
  readonly number: string;
  readonly dueAt: number | null;
  readonly ruleSet: string;
  readonly facts: Facts;
  readonly sealed: Uint8Array;
  /** Absent where the task did not say it. */
  readonly of?: TaskBelonging;
  /** What officers answered in this round. */
  readonly rulings?: readonly OfficersRuling[];
}

/** Whose a case is, and who may therefore not decide it, as the task says it. */
export interface TaskBelonging {
  readonly principal: string;
  /** Who acts for him; absent: nobody. */
  readonly agents?: readonly string[];
  /** Who took it in at the counter; `null`: it came through the door by itself. */
  readonly intakeBy: string | null;
  /** Who took a correction there; absent: nobody. */
  readonly correctionsTakenBy?: readonly string[];
  /** The authority's division. */
  readonly authority: string;
  readonly hall: string;
}

/** Nothing where the task is older than its saying so. */
export function belongingOfTask(
  task: Pick<
    DepartmentTaskDispatched,
    'principal' | 'agents' | 'intakeBy' | 'correctionsTakenBy' | 'authority' | 'hall'
  >,
): { readonly of?: TaskBelonging } {
  const { principal, agents, intakeBy = null, correctionsTakenBy, authority, hall } = task;
  const acting = agents === undefined ? {} : { agents };
  const taken = correctionsTakenBy === undefined ? { intakeBy } : { intakeBy, correctionsTakenBy };
  return principal === undefined ? {} : { of: { principal, ...acting, ...taken, authority, hall } };
}

/** The step that opens, with the company that now exists. */
export interface Opening {
  readonly step: string;
  readonly round: number;
  readonly dueAt: number | null;
  readonly company: OpenData;
}

/** What the task of a pre-check says, its section apart. */
export interface CheckTask extends Omit<CheckOf<never>, 'facts' | 'ruleSet' | 'rulings'> {
  /** Domain time at which it is decided, epoch ms. */
  readonly at: number;
}

/**
 * A desk's ear for its department's two tasks. Tasks of other departments, and of other desks, are passed over.
 *
 * @throws TypeError when a pre-check brings no section: it cannot be checked, and silence would lose it.
 */
export function hearTask<C, Section>(own: {
  readonly department: string;
  readonly preCheck: (task: CheckTask, section: Section, authority: string) => C;
  readonly open: (at: number, opening: Opening) => C;
}): Record<string, Hearing<C, Section>> {
  const command = (heard: Heard<DepartmentTaskDispatched>, section: Section | null): C | null => {
    const { body, now: at, sealed } = heard;
    if (body.department !== own.department) return null;
    const { step, round, number, dueAt, authority } = body;
    switch (body.task) {
      case 'pre-check':
        if (section === null || sealed === undefined) throw new TypeError('the task pre-check brings no section');
        return own.preCheck({ at, step, round, number, dueAt, sealed, ...belongingOfTask(body) }, section, authority);
      case 'open':
        return own.open(at, { step, round, dueAt, company: openData.parse(body.data) });
      default:
        return null;
    }
  };
  return { DepartmentTaskDispatched: { from: 'orchestrator', schema: departmentTaskDispatched, command } };
}

/** A case as it lies on such a desk. */
export function itemOf(state: {
  readonly status: string;
  readonly check?: Pick<CheckOf<unknown>, 'number' | 'dueAt' | 'of'>;
  readonly opening?: Pick<Opening, 'dueAt'>;
}): { readonly number: string; readonly dueAt: number | null; readonly of?: TaskBelonging | undefined } | null {
  const { check, opening } = state;
  return check === undefined ? null : { number: check.number, dueAt: opening?.dueAt ?? check.dueAt, of: check.of };
}

/** With what officers answered beside the facts. */
export const withRulings = <C extends { readonly rulings?: readonly OfficersRuling[] }>(
  check: C,
  rulings: readonly OfficersRuling[],
): C => ({ ...check, rulings: [...(check.rulings ?? []), ...rulings] });

/** What a list of cases shows at every department: which case, how it stands, since when it waits and why, what company. */
export const caseColumns = {
  case_id: 'text',
  status: 'text',
  waits_since: 'bigint',
  waits_for: 'text',
  uscc: 'text',
} as const;

/** The row of {@link caseColumns}. */
export function caseRow(
  state: {
    readonly status: string;
    readonly opening?: Pick<Opening, 'company'>;
    readonly since?: number;
    readonly why?: readonly string[];
  },
  caseId: string,
): Record<keyof typeof caseColumns, unknown> {
  const { status, opening, since, why } = state;
  return {
    case_id: caseId,
    status,
    waits_since: since ?? null,
    waits_for: why?.join(' ') ?? null,
    uscc: opening?.company.uscc ?? null,
  };
}
