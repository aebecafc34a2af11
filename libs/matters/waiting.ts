import type { ReportedFinding } from '@yichuang/contracts';
import { hasEnded, isLeftOut, openReview, type CaseState } from './case-state.js';
import { preChecks, waitsForOfficer } from './intake.js';
import type { Plan, Step } from './plan.js';

/** Whose turn it is. An open case always has one, or a timer. */
export interface Awaited {
  /** A department, or `applicant`. */
  readonly who: string;
  /** The step asked for; `correction` of the applicant, `withdrawal` of the department that decides it. */
  readonly what: string;
  readonly since: number;
  /** A person must act, no machine. */
  readonly officer: boolean;
  /** What an officer must look at. */
  readonly why: readonly ReportedFinding[];
}

export function awaited(plan: Plan, state: CaseState): Awaited[] {
  if (state.phase === 'none' || hasEnded(state)) return [];
  const { withdrawal, notices } = state;
  if (withdrawal?.status === 'pending')
    return [{ who: plan.withdrawal ?? '', what: 'withdrawal', since: withdrawal.requestedAt, officer: false, why: [] }];
  if (state.phase === 'awaiting-correction')
    return [
      { who: 'applicant', what: 'correction', since: notices.at(-1)?.at ?? state.submittedAt, officer: true, why: [] },
    ];
  const steps = state.phase === 'intake' ? preChecks(plan, state) : workSteps(plan, state);
  return steps.flatMap((step) => awaitedFor(step, state));
}

/** At which departments the case waits for an officer. */
export const atOfficers = (plan: Plan, state: CaseState): Awaited[] =>
  awaited(plan, state).filter(({ who, officer }) => officer && who !== 'applicant');

/** What a clock was waiting for: its own step, or whatever the case waits for. */
export const waitingSteps = (plan: Plan, state: CaseState, clock: string): string[] =>
  state.steps[clock] === undefined ? awaited(plan, state).map(({ what }) => what) : [clock];

function awaitedFor(step: Step, state: CaseState): Awaited[] {
  const asked = state.steps[step.id];
  if (asked === undefined || step.department === null) return [];
  const { answer, dispatchedAt } = asked;
  const who = step.department;
  if (answer === null) return [{ who, what: step.id, since: dispatchedAt, officer: false, why: [] }];
  const waits = step.stage === 'intake' ? waitsForOfficer({ answer }) : answer.outcome !== 'done';
  const since = openReview(state, step.id)?.since ?? asked.answeredAt ?? dispatchedAt;
  const why = answer.findings.filter(({ disposal }) => disposal !== 'tag');
  return waits ? [{ who, what: step.id, since, officer: true, why }] : [];
}

const workSteps = (plan: Plan, state: CaseState): Step[] =>
  plan.steps.filter((step) => step.stage === 'work' && step.department !== null && !isLeftOut(state, step));
