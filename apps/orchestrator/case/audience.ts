import type { Desk } from '@yichuang/host';
import type { CaseCommand, CaseEvent, CaseState } from '@yichuang/matters';

/**
 * Who may hear what. A task is for the department it asks, and a withdrawal for the one that decides it; everything else
 * is public, for nothing in it is about a person. `StepAnswered` is our own note of what a department has said in
 * public already: it is not said twice.
 */
export const audience: Desk<CaseCommand, CaseState, CaseEvent>['audience'] = {
  ApplicationSubmitted: '*',
  DepartmentTaskDispatched: ({ department }) => department,
  OneTimeNoticeIssued: '*',
  CorrectionSubmitted: '*',
  ApplicantInsisted: '*',
  ApplicationAccepted: '*',
  ApplicationDeclined: '*',
  CaseRefused: '*',
  PackageReady: '*',
  CaseCompleted: '*',
  WithdrawalRequested: ({ department }) => department,
  WithdrawalTurnedDown: '*',
  CaseWithdrawn: '*',
  SlaStarted: '*',
  SlaMet: '*',
  SlaBreached: '*',
  EarlyWarningRaised: '*',
  YellowCardIssued: '*',
  RedCardIssued: '*',
  EscalationRaised: '*',
  StatutoryTermBreached: '*',
  CardTakenBack: '*',
  CardIssued: '*',
  CardExplained: '*',
  CardLeftUnexplained: '*',
  CardUpheld: '*',
  CardCancelled: '*',
  CardRectified: '*',
  CardClosed: '*',
  SlaReprojected: '*',
  ServiceRated: '*',
  ToleranceAccepted: '*',
  ToleranceExtended: '*',
  ToleranceFulfilled: '*',
  ToleranceLapsed: '*',
  CaseTerminated: '*',
  CommitmentSigned: '*',
  SlaPaused: '*',
  SlaResumed: '*',
  SlaExtended: '*',
  OutageDeclared: '*',
  OutageApproved: '*',
};
