import { awaitsPreChecks, deemedDueAt } from './acceptance-term.js';
import { accept, complete, decline, endingAsOf, latestFact, refuse } from './conclusions.js';
import { commitmentsInForm } from './commitment-signing.js';
import type { CaseEvent, Defect } from './case-events.js';
import type { Book } from './case-evolve.js';
import { hasEnded, isDone, mayStillEnd, type CaseState } from './case-state.js';
import { deemAcceptance, foundAfterwards } from './deemed-acceptance.js';
import { dispatch } from './dispatch.js';
import { assess, competentAuthorityOf, defectsOf, preChecks, type Assessment } from './intake.js';
import type { Moment } from './limit.js';
import { noticeOf, proposalOutdated } from './notices.js';
import type { Plan, Step } from './plan.js';

/**
 * What follows from where a case stands: the events of its next act, none when it waits for somebody. Asked again after
 * each act until it answers none, so a case is never left with something it could do by itself.
 */
export function nextAct(book: Book, state: CaseState, moment: Moment): CaseEvent[] {
  // While a withdrawal is being decided nothing may be set going that would race with it.
  if (hasEnded(state) || state.withdrawal?.status === 'pending') return [];
  if (state.phase === 'intake') return intakeAct(book, state, moment);
  if (state.phase === 'work') return workAct(book, state, moment);
  return [];
}

function intakeAct(book: Book, state: CaseState, { at, calendarVersion }: Moment): CaseEvent[] {
  const { plan } = book;
  const ready = readySteps(plan, state).filter((step) => step.stage === 'intake' && step.department !== null);
  // A step without a section that waited for another one of the intake.
  if (ready.length > 0) return ready.map((step) => dispatch(book, state, step, { at, calendarVersion }));
  const found = assess(plan, state);
  const asOf = latestFact(state, preChecks(plan, state));
  if (isTooLate(state, found, { at, asOf })) return deemAcceptance(book, state, { at, calendarVersion });
  const outdated = proposalOutdated(plan, state, found, { at, asOf });
  if (outdated.length > 0) return outdated;
  switch (found.kind) {
    case 'incomplete':
    case 'review':
      return [];
    case 'inadmissible':
      return [decline(state, { at, asOf, defects: found.defects, reason: notOurs(found.defects) })];
    case 'defective':
      return noticeOf(plan, state, found.defects, { at, asOf });
    case 'clean':
      return [...commitmentsInForm(plan, state, at), ...accept(book, state, { at, asOf, calendarVersion })];
  }
}

/** Heard before the timer was: what the applicant is told after the term is told too late. Acceptance is as of its fact. */
function isTooLate(state: CaseState, { kind }: Assessment, { at, asOf }: { at: number; asOf: number }): boolean {
  const dueAt = deemedDueAt(state);
  if (dueAt === null || kind === 'incomplete' || kind === 'review') return false;
  return (kind === 'clean' ? asOf : at) > dueAt;
}

const notOurs = (defects: readonly Defect[]) =>
  competentAuthorityOf(defects) === null ? ('NOT_ADMISSIBLE' as const) : ('NOT_COMPETENT' as const);

function workAct(book: Book, state: CaseState, moment: Moment): CaseEvent[] {
  return awaitsPreChecks(book.plan, state) ? afterSilence(book, state, moment) : workOn(book, state, moment);
}

/** The pre-checks of what silence has accepted go on as ever; when nothing stands in the way, work begins. */
function afterSilence(book: Book, state: CaseState, moment: Moment): CaseEvent[] {
  const { plan } = book;
  const asked = readySteps(plan, state).filter(({ department, stage }) => department !== null && stage === 'intake');
  if (asked.length > 0) return asked.map((step) => dispatch(book, state, step, moment));
  const found = assess(plan, state);
  const when = { at: moment.at, asOf: latestFact(state, preChecks(plan, state)) };
  const outdated = proposalOutdated(plan, state, found, when);
  if (outdated.length > 0) return outdated;
  if (found.kind !== 'clean') return foundAfterwards(book, state, found, when);
  return [...commitmentsInForm(plan, state, moment.at), ...workOn(book, state, moment)];
}

function workOn(book: Book, state: CaseState, moment: Moment): CaseEvent[] {
  const { plan } = book;
  const refused = plan.steps.find((step) => state.steps[step.id]?.answer?.outcome === 'refused');
  if (refused !== undefined && mayStillEnd(plan, state)) return refuseBy(book, state, refused, moment);
  const ready = readySteps(plan, state);
  const asked = ready.filter((step) => step.department !== null);
  if (asked.length > 0) return asked.map((step) => dispatch(book, state, step, moment));
  return ready.length > 0 ? complete(book, state, moment.at) : [];
}

function refuseBy(book: Book, state: CaseState, step: Step, { at }: Moment): CaseEvent[] {
  const answer = state.steps[step.id]?.answer;
  if (answer === undefined || answer === null || step.department === null) return [];
  const asOf = endingAsOf(state, state.steps[step.id]?.answeredAt ?? at);
  const defects = defectsOf([{ step, department: step.department, answer }], (said) => said.findings);
  return refuse(book, state, { at, asOf, defects, step: step.id, reason: 'REFUSED_BY_DEPARTMENT' });
}

/** Steps nobody has been asked yet whose turn it is. */
export const readySteps = (plan: Plan, state: CaseState): Step[] =>
  plan.steps.filter(
    (step) =>
      state.steps[step.id] === undefined &&
      !isDone(state, step) &&
      step.after.every((id) => plan.steps.some((other) => other.id === id && isDone(state, other))),
  );
