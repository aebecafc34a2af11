import type { StepAnswer } from '@yichuang/contracts';
import type { DeskCommand, DeskEvent, Opening, TaskBelonging } from '@yichuang/host';
import type { Evidence, Text } from '@yichuang/kernel';
import type { InsuredAnswer, MedicalInsuranceFacts } from './facts.js';

/** What the core is told to do; whom to enrol it reads in the section. */
export interface MedicalOrder {
  readonly uscc: string;
  readonly companyName: string;
  readonly establishedOn: string;
  readonly gbt4754: string;
  /** The employer's account is made without anybody coming. */
  readonly autoAccount: boolean;
}

/** What the core has done. */
export interface MedicalReceipt {
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
  readonly facts: MedicalInsuranceFacts;
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
  readonly receipt: MedicalReceipt;
}
export interface EndCase extends DeskCommand {
  readonly type: 'EndCase';
  readonly reason: string;
}
export type EnrolmentCommand = PreCheck | TakeInsuredAnswer | Open | TakeReceipt | EndCase;

export interface MedicalInsuranceTaskTaken extends DeskEvent {
  readonly type: 'MedicalInsuranceTaskTaken';
  readonly step: string;
  readonly round: number;
  readonly number: string;
  readonly dueAt: number | null;
  readonly ruleSet: string;
  readonly facts: MedicalInsuranceFacts;
  readonly sealed: Uint8Array;
  readonly of?: TaskBelonging;
}
export interface InsuredElsewhereAnswered extends DeskEvent {
  readonly type: 'InsuredElsewhereAnswered';
  readonly source: 'medical-insurance-query';
  readonly round: number;
  readonly insured: InsuredAnswer | null;
}
export interface MedicalInsurancePreChecked extends DeskEvent {
  readonly type: 'MedicalInsurancePreChecked';
  readonly answer: StepAnswer;
  /** What the rules that passed went by. */
  readonly evidence: Readonly<Record<string, Evidence>>;
}
export interface ManualReviewRequired extends DeskEvent {
  readonly type: 'ManualReviewRequired';
  readonly answer: StepAnswer;
  readonly opening: Opening;
}
/** 医疗保险登记未予办理: an officer found the law broken; the company stays, and what may be done against it is said. */
export interface MedicalInsuranceRefused extends DeskEvent {
  readonly type: 'MedicalInsuranceRefused';
  readonly answer: StepAnswer;
  readonly opening: Opening;
  readonly remedies: Text;
}
export interface MedicalRegistrationOrdered extends DeskEvent {
  readonly type: 'MedicalRegistrationOrdered';
  readonly opening: Opening;
  readonly order: MedicalOrder;
}
/** The unit is registered, and the core would not enrol everybody. */
export interface MedicalRegistrationDisputed extends DeskEvent {
  readonly type: 'MedicalRegistrationDisputed';
  readonly receipt: MedicalReceipt;
}
export interface MedicalEmployerRegistered extends DeskEvent {
  readonly type: 'MedicalEmployerRegistered';
  readonly answer: StepAnswer;
  readonly receipt: MedicalReceipt;
}
export interface MedicalInsuranceCaseEnded extends DeskEvent {
  readonly type: 'MedicalInsuranceCaseEnded';
  readonly reason: string;
}
export type EnrolmentEvent =
  | MedicalInsuranceTaskTaken
  | InsuredElsewhereAnswered
  | MedicalInsurancePreChecked
  | ManualReviewRequired
  | MedicalInsuranceRefused
  | MedicalRegistrationOrdered
  | MedicalRegistrationDisputed
  | MedicalEmployerRegistered
  | MedicalInsuranceCaseEnded;
