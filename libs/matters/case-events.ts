import type { ReportedFinding, StepAnswer } from '@yichuang/contracts';
import type { Text } from '@yichuang/kernel';
import type { AcceptanceTerm } from './acceptance-term.js';
import type { CaseManagerNamed } from './case-manager.js';
import type { CaseEntrusted, EntrustedAs, EntrustmentRevoked } from './entrustment.js';
import type { OfficerNoted } from './on-duty.js';
import type { ServiceRated } from './rating.js';
import type { SlaReprojected } from './reprojected.js';
import type { Intake } from './at-counter.js';
import type { CardLifeEvent } from './card-events.js';
import type { ClockActEvent } from './clock-act-events.js';
import type { ConsultationEvent } from './consultation-events.js';
import type { CaseDocument } from './case-documents.js';
import type { FromDraft } from './from-draft.js';
import type { Consent, SecondNoticeEvent } from './second-notice.js';
import type { ToleranceEvent } from './tolerance-events.js';
import type { CardEvent, CardTakenBack, SlaBreached, SlaMet, SlaStarted } from './clock-events.js';

interface At {
  /** Domain time, epoch ms. */
  readonly at: number;
}

/** A decision that follows from a fact: clocks stop at the fact, however late it was heard. */
interface AsOf extends At {
  readonly asOf: number;
}

/** One line of a notice, a refusal or a non-acceptance. */
export interface Defect {
  readonly code: string;
  readonly department: string;
  /** JSON pointer into the one form; empty where the fault has no place. */
  readonly path: string;
  readonly article: string;
  readonly text: Text;
  readonly phase: ReportedFinding['phase'];
  readonly rule: string;
  readonly evidence: ReportedFinding['evidence'];
}

export interface ApplicationSubmitted extends At {
  readonly type: 'ApplicationSubmitted';
  readonly caseId: string;
  readonly matter: string;
  readonly planVersion: string;
  readonly number: string;
  readonly hall: string;
  readonly authority: string;
  readonly principal: string;
  /** Version of the privacy statement that was shown (个人信息保护法 a.17); absent where nobody said so. */
  readonly consentVersion?: string;
  /** Absent: the applicant handed it in himself. */
  readonly intake?: Intake;
  /** Absent: it was never a draft here. */
  readonly draft?: FromDraft;
  /** Who acts for the applicant, or helps him, from the beginning; absent: nobody. */
  readonly entrusted?: readonly EntrustedAs[];
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly leftOut: Readonly<Record<string, string>>;
  /** Limit for notice or acceptance. */
  readonly dueAt: number;
  readonly calendarVersion: string;
  /** Of the hall's ladder by which its cards are due; absent where the plan has its own. */
  readonly ladderVersion?: string;
  /** The term of the law for telling what is missing; absent where the plan knows none. */
  readonly acceptance?: AcceptanceTerm;
  readonly document: CaseDocument;
  /** Ciphertext of how the applicant is reached, where the matter asks for it. */
  readonly sealed?: Uint8Array;
}

export interface DepartmentTaskDispatched extends At {
  readonly type: 'DepartmentTaskDispatched';
  readonly step: string;
  readonly department: string;
  readonly task: string;
  readonly round: number;
  readonly number: string;
  readonly authority: string;
  readonly hall: string;
  /** Absent in tasks of before. */
  readonly principal?: string;
  /** Who acts for him by then, where somebody does. */
  readonly agents?: readonly string[];
  /** Who took the application in at the counter, where somebody did. */
  readonly intakeBy?: string;
  /** Who took a correction of it there; absent: nobody did. */
  readonly correctionsTakenBy?: readonly string[];
  /** The department's share of the limit; `null` before acceptance. */
  readonly dueAt: number | null;
  readonly calendarVersion?: string;
  /** As in {@link ApplicationSubmitted}. */
  readonly ladderVersion?: string;
  readonly data: Readonly<Record<string, unknown>>;
  /** Ciphertext of the department's section. */
  readonly sealed?: Uint8Array;
}

export interface StepAnswered extends At {
  readonly type: 'StepAnswered';
  readonly answeredAt: number;
  readonly answer: StepAnswer;
}

export interface OneTimeNoticeIssued extends AsOf {
  readonly type: 'OneTimeNoticeIssued';
  /** First notice 1, and so on. */
  readonly number: number;
  readonly round: number;
  readonly defects: readonly Defect[];
  /** It names what could have been named in an earlier notice. */
  readonly avoidable: boolean;
  /** Departments that could have named theirs before; absent where no consent was asked. */
  readonly causedBy?: readonly string[];
  /** Absent where none was needed, or asked. */
  readonly consent?: Consent;
  readonly document: CaseDocument;
}

export interface CorrectionSubmitted extends At {
  readonly type: 'CorrectionSubmitted';
  readonly round: number;
  /** Who handed it in, by `actor.id`; absent in events older than sign-in, and where a clerk took it for the applicant. */
  readonly by?: string;
  /** The clerk who took it at the counter; absent: nobody did. */
  readonly intake?: Intake;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly leftOut: Readonly<Record<string, string>>;
  /** Limit for notice or acceptance; of an accepted case the promised end, or its own instant while that does not count. */
  readonly dueAt: number;
  readonly calendarVersion: string;
  /** Of the hall's ladder by which its cards are due; absent where the plan has its own. */
  readonly ladderVersion?: string;
  /** As in {@link ApplicationSubmitted}. */
  readonly acceptance?: AcceptanceTerm;
  /** The case had been accepted before it was told what is missing: no limit for acceptance begins. */
  readonly accepted?: true;
  readonly document: CaseDocument;
  /** As in {@link ApplicationSubmitted}. */
  readonly sealed?: Uint8Array;
}

export interface ApplicantInsisted extends At {
  readonly type: 'ApplicantInsisted';
  /** Who did it, by `actor.id`: the applicant, or his agent; absent in events older than that was said. */
  readonly by?: string;
}

export interface ApplicationAccepted extends AsOf {
  readonly type: 'ApplicationAccepted';
  readonly round: number;
  readonly document: CaseDocument;
}

/**
 * 视为受理: the term for telling the applicant what is missing is over, and nobody has. It registers nothing: whoever has not
 * spoken still must, and work begins when all have.
 */
export interface AcceptanceDeemed extends At {
  readonly type: 'AcceptanceDeemed';
  readonly round: number;
  /** Of receipt, from which on it counts as accepted. */
  readonly acceptedAt: number;
  readonly rule: string;
  readonly article: string;
  readonly workingDays: number;
  /** End of the term. */
  readonly dueAt: number;
  /** What the case was waiting for, and the departments that answer for it; `hall` where the supervisor had not consented. */
  readonly waiting: readonly string[];
  readonly silent: readonly string[];
  readonly calendarVersion: string;
  readonly provisional?: true;
  readonly document: CaseDocument;
}

/** 不予受理. */
export interface ApplicationDeclined extends AsOf {
  readonly type: 'ApplicationDeclined';
  readonly reason: 'NOT_COMPETENT' | 'NOT_ADMISSIBLE' | 'DEFECTS_OF_FORM_REMAIN';
  /** Where to apply instead (行政许可法 a.32(1)(2)). */
  readonly competentAuthority: string | null;
  readonly defects: readonly Defect[];
  readonly document: CaseDocument;
}

export interface CaseRefused extends AsOf {
  readonly type: 'CaseRefused';
  /** The last two only of what was accepted by silence. */
  readonly reason: 'REFUSED_BY_DEPARTMENT' | 'DEFECTS_OF_SUBSTANCE_REMAIN' | 'DEFECTS_REMAIN' | 'NOT_ADMISSIBLE';
  readonly step: string | null;
  readonly defects: readonly Defect[];
  readonly document: CaseDocument;
}

export interface PackageReady extends AsOf {
  readonly type: 'PackageReady';
  /** Steps whose results are in it. */
  readonly contents: readonly string[];
}

export interface CaseCompleted extends AsOf {
  readonly type: 'CaseCompleted';
}

export interface WithdrawalRequested extends At {
  readonly type: 'WithdrawalRequested';
  /** Who did it, by `actor.id`: the applicant, or his agent; absent in events older than that was said. */
  readonly by?: string;
  /** Who decides it. */
  readonly department: string;
  readonly requestedAt: number;
}

/** The withdrawal came too late; the case goes on. */
export interface WithdrawalTurnedDown extends AsOf {
  readonly type: 'WithdrawalTurnedDown';
}

export interface CaseWithdrawn extends AsOf {
  readonly type: 'CaseWithdrawn';
  /** As in {@link WithdrawalRequested}, where nobody had to decide it. */
  readonly by?: string;
  readonly reason: 'WITHDRAWN_BY_APPLICANT';
}

export type CaseEvent =
  | ApplicationSubmitted
  | DepartmentTaskDispatched
  | StepAnswered
  | OneTimeNoticeIssued
  | CorrectionSubmitted
  | ApplicantInsisted
  | ApplicationAccepted
  | AcceptanceDeemed
  | ApplicationDeclined
  | CaseRefused
  | PackageReady
  | CaseCompleted
  | WithdrawalRequested
  | WithdrawalTurnedDown
  | CaseWithdrawn
  | SlaStarted
  | SlaMet
  | SlaBreached
  | CardEvent
  | CardTakenBack
  | CardLifeEvent
  | SlaReprojected
  | ServiceRated
  | SecondNoticeEvent
  | CaseEntrusted
  | CaseManagerNamed
  | EntrustmentRevoked
  | OfficerNoted
  | ToleranceEvent
  | ClockActEvent
  | ConsultationEvent;
