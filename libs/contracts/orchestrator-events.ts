/**
 * Every event the orchestrator writes for a case. A department hears the few it acts on and passes over the others of this
 * list; a type that is not on it was written by a newer build, and its case is parked instead of being passed over.
 */
export const orchestratorEvents = [
  'ApplicationSubmitted',
  'DepartmentTaskDispatched',
  'StepAnswered',
  'OneTimeNoticeIssued',
  'CorrectionSubmitted',
  'ApplicantInsisted',
  'ApplicationAccepted',
  'ApplicationDeclined',
  'CaseRefused',
  'PackageReady',
  'CaseCompleted',
  'WithdrawalRequested',
  'WithdrawalTurnedDown',
  'CaseWithdrawn',
  'SlaStarted',
  'SlaMet',
  'SlaBreached',
  'EarlyWarningRaised',
  'YellowCardIssued',
  'RedCardIssued',
  'EscalationRaised',
  'StatutoryTermBreached',
  'CardTakenBack',
  'CardIssued',
  'CardExplained',
  'CardLeftUnexplained',
  'CardUpheld',
  'CardCancelled',
  'CardRectified',
  'CardClosed',
  'SlaReprojected',
  'ServiceRated',
  'ToleranceAccepted',
  'ToleranceExtended',
  'ToleranceFulfilled',
  'ToleranceLapsed',
  'CaseTerminated',
  'CommitmentSigned',
  'CommitmentInspected',
  'CommitmentVerified',
  'CommitmentFalsified',
  'InspectionMissed',
  'SlaPaused',
  'SlaResumed',
  'SlaExtended',
  'OutageDeclared',
  'OutageApproved',
] as const;
export type OrchestratorEvent = (typeof orchestratorEvents)[number];

/** What a service knows that hears nobody but the orchestrator. */
export const knowsOrchestratorEvent = (source: string, type: string): boolean =>
  source === 'orchestrator' && (orchestratorEvents as readonly string[]).includes(type);
