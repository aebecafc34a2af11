import type { Decider } from '@yichuang/kernel';
import type { StopReason } from '@yichuang/working-time';
import { acceptanceClock, acceptanceClockId, type AcceptanceTerm } from './acceptance-term.js';
import {
  calendarOf,
  startClock,
  stopClock,
  type Calendars,
  type CaseClock,
  type End,
  type Start,
} from './case-clocks.js';
import { cardEvolve } from './card-evolve.js';
import type { CaseCommand } from './case-commands.js';
import { issue } from './case-documents.js';
import type { ApplicationDeclined, CaseEvent, CaseRefused, StepAnswered } from './case-events.js';
import { askedSoFar, reviewsAfter } from './case-history.js';
import type { CaseState, Phase, StepState } from './case-state.js';
import { consultationEvolve } from './consultation.js';
import { clockEvolve, startedUnder } from './clock-evolve.js';
import { ladderOf } from './published-ladders.js';
import { stepOf, type Plan, type Step } from './plan.js';
import { toleranceEvolve } from './tolerance-evolve.js';
import { caseManagerEvolve } from './case-manager.js';
import { entrustmentEvolve } from './entrustment.js';
import { onDutyEvolve, withoutWhoIsDone, withPerson } from './on-duty.js';
import { ratingEvolve } from './rating.js';
import { reprojectionEvolve } from './reprojected.js';
import { givenWith, secondNoticeEvolve } from './second-notice.js';
import { statutoryClock, statutoryClockId } from './statutory-terms.js';

/** What a case is run by: the plan it is pinned to, and the calendars. */
export interface Book {
  readonly plan: Plan;
  readonly calendars: Calendars;
}

type Evolve = Decider<CaseCommand, CaseState, CaseEvent>['evolve'];

/** How each event changes a case. Total: every event of {@link CaseEvent}, in any state a decision can lead to. */
export function evolveBy(book: Book): Evolve {
  const { plan } = book;
  return {
    ApplicationSubmitted: (state, event) => {
      const {
        type: _type,
        at,
        dueAt: _dueAt,
        calendarVersion: _version,
        ladderVersion: _ladder,
        acceptance: _acceptance,
        document,
        ...more
      } = event;
      const { sealed: _sealed, draft: _draft, ...given } = more;
      const opened: CaseState = {
        ...state,
        ...given,
        phase: 'intake',
        submittedAt: at,
        round: 1,
        documents: [document],
      };
      return intakeClock(book, opened, event);
    },
    DepartmentTaskDispatched: (state, { step, at, calendarVersion, ladderVersion, dueAt, department }) => {
      const asked: StepState = { dispatchedAt: at, answer: null, answeredAt: null };
      const known = { ...state, steps: { ...state.steps, [step]: asked } };
      const budgetMinutes = stepOf(plan, step).shareMinutes;
      if (dueAt === null || calendarVersion === undefined) return known;
      // Silence is over when work begins.
      const after = state.deemed === null ? known : termEnded(book, known, at);
      const start: Start = { id: step, department, budgetMinutes, at, reason: 'STEP_READY' };
      return started(book, after, start, { calendarVersion, ladderVersion });
    },
    StepAnswered: (state, event) => {
      const { answer, answeredAt } = event;
      const step = stepOf(plan, answer.step);
      const after = withoutWhoIsDone(answered(plan, state, step, event), step.id);
      if (answer.outcome !== 'done') return after;
      const shareStopped = stop(book, after, step.id, answeredAt, 'COMPLETED');
      const stopped = stop(book, shareStopped, statutoryClockId(step.id), answeredAt, 'COMPLETED');
      return step.document === undefined
        ? stopped
        : { ...stopped, documents: [...stopped.documents, issue(step.document, stopped, answeredAt)] };
    },
    OneTimeNoticeIssued: (state, event) => ({
      ...intakeEnded(book, state, event.asOf),
      phase: 'awaiting-correction',
      ...givenWith(state, event),
      notices: [...state.notices, event],
      documents: [...state.documents, event.document],
    }),
    CorrectionSubmitted: (state, event) => {
      const { at, round, inputs, leftOut, document, accepted, intake } = event;
      const correctionsTakenBy = withPerson(state.correctionsTakenBy, intake?.by);
      const handedIn = { round, inputs, leftOut, correctionsTakenBy };
      const again: CaseState = { ...state, phase: 'intake', ...handedIn, steps: {}, onDuty: {} };
      const asked = { ...again, askedBefore: askedSoFar(state), documents: [...state.documents, document] };
      if (accepted !== true || state.deemed === null) return intakeClock(book, asked, event);
      return { ...asked, phase: 'work', deemed: { ...state.deemed, correctedAt: at } };
    },
    ApplicantInsisted: (state) => ({ ...state, insisted: true }),
    ApplicationAccepted: (state, { asOf, document }) => ({
      ...intakeEnded(book, state, asOf),
      phase: 'work',
      acceptedAt: asOf,
      documents: [...state.documents, document],
    }),
    // The house's own limit was overrun, so its cards are founded; that of the law runs on until the applicant is told.
    AcceptanceDeemed: (state, { at, round, acceptedAt, rule, article, document }) => ({
      ...stop(book, state, intakeClockId(round), at, 'ANSWERED'),
      phase: 'work',
      acceptedAt,
      deemed: { at, round, acceptedAt, rule, article, correctedAt: null, cleared: false },
      documents: [...state.documents, document],
    }),
    ApplicationDeclined: (state, event) => ended(book, state, 'declined', event),
    CaseRefused: (state, event) => ended(book, state, 'refused', event),
    PackageReady: (state) => state,
    CaseCompleted: (state, { asOf }) => ({
      ...stop(book, state, 'case', asOf, 'COMPLETED'),
      phase: 'completed',
      end: { at: asOf, reason: null, defects: [], competentAuthority: null },
    }),
    WithdrawalRequested: (state, { requestedAt }) => ({
      ...state,
      withdrawal: { status: 'pending', requestedAt, answeredAt: null },
    }),
    WithdrawalTurnedDown: (state, { at, asOf }) => ({
      ...state,
      withdrawal: { status: 'turned-down', requestedAt: state.withdrawal?.requestedAt ?? at, answeredAt: asOf },
    }),
    CaseWithdrawn: (state, { asOf, reason }) => ({
      ...allStopped(book, state, { type: 'void', at: asOf, reason: 'WITHDRAWN' }),
      phase: 'withdrawn',
      end: { at: asOf, reason, defects: [], competentAuthority: null },
    }),
    CaseTerminated: (state, { asOf, reason, defects, document }) => ({
      ...allStopped(book, state, { type: 'void', at: asOf, reason: 'TERMINATED' }),
      phase: 'terminated',
      end: { at: asOf, reason, defects, competentAuthority: null },
      documents: [...state.documents, document],
    }),
    SlaStarted: (state, { at, budgetMinutes, calendarVersion, ladderVersion, statutory = [] }) => {
      const from = state.acceptedAt ?? at;
      const reason = state.deemed === null ? ('ACCEPTED' as const) : ('ACCEPTANCE_DEEMED' as const);
      const start: Start = { id: 'case', department: null, budgetMinutes, at: from, reason };
      return statutory.reduce(
        (now, term) => {
          const calendar = calendarOf(book.calendars, state.hall, term.calendarVersion);
          return withClock(book, now, statutoryClock(calendar, term, { at: from, reason }));
        },
        started(book, state, start, { calendarVersion, ladderVersion }),
      );
    },
    SlaMet: (state) => state,
    SlaBreached: (state) => state,
    ...cardEvolve(book),
    ...clockEvolve(book),
    ...reprojectionEvolve(book),
    ...ratingEvolve,
    ...secondNoticeEvolve,
    ...entrustmentEvolve,
    ...caseManagerEvolve,
    ...onDutyEvolve,
    ...toleranceEvolve,
    ...consultationEvolve,
  };
}

function answered(plan: Plan, state: CaseState, step: Step, { answer, answeredAt }: StepAnswered): CaseState {
  const dispatchedAt = state.steps[step.id]?.dispatchedAt ?? answeredAt;
  return {
    ...state,
    steps: { ...state.steps, [step.id]: { dispatchedAt, answer, answeredAt } },
    reviews: reviewsAfter(plan, state, step, { answer, answeredAt }),
  };
}

function ended(book: Book, state: CaseState, phase: Phase, event: ApplicationDeclined | CaseRefused): CaseState {
  const { asOf, reason, defects, document } = event;
  const competentAuthority = event.type === 'ApplicationDeclined' ? event.competentAuthority : null;
  const end: End = { type: 'stop', at: asOf, reason: phase === 'refused' ? 'REFUSED' : 'ANSWERED' };
  return {
    ...allStopped(book, state, end),
    phase,
    end: { at: asOf, reason, defects, competentAuthority },
    documents: [...state.documents, document],
  };
}

export const intakeClockId = (round: number): string => `intake-${String(round)}`;

/** What has come in begins the limit for an answer, and the term the law gives for it. */
interface Received extends Under {
  readonly at: number;
  readonly acceptance?: AcceptanceTerm;
}

function intakeClock(book: Book, state: CaseState, { at, acceptance, ...under }: Received): CaseState {
  const id = intakeClockId(state.round);
  const budgetMinutes = book.plan.intakeMinutes;
  const begun = started(book, state, { id, department: null, budgetMinutes, at, reason: 'SUBMITTED' }, under);
  if (acceptance === undefined) return begun;
  const calendar = calendarOf(book.calendars, state.hall, acceptance.calendarVersion);
  return withClock(book, begun, acceptanceClock(calendar, state.round, acceptance.dueAt, at));
}

const intakeEnded = (book: Book, state: CaseState, at: number): CaseState =>
  termEnded(book, stop(book, state, intakeClockId(state.round), at, 'ANSWERED'), at);

const termEnded = (book: Book, state: CaseState, at: number): CaseState =>
  stop(book, state, acceptanceClockId((state.deemed ?? state).round), at, 'ANSWERED');

/** What the event that starts a clock says it is reckoned by. */
interface Under {
  readonly calendarVersion: string;
  readonly ladderVersion?: string | undefined;
}

function started(book: Book, state: CaseState, start: Start, { calendarVersion, ladderVersion }: Under): CaseState {
  const calendar = calendarOf(book.calendars, state.hall, calendarVersion);
  return withClock(book, state, startClock(calendar, ladderOf(book.plan, ladderVersion), start));
}

const withClock = (book: Book, state: CaseState, of: CaseClock): CaseState => ({
  ...state,
  clocks: { ...state.clocks, [of.id]: startedUnder(book, state, of) },
});

function stop(book: Book, state: CaseState, id: string, at: number, reason: StopReason): CaseState {
  const running = state.clocks[id];
  if (running === undefined) return state;
  return { ...state, clocks: { ...state.clocks, [id]: stopped(book, state, running, { type: 'stop', at, reason }) } };
}

/** With the case, every clock of it ends. */
function allStopped(book: Book, state: CaseState, end: End): CaseState {
  const clocks = Object.entries(state.clocks).map(([id, of]) => [id, stopped(book, state, of, end)] as const);
  return { ...state, clocks: Object.fromEntries(clocks) };
}

/** A clock keeps to the calendar it was started under. */
const stopped = (book: Book, { hall }: CaseState, of: CaseClock, end: End): CaseClock =>
  stopClock(calendarOf(book.calendars, hall, of.clock.calendarVersion ?? undefined), of, end);
