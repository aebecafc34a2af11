import { alreadySo, decide, evolve, type Decision } from '@yichuang/kernel';
import type { Calendars } from './case-clocks.js';
import type { CaseCommand } from './case-commands.js';
import type { CaseEvent } from './case-events.js';
import * as no from './case-rejections.js';
import { noCase, type CaseState } from './case-state.js';
import { findPlan, getPlan, type Catalogue } from './catalogue.js';
import { planDecider, type CaseDecider } from './plan-decider.js';

/** One decider for every plan of a catalogue: the first event of a case chooses, and the case stays with it. */
export function catalogueDecider(catalogue: Catalogue, calendars: Calendars): CaseDecider {
  const deciders = new Map(catalogue.plans.map((plan) => [plan, planDecider({ plan, calendars })]));
  const under = (matter: string, version: string): CaseDecider =>
    deciders.get(getPlan(catalogue, matter, version)) as CaseDecider;
  const pinned = ({ matter, planVersion }: CaseState): CaseDecider => under(matter, planVersion);
  const asked = (command: CaseCommand, state: CaseState): Decision<CaseEvent> =>
    state.phase === 'none' ? no.noSuchCase() : decide(pinned(state), command, state);
  /** A department speaks of a case that was never handed in: its contract is broken, and the case is parked. */
  const heard = (command: CaseCommand, state: CaseState): Decision<CaseEvent> => {
    if (state.phase === 'none') throw new TypeError(`${command.type} for a case that was never handed in`);
    return decide(pinned(state), command, state);
  };
  const then = (state: CaseState, event: CaseEvent): CaseState => evolve(pinned(state), state, event);
  return {
    initial: noCase,
    decide: {
      SubmitApplication: (command, state) => {
        if (state.phase !== 'none') return alreadySo;
        const { matter, planVersion } = command;
        if (findPlan(catalogue, matter, planVersion) === undefined) return no.noSuchMatter(matter);
        return decide(under(matter, planVersion), command, state);
      },
      TakeAnswer: heard,
      TakeWithdrawalAnswer: heard,
      Fire: heard,
      OpenConsultation: heard,
      TakeOpinion: heard,
      WithdrawConsultation: heard,
      CorrectApplication: asked,
      Insist: asked,
      Withdraw: asked,
      ReprojectDeadlines: asked,
      RateService: asked,
      ConsentToNotice: asked,
      EntrustCase: asked,
      RevokeEntrustment: asked,
      NameCaseManager: asked,
      NoteOfficer: heard,
      PromisePapers: asked,
      SupplyPapers: asked,
      ExtendTolerance: asked,
      SignCommitment: asked,
      InspectCommitment: asked,
      PauseClock: asked,
      ResumeClock: asked,
      ExtendTerm: asked,
      RestartClock: asked,
      DeclareOutage: asked,
      ApproveOutage: asked,
      IssueCard: asked,
      ActOnCard: asked,
    },
    evolve: {
      ApplicationSubmitted: (state, event) => evolve(under(event.matter, event.planVersion), state, event),
      DepartmentTaskDispatched: then,
      StepAnswered: then,
      OneTimeNoticeIssued: then,
      CorrectionSubmitted: then,
      ApplicantInsisted: then,
      ApplicationAccepted: then,
      AcceptanceDeemed: then,
      ApplicationDeclined: then,
      CaseRefused: then,
      PackageReady: then,
      CaseCompleted: then,
      WithdrawalRequested: then,
      WithdrawalTurnedDown: then,
      CaseWithdrawn: then,
      SlaStarted: then,
      SlaMet: then,
      SlaBreached: then,
      EarlyWarningRaised: then,
      YellowCardIssued: then,
      RedCardIssued: then,
      EscalationRaised: then,
      StatutoryTermBreached: then,
      CardTakenBack: then,
      CardIssued: then,
      CardExplained: then,
      CardLeftUnexplained: then,
      CardUpheld: then,
      CardCancelled: then,
      CardRectified: then,
      CardClosed: then,
      SlaReprojected: then,
      ServiceRated: then,
      SecondNoticeProposed: then,
      SecondNoticeRefused: then,
      SecondNoticeTakenBack: then,
      CaseEntrusted: then,
      CaseManagerNamed: then,
      EntrustmentRevoked: then,
      OfficerNoted: then,
      ToleranceAccepted: then,
      ToleranceExtended: then,
      ToleranceFulfilled: then,
      ToleranceLapsed: then,
      CaseTerminated: then,
      CommitmentSigned: then,
      CommitmentInspected: then,
      CommitmentVerified: then,
      CommitmentFalsified: then,
      InspectionMissed: then,
      SlaPaused: then,
      SlaResumed: then,
      SlaExtended: then,
      SlaRestarted: then,
      OutageDeclared: then,
      OutageApproved: then,
      ConsultationOpened: then,
      OpinionSought: then,
      ConsultationAnswered: then,
      ConsultationWithdrawn: then,
      ConsultationReprojected: then,
      NoObjectionDeemed: then,
    },
  };
}
