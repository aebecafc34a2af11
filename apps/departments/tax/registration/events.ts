import type { StepAnswer } from '@yichuang/contracts';
import type { DeskCommand, DeskEvent, Opening, TaskBelonging } from '@yichuang/host';
import type { Evidence, Text } from '@yichuang/kernel';
import type { RiskAnswer, TaxFacts } from './facts.js';

/** What the tax core is told to register; nothing of it is private. */
export interface TaxOrder {
  readonly uscc: string;
  readonly companyName: string;
  readonly establishedOn: string;
  readonly gbt4754: string;
  /** Code of the competent office. */
  readonly office: string;
  readonly taxpayerKind: 'small-scale' | 'general';
  readonly accountingStandard: 'enterprise' | 'small-enterprise';
  readonly accountingMethod: 'independent' | 'dependent';
  readonly quotaFen: number | null;
  /** Codes of the taxes and fees it is entered for (税费种认定). */
  readonly taxTypes: readonly string[];
}

/** What the tax core has done. */
export interface TaxReceipt {
  /** 登记序号, 20 digits. */
  readonly registrationNumber: string;
  readonly confirmedOn: string;
  readonly simulated: boolean;
}

export interface PreCheck extends DeskCommand {
  readonly type: 'PreCheck';
  readonly step: string;
  readonly round: number;
  readonly number: string;
  readonly dueAt: number | null;
  readonly ruleSet: string;
  readonly facts: TaxFacts;
  readonly sealed: Uint8Array;
  readonly of?: TaskBelonging;
}
/** What the tax core said of those who answer for the company; `null`: nothing, to the end. */
export interface TakeRiskAnswer extends DeskCommand {
  readonly type: 'TakeRiskAnswer';
  readonly round: number;
  readonly risk: RiskAnswer | null;
}
export interface Open extends DeskCommand {
  readonly type: 'Open';
  readonly opening: Opening;
}
export interface TakeReceipt extends DeskCommand {
  readonly type: 'TakeReceipt';
  readonly receipt: TaxReceipt;
}
export interface EndCase extends DeskCommand {
  readonly type: 'EndCase';
  readonly reason: string;
}
export type TaxCommand = PreCheck | TakeRiskAnswer | Open | TakeReceipt | EndCase;

export interface TaxTaskTaken extends DeskEvent {
  readonly type: 'TaxTaskTaken';
  readonly step: string;
  readonly round: number;
  readonly number: string;
  readonly dueAt: number | null;
  readonly ruleSet: string;
  readonly facts: TaxFacts;
  readonly sealed: Uint8Array;
  readonly of?: TaskBelonging;
}
export interface TaxRiskAnswered extends DeskEvent {
  readonly type: 'TaxRiskAnswered';
  readonly source: 'tax-core';
  readonly round: number;
  readonly risk: RiskAnswer | null;
}
export interface TaxPreChecked extends DeskEvent {
  readonly type: 'TaxPreChecked';
  readonly answer: StepAnswer;
  /** What the rules that passed went by. */
  readonly evidence: Readonly<Record<string, Evidence>>;
}
export interface ManualReviewRequired extends DeskEvent {
  readonly type: 'ManualReviewRequired';
  readonly answer: StepAnswer;
  readonly opening: Opening;
}
/** 税务登记信息未予确认: an officer found the law broken; the company stays, and what may be done against it is said. */
export interface TaxInfoRefused extends DeskEvent {
  readonly type: 'TaxInfoRefused';
  readonly answer: StepAnswer;
  readonly opening: Opening;
  readonly remedies: Text;
}
export interface TaxRegistrationOrdered extends DeskEvent {
  readonly type: 'TaxRegistrationOrdered';
  readonly opening: Opening;
  readonly order: TaxOrder;
}
export interface TaxInfoConfirmed extends DeskEvent {
  readonly type: 'TaxInfoConfirmed';
  readonly answer: StepAnswer;
  readonly receipt: TaxReceipt;
}
export interface InvoiceQuotaAssigned extends DeskEvent {
  readonly type: 'InvoiceQuotaAssigned';
  readonly uscc: string;
  readonly monthlyFen: number;
}
export interface TaxCaseEnded extends DeskEvent {
  readonly type: 'TaxCaseEnded';
  readonly reason: string;
}
export type TaxEvent =
  | TaxTaskTaken
  | TaxRiskAnswered
  | TaxPreChecked
  | ManualReviewRequired
  | TaxInfoRefused
  | TaxRegistrationOrdered
  | TaxInfoConfirmed
  | InvoiceQuotaAssigned
  | TaxCaseEnded;
