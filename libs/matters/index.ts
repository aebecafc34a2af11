export { validatePlan, longestWayMinutes } from './plan-faults.js';
export {
  departmentsOf,
  inputsOf,
  stepOf,
  valueOf,
  type Ladder,
  type OwnAct,
  type Plan,
  type Source,
  type Stage,
  type Step,
  type Voice,
} from './plan.js';
export { planDecider, type CaseDecider } from './plan-decider.js';
export { catalogueDecider } from './catalogue-decider.js';
export { recallCase } from './case-recall.js';
export type { Book } from './case-evolve.js';
export { holderOfCard, isOfFormerTerm, nextCardAt, type Card } from './cards.js';
export { cardActs, cardStates, cardStateText, type CardAct, type CardState } from './card-acts.js';
export type * from './card-events.js';
export { nextTimerAt } from './next-timer.js';
export { ladderFor, publishedLadders, type PublishedLadder } from './published-ladders.js';
export type { Calendars, CardKind, CaseClock } from './case-clocks.js';
export type {
  Application,
  CaseCommand,
  CorrectApplication,
  Fire,
  Insist,
  SubmitApplication,
  TakeAnswer,
  TakeWithdrawalAnswer,
  Withdraw,
} from './case-commands.js';
export {
  documentTitles,
  remedies,
  remediesText,
  type CaseDocument,
  type DocumentKind,
  type Remedies,
} from './case-documents.js';
export { barredByDuties } from './duties.js';
export { signings, type Intake, type Signing } from './at-counter.js';
export type * from './case-events.js';
export {
  caseManagerOf,
  readersOf,
  type CaseManager,
  type CaseManagerNamed,
  type NameCaseManager,
} from './case-manager.js';
export type { CaseEntrusted, EntrustCase, EntrustedAs, EntrustmentRevoked, RevokeEntrustment } from './entrustment.js';
export { draftChanged, draftKey, type DraftClaim, type FromDraft } from './from-draft.js';
export type * from './clock-events.js';
export type { PublishedNotice, ReprojectDeadlines, ReprojectedClock, SlaReprojected } from './reprojected.js';
export { calendarHistory, type SaidEnd } from './calendar-history.js';
export { askedDepartments, hasEnded, noCase, type CaseEnd, type CaseState, type Phase } from './case-state.js';
export {
  caseView,
  clockView,
  companyOf,
  nameOf,
  type CaseView,
  type ClockView,
  type ConsultationView,
  type NoticeView,
} from './case-view.js';
export { CONSULTATION_MINUTES, silenceRule, type Consultation, type ConsultationStatus } from './consultation.js';
export type * from './consultation-events.js';
export { caseStatuses, statusOf, type CaseStatus } from './case-status.js';
export type { DepartmentStatus, DepartmentView, StepView } from './department-view.js';
export { awaited, atOfficers, type Awaited } from './waiting.js';
export { whyNotInstant, type Delay, type WhyNotInstant } from './why-not-instant.js';
export {
  PROMISE_PAPER,
  papersIn,
  receiptsOf,
  type Promised,
  type Receipt,
  type ReceivedPaper,
  type Receipts,
} from './receipts.js';
export { timeline, type TimelineLine } from './timeline.js';
export { matters, matterOf } from './matters.js';
export { toldBefore, type PrivacyStatement, type SeparateConsent } from './privacy.js';
export type { Divided, FormFaultLine, Matter } from './matter.js';
export { ratingTags, starsOf, type Rating, type RateService, type RatingTag, type ServiceRated } from './rating.js';
export { openProposal } from './second-notice.js';
export type * from './second-notice.js';
export { caseNumbers, isCaseNumber, numberKey, type Numbered } from './case-number.js';
export { publishedCalendars } from './published-calendars.js';
export {
  caseMinutes,
  type CaseMinutes,
  type Holder,
  type MinutesPhase,
  type OwnSpan,
  type Stretch,
} from './case-minutes.js';
export { waitsOf, type HoldingReason, type Turn, type Wait } from './case-waits.js';
export * from './act-inputs.js';
export type * from './clock-act-commands.js';
export type * from './clock-act-events.js';
export { noticeText } from './clock-notices.js';
export { openPauses, type Outage, type Pause } from './case-pauses.js';
export { pauseGrounds, type PauseGround } from './pause-grounds.js';
export { barredBeyondTerm } from './statutory-terms.js';
export type { Commitment, CommitmentLaw, Consequence } from './commitment.js';
export { falsePromiseKey } from './tolerance.js';
export type { Gap, Tolerance, ToleranceLaw, TolerablePaper } from './tolerance.js';
export type * from './tolerance-commands.js';
export type * from './tolerance-events.js';
export { companyOpeningTolerance, seatCommitment } from './company-opening/tolerance.js';
export { clockLeft, type ClockLeft } from './clock-left.js';
export { explainedClocks, type ExplainedCaseClock } from './explained-clocks.js';
export { catalogue, currentPlan, findPlan, getPlan, type Catalogue } from './catalogue.js';
export { companyOpeningPlan } from './company-opening/plan.js';
export { toyDepartments, toyPlan } from './toy/plan.js';
export {
  companyOpeningForm,
  formJsonSchema,
  isLeftOut,
  type CompanyOpeningForm,
  type CompanyOpeningInput,
} from './company-opening/form.js';
export { faultsOf, parseForm, type FormFault, type FormFaultCode } from './company-opening/form-faults.js';
export {
  formPath,
  leaveOutReasons,
  openOptions,
  sectionsOf,
  type LeaveOutReason,
  type OpenOptions,
  type Sections,
} from './company-opening/sections.js';
export {
  generateApplications,
  planters,
  type GeneratedApplication,
  type GenerateOptions,
} from './company-opening/generate/generate-applications.js';
export { compatible, plantAll, type PlantedFault, type Planter } from './company-opening/generate/planter.js';
export { tradeNamesMax } from './company-opening/generate/trade-names.js';
export {
  Appraising,
  type Appraisal,
  type AppraisedCase,
  type DepartmentAppraisal,
  type EventRef,
  type HeldTime,
  type StepTime,
} from './appraisal.js';
export { CHANGED_NAMED_MAX, WhatIf, type WhatIfReport } from './what-if/what-if.js';
export type { RecordedCase } from './what-if/recorded-inputs.js';
export { calendarUnder, type OtherCalendar, type Scenario } from './what-if/scenario.js';
export {
  outcomes,
  type ChangedCase,
  type Course,
  type DepartmentTime,
  type Outcome,
  type Side,
} from './what-if/report.js';
