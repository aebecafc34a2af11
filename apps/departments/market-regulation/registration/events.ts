import type { RegistrationResult, StepAnswer } from '@yichuang/contracts';
import type { DeskEvent, TaskBelonging } from '@yichuang/host';
import type { Evidence, Text } from '@yichuang/kernel';
import type { RegistrationFacts } from './facts.js';
import type { AddressAnswer, DishonestAnswer, RealNameAnswer } from './sources.js';
import type { NameHeld } from './name-in-force.js';

/** The step that registers. */
export interface Task {
  readonly step: string;
  readonly round: number;
  readonly dueAt: number | null;
}

/** One source outside and what it said; `null`: nothing, to the end. */
export type Saying =
  | { readonly source: 'real-name'; readonly answer: RealNameAnswer | null }
  | { readonly source: 'dishonest-list'; readonly answer: DishonestAnswer | null }
  | { readonly source: 'address-library'; readonly answer: AddressAnswer | null };

/** 统一社会信用代码 as the code-issuing service gave it. */
export interface CodeReceipt {
  readonly uscc: string;
  readonly issuedOn: string;
  readonly simulated: boolean;
}
export interface VoidReceipt {
  readonly uscc: string;
  readonly voidedOn: string;
  readonly simulated: boolean;
}
export interface NoticeReceipt {
  readonly noticeNumber: string;
  readonly publishedOn: string;
  readonly simulated: boolean;
}

/** What the public register publishes of the form: with the registration, and not before, these become public. */
export type Particulars = Pick<
  RegistrationResult,
  'companyName' | 'seat' | 'scope' | 'legalRepresentative' | 'shareholders'
>;

export interface RegistrationTaskTaken extends DeskEvent {
  readonly type: 'RegistrationTaskTaken';
  readonly caseId: string;
  readonly step: string;
  readonly round: number;
  readonly number: string;
  readonly dueAt: number | null;
  readonly ruleSet: string;
  readonly facts: RegistrationFacts;
  readonly sealed: Uint8Array;
  readonly of?: TaskBelonging;
}
export interface SourceAnswered extends DeskEvent {
  readonly type: 'SourceAnswered';
  readonly round: number;
  readonly saying: Saying;
  /** The claim on the name, where the answer made the desk decide whether to register. */
  readonly name: NameHeld | null;
}
/** Until the papers are here these rules hold the registration, and whatever an officer answers to them. */
export interface PapersPromised extends DeskEvent {
  readonly type: 'PapersPromised';
  readonly rules: readonly string[];
}
export interface PapersSupplied extends DeskEvent {
  readonly type: 'PapersSupplied';
  readonly papers: readonly string[];
  /** As in {@link SourceAnswered}. */
  readonly name: NameHeld | null;
}
export interface PapersDropped extends DeskEvent {
  readonly type: 'PapersDropped';
  readonly papers: readonly string[];
  /** As in {@link SourceAnswered}. */
  readonly name: NameHeld | null;
}
interface Answering extends DeskEvent {
  readonly answer: StepAnswer;
  /** What the rules that passed went by. */
  readonly evidence: Readonly<Record<string, Evidence>>;
}
export interface RegistrationPreChecked extends Answering {
  readonly type: 'RegistrationPreChecked';
}
interface Deciding extends Answering {
  readonly task: Task;
  readonly name: NameHeld | null;
}
export interface ManualReviewRequired extends Deciding {
  readonly type: 'ManualReviewRequired';
}
/** 不予登记, with every rule and the remedies (市场主体登记管理条例 a.20). */
export interface RegistrationRefused extends Deciding {
  readonly type: 'RegistrationRefused';
  readonly remedies: Text;
}
/** Every rule passed: from here on the way back leads over the voiding of a code. */
export interface CodeRequested extends DeskEvent {
  readonly type: 'CodeRequested';
  readonly task: Task;
  readonly name: NameHeld | null;
  readonly order: CodeOrder;
}
/** What the code-issuing service is asked; nothing of it is private. */
export interface CodeOrder {
  readonly authority: string;
  readonly companyType: string;
  readonly gbt4754: string;
}
export interface CompanyRegistered extends Answering {
  readonly type: 'CompanyRegistered';
  readonly receipt: CodeReceipt;
  readonly particulars: Particulars;
}
/** 营业执照, as data. */
export interface LicenceIssued extends DeskEvent {
  readonly type: 'LicenceIssued';
  readonly number: string;
  readonly uscc: string;
  readonly companyName: string;
  readonly companyType: string;
  readonly legalRepresentative: string;
  readonly capital: { readonly fen: number; readonly currency: string };
  readonly seat: string;
  readonly scope: string;
  readonly authority: string;
  readonly establishedOn: string;
  readonly issuedOn: string;
  readonly copies: number;
  readonly demo: boolean;
  /** What stands across a licence that is none. */
  readonly face: Text | null;
}
export interface PostLicencePermitReminded extends DeskEvent {
  readonly type: 'PostLicencePermitReminded';
  readonly uscc: string;
  readonly permits: readonly PermitReminder[];
}
export interface PermitReminder {
  readonly item: string;
  readonly activity: string;
  readonly permit: string;
  readonly article: string;
  readonly text: Text;
}
export interface WithdrawalGranted extends DeskEvent {
  readonly type: 'WithdrawalGranted';
  readonly requestedAt: number;
}
export interface WithdrawalRefused extends DeskEvent {
  readonly type: 'WithdrawalRefused';
  readonly requestedAt: number;
  readonly uscc: string;
  readonly reason: Text;
}
/** The case is to end while a code is under way: it is to be voided when it comes. */
export interface CodeNoLongerWanted extends DeskEvent {
  readonly type: 'CodeNoLongerWanted';
  readonly reason: string;
  /** When the applicant asked to withdraw; `null` where the case ended otherwise. */
  readonly requestedAt: number | null;
}
/** A code came that nobody wants any more. */
export interface CodeVoidingRequested extends DeskEvent {
  readonly type: 'CodeVoidingRequested';
  readonly receipt: CodeReceipt;
}
export interface CodeVoided extends DeskEvent {
  readonly type: 'CodeVoided';
  readonly receipt: VoidReceipt;
}
export interface PublicNoticeRecorded extends DeskEvent {
  readonly type: 'PublicNoticeRecorded';
  readonly receipt: NoticeReceipt;
}
export interface RegistrationCaseEnded extends DeskEvent {
  readonly type: 'RegistrationCaseEnded';
  readonly reason: string;
}
export type RegistrationEvent =
  | RegistrationTaskTaken
  | SourceAnswered
  | PapersPromised
  | PapersSupplied
  | PapersDropped
  | RegistrationPreChecked
  | ManualReviewRequired
  | RegistrationRefused
  | CodeRequested
  | CompanyRegistered
  | LicenceIssued
  | PostLicencePermitReminded
  | WithdrawalGranted
  | WithdrawalRefused
  | CodeNoLongerWanted
  | CodeVoidingRequested
  | CodeVoided
  | PublicNoticeRecorded
  | RegistrationCaseEnded;
