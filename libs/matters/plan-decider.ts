import { decided, evolve, type Decider, type Decision } from '@yichuang/kernel';
import { deemedDueAt } from './acceptance-term.js';
import { actOnCard, cardsUnexplained, issueCard } from './card-decisions.js';
import { cardsDue } from './cards.js';
import type { CaseClock } from './case-clocks.js';
import type { CaseCommand } from './case-commands.js';
import type { CaseEvent } from './case-events.js';
import { evolveBy, type Book } from './case-evolve.js';
import { inspectCommitment, inspectionsMissed } from './commitment-inspections.js';
import { signCommitment } from './commitment-decisions.js';
import { entrust, revoke } from './entrustment.js';
import { nameCaseManager } from './case-manager.js';
import { noCase, type CaseState } from './case-state.js';
import { approveOutage, declareOutage, extendTerm, pauseClock, resumeClock } from './clock-decisions.js';
import { restartClock } from './clock-restart.js';
import { mootClosed, openConsultation, silences, takeOpinion, withdrawConsultation } from './consultation-decisions.js';
import { deemAcceptance } from './deemed-acceptance.js';
import { correct, insist, submit } from './handing-in.js';
import { takeAnswer, takeWithdrawalAnswer, withdraw } from './hearing-back.js';
import type { Moment } from './limit.js';
import { noteOfficer } from './on-duty.js';
import { rate } from './rating.js';
import { reproject } from './reprojection.js';
import { consentToNotice } from './second-notice-decisions.js';
import type { Run } from './settle.js';
import { extendTolerance, promisePapers, supplyPapers, toleranceLapsed } from './tolerance-decisions.js';
import { waitingSteps } from './waiting.js';

export type CaseDecider = Decider<CaseCommand, CaseState, CaseEvent>;

/** Turns any plan into the decider that runs its cases. The orchestrator adds nothing to it. */
export function planDecider(book: Book): CaseDecider {
  const decider: CaseDecider = {
    initial: noCase,
    evolve: evolveBy(book),
    decide: alwaysClosing({
      SubmitApplication: (command, state) => submit(run, command, state),
      TakeAnswer: (command, state) => takeAnswer(run, command, state),
      CorrectApplication: (command, state) => correct(run, command, state),
      Insist: (command, state) => insist(run, command, state),
      Withdraw: (command, state) => withdraw(run, command, state),
      TakeWithdrawalAnswer: (command, state) => takeWithdrawalAnswer(run, command, state),
      PauseClock: (command, state) => pauseClock(run, command, state),
      ResumeClock: (command, state) => resumeClock(run, command, state),
      ExtendTerm: (command, state) => extendTerm(run, command, state),
      RestartClock: (command, state) => restartClock(run, command, state),
      DeclareOutage: (command, state) => declareOutage(run, command, state),
      IssueCard: (command, state) => issueCard(run, command, state),
      ActOnCard: (command, state) => actOnCard(run, command, state),
      ApproveOutage: (command, state) => approveOutage(run, command, state),
      RateService: rate,
      ConsentToNotice: (command, state) => consentToNotice(run, command, state),
      EntrustCase: entrust,
      RevokeEntrustment: revoke,
      NameCaseManager: nameCaseManager,
      NoteOfficer: (command, state) => noteOfficer(book.plan, command, state),
      PromisePapers: (command, state) => promisePapers(run, command, state),
      SupplyPapers: (command, state) => supplyPapers(run, command, state),
      ExtendTolerance: (command, state) => extendTolerance(run, command, state),
      SignCommitment: (command, state) => signCommitment(run, command, state),
      InspectCommitment: (command, state) => inspectCommitment(run, command, state),
      OpenConsultation: (command, state) => openConsultation(run, command, state),
      TakeOpinion: (command, state) => takeOpinion(run, command, state),
      WithdrawConsultation: (command, state) => withdrawConsultation(run, command, state),
      ReprojectDeadlines: (command, state) => reproject(run, command, state),
      // Only what was due by the timer: up to there everything has been heard, beyond it a fact may be on its way.
      Fire: ({ at, dueAt, calendarVersion }, state) => {
        const until = Math.min(at, dueAt);
        const raised = clocksPassed(run, state, { at: until, calendarVersion });
        const silent = silences(book, run.after(state, raised), until, calendarVersion);
        const cards = [...raised, ...silent];
        const unexplained = cardsUnexplained(run.after(state, cards), until);
        const lapsed = toleranceLapsed(book, run.after(state, [...cards, ...unexplained]), until);
        return decided<CaseEvent>(...cards, ...unexplained, ...lapsed, ...inspectionsMissed(state, until));
      },
    }),
  };
  /** Whatever is decided, a question nobody waits for any more ends with it. */
  function alwaysClosing(table: CaseDecider['decide']): CaseDecider['decide'] {
    type Decide = (command: CaseCommand, state: CaseState) => Decision<CaseEvent>;
    const closing = Object.entries(table).map(([type, decide]) => [
      type,
      (command: CaseCommand, state: CaseState) => mootClosed(run, state, (decide as Decide)(command, state)),
    ]);
    return Object.fromEntries(closing) as CaseDecider['decide'];
  }
  const run: Run = {
    book,
    after: (state, events) => events.reduce((before, event) => evolve(decider, before, event), state),
  };
  return decider;
}

/** Cards, and what silence becomes: the clocks that begin with it have run since receipt, and raise theirs at once. */
function clocksPassed(run: Run, state: CaseState, { at: until, calendarVersion }: Moment): CaseEvent[] {
  const passed = (now: CaseState, to: number) =>
    cardsDue(now, to, ({ id }: CaseClock) => waitingSteps(run.book.plan, now, id));
  const at = deemedDueAt(state);
  if (at === null || at > until) return passed(state, until);
  const events: CaseEvent[] = passed(state, at);
  events.push(...deemAcceptance(run.book, run.after(state, events), { at, calendarVersion }));
  return [...events, ...passed(run.after(state, events), until)];
}
