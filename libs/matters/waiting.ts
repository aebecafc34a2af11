import type { ReportedFinding } from '@yichuang/contracts';
import { awaitsPreChecks } from './acceptance-term.js';
import { holderOfPause, openPauses, type Pause } from './case-pauses.js';
import { openAt } from './consultation.js';
import { hasEnded, isLeftOut, openReview, type CaseState } from './case-state.js';
import { checkedOf, preChecks, waitsForOfficer } from './intake.js';
import type { Plan, Step } from './plan.js';
import { openProposal } from './second-notice.js';

/** Who is no department. */
export const APPLICANT = 'applicant';
export const HOUSE = 'house';
export const HALL = 'hall';

/** Whose turn it is. An open case always has one, or a timer. */
export interface Awaited {
  /** A department, `applicant`, `hall` where the supervisor must speak, or `house` when nobody can go on. */
  readonly who: string;
  /**
   * The step asked for; `correction` of the applicant, `withdrawal` of the department that decides it, the pause's id while
   * clocks stand still, that of the second notice which was proposed, the consultation's of a department that another asked.
   */
  readonly what: string;
  readonly since: number;
  /** A person must act, no machine. */
  readonly officer: boolean;
  /** What an officer must look at. */
  readonly why: readonly ReportedFinding[];
}

/** While others are asked about a step it is their turn, and not that of the department that asks. */
export const awaited = (plan: Plan, state: CaseState): Awaited[] =>
  awaitedSelves(plan, state).flatMap((one) => {
    const asked = one.officer ? openAt(state, one.what) : [];
    if (asked.length === 0) return [one];
    return asked.map(({ id, to, openedAt: since }) => ({ who: to, what: id, since, officer: true, why: [] }));
  });

/** The same by whose the steps are, whomever they ask. */
export function awaitedSelves(plan: Plan, state: CaseState): Awaited[] {
  if (state.phase === 'none' || hasEnded(state)) return [];
  const { withdrawal, notices } = state;
  if (withdrawal?.status === 'pending')
    return [{ who: plan.withdrawal ?? '', what: 'withdrawal', since: withdrawal.requestedAt, officer: false, why: [] }];
  if (state.phase === 'awaiting-correction')
    return [
      { who: APPLICANT, what: 'correction', since: notices.at(-1)?.at ?? state.submittedAt, officer: true, why: [] },
    ];
  return [...openPauses(state).map(awaitedBy), ...awaitedSteps(plan, state), ...awaitedForNotice(plan, state)];
}

/** The supervisor for his consent; where he refused, whoever named what could have been told before. */
function awaitedForNotice(plan: Plan, state: CaseState): Awaited[] {
  const proposal = openProposal(state);
  if (proposal === null) return [];
  const { id, proposedAt, defects, decision, sentBack } = proposal;
  if (decision === null) return [{ who: HALL, what: id, since: proposedAt, officer: true, why: [] }];
  return checkedOf(plan, state).flatMap(({ step, department: who, answer }): Awaited[] => {
    const isBack = (rule: string): boolean =>
      sentBack === undefined
        ? defects.some((defect) => defect.department === who && defect.rule === rule)
        : sentBack.some((one) => one.step === step.id && one.rules.includes(rule));
    const why = answer.findings.filter(({ rule }) => isBack(rule));
    return why.length === 0 ? [] : [{ who, what: step.id, since: decision.at, officer: true, why }];
  });
}

function awaitedSteps(plan: Plan, state: CaseState): Awaited[] {
  const checking = state.phase === 'intake' || awaitsPreChecks(plan, state);
  const steps = checking ? preChecks(plan, state) : workSteps(plan, state);
  return steps.flatMap((step) => awaitedFor(step, state));
}

function awaitedBy(pause: Pause): Awaited {
  const who = holderOfPause(pause);
  const officer = who !== APPLICANT && who !== HOUSE;
  return { who, what: pause.id, since: pause.since, officer, why: [] };
}

/** At which departments the case waits for an officer. */
export const atOfficers = (plan: Plan, state: CaseState): Awaited[] =>
  awaited(plan, state).filter(({ who, officer }) => officer && who !== APPLICANT);

/** Whether a step waits for an officer of its department, whether or not he asks another. */
export const waitsForOfficerAt = (plan: Plan, state: CaseState, step: string): boolean =>
  awaitedSelves(plan, { ...state, withdrawal: null }).some(({ what, officer }) => officer && what === step);

/** What a clock was waiting for: its own step, or whatever the case waits for. */
export const waitingSteps = (plan: Plan, state: CaseState, clock: string): string[] =>
  state.steps[clock] === undefined
    ? awaitedSelves(plan, state).flatMap(({ what }) => (state.pauses.some(({ id }) => id === what) ? [] : [what]))
    : [clock];

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
