import type { StepAnswer } from '@yichuang/contracts';
import type { DeskCommand, DeskEvent, Opening, TaskBelonging } from '@yichuang/host';
import type { Evidence, Text } from '@yichuang/kernel';
import type { InjuryClass } from '../reference/injury-classes.js';
import type { Insurance, InsuredAnswer, SocialInsuranceFacts } from './facts.js';

/** What the core is told to do; whom to enrol it reads in the section. */
export interface EnrolmentOrder {
  readonly uscc: string;
  readonly companyName: string;
  readonly establishedOn: string;
  readonly gbt4754: string;
  readonly injuryClass: InjuryClass;
  readonly baseRatePercent: number;
  readonly insurances: readonly Insurance[];
}

/** What the core has done. */
export interface EnrolmentReceipt {
  readonly unitNumber: string;
  readonly registeredOn: string;
  readonly enrolled: number;
  /** References of employees whom another employer had insured in the meantime: not enrolled. */
  readonly elsewhere: readonly string[];
  readonly simulated: boolean;
}

export interface PreCheck extends DeskCommand {
  readonly type: 'PreCheck';
  readonly step: string;
  readonly round: number;
  readonly number: string;
  readonly dueAt: number | null;
  readonly ruleSet: string;
  readonly facts: SocialInsuranceFacts;
  readonly sealed: Uint8Array;
  readonly of?: TaskBelonging;
}
/** What the core said of the employees; `null`: nothing, to the end. */
export interface TakeInsuredAnswer extends DeskCommand {
  readonly type: 'TakeInsuredAnswer';
  readonly round: number;
  readonly insured: InsuredAnswer | null;
}
export interface Open extends DeskCommand {
  readonly type: 'Open';
  readonly opening: Opening;
}
export interface TakeReceipt extends DeskCommand {
  readonly type: 'TakeReceipt';
  readonly receipt: EnrolmentReceipt;
}
export interface EndCase extends DeskCommand {
  readonly type: 'EndCase';
  readonly reason: string;
}
export type EnrolmentCommand = PreCheck | TakeInsuredAnswer | Open | TakeReceipt | EndCase;

export interface SocialInsuranceTaskTaken extends DeskEvent {
  readonly type: 'SocialInsuranceTaskTaken';
  readonly step: string;
  readonly round: number;
  readonly number: string;
  readonly dueAt: number | null;
  readonly ruleSet: string;
  readonly facts: SocialInsuranceFacts;
  readonly sealed: Uint8Array;
  readonly of?: TaskBelonging;
}
export interface InsuredElsewhereAnswered extends DeskEvent {
  readonly type: 'InsuredElsewhereAnswered';
  readonly source: 'social-insurance-query';
  readonly round: number;
  readonly insured: InsuredAnswer | null;
}
export interface SocialInsurancePreChecked extends DeskEvent {
  readonly type: 'SocialInsurancePreChecked';
  readonly answer: StepAnswer;
  /** What the rules that passed went by. */
  readonly evidence: Readonly<Record<string, Evidence>>;
}
export interface ManualReviewRequired extends DeskEvent {
  readonly type: 'ManualReviewRequired';
  readonly answer: StepAnswer;
  readonly opening: Opening;
}
/** 社会保险登记未予办理: an officer found the law broken; the company stays, and what may be done against it is said. */
export interface SocialInsuranceRefused extends DeskEvent {
  readonly type: 'SocialInsuranceRefused';
  readonly answer: StepAnswer;
  readonly opening: Opening;
  readonly remedies: Text;
}
export interface EnrolmentOrdered extends DeskEvent {
  readonly type: 'EnrolmentOrdered';
  readonly opening: Opening;
  readonly order: EnrolmentOrder;
}
/** The unit is registered, and the core would not enrol everybody. */
export interface EnrolmentDisputed extends DeskEvent {
  readonly type: 'EnrolmentDisputed';
  readonly receipt: EnrolmentReceipt;
}
export interface EmployerInsured extends DeskEvent {
  readonly type: 'EmployerInsured';
  readonly answer: StepAnswer;
  readonly receipt: EnrolmentReceipt;
}
export interface InjuryRateClassAssigned extends DeskEvent {
  readonly type: 'InjuryRateClassAssigned';
  readonly uscc: string;
  readonly gbt4754: string;
  readonly injuryClass: InjuryClass;
  readonly baseRatePercent: number;
  readonly table: string;
}
/** All employees of the list in one event; who they are stands in the section. */
export interface EmployeeEnrolled extends DeskEvent {
  readonly type: 'EmployeeEnrolled';
  readonly employees: number;
  readonly insurances: readonly Insurance[];
}
export interface SocialInsuranceCaseEnded extends DeskEvent {
  readonly type: 'SocialInsuranceCaseEnded';
  readonly reason: string;
}
export type EnrolmentEvent =
  | SocialInsuranceTaskTaken
  | InsuredElsewhereAnswered
  | SocialInsurancePreChecked
  | ManualReviewRequired
  | SocialInsuranceRefused
  | EnrolmentOrdered
  | EnrolmentDisputed
  | EmployerInsured
  | InjuryRateClassAssigned
  | EmployeeEnrolled
  | SocialInsuranceCaseEnded;
