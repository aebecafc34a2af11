import type { StepAnswer } from '@yichuang/contracts';
import type { DeskCommand, DeskEvent, Opening, TaskBelonging } from '@yichuang/host';
import type { Evidence, Text } from '@yichuang/kernel';
import type { HousingFundFacts } from './facts.js';
import type { Contribution } from './law.js';

/** What the fund's core is told to do; whose accounts to open it reads in the section. */
export interface AccountOrder extends Contribution {
  readonly uscc: string;
  readonly companyName: string;
  readonly establishedOn: string;
  readonly gbt4754: string;
  readonly kind: 'fund' | 'subsidy';
  readonly payDay: number;
  readonly firstRemittance: 'this-month' | 'next-month';
}

/** What the fund's core has done. */
export interface AccountReceipt {
  readonly accountNumber: string;
  readonly openedOn: string;
  readonly simulated: boolean;
}

export interface PreCheck extends DeskCommand {
  readonly type: 'PreCheck';
  readonly step: string;
  readonly round: number;
  readonly number: string;
  readonly dueAt: number | null;
  readonly ruleSet: string;
  readonly facts: HousingFundFacts;
  readonly sealed: Uint8Array;
  readonly of?: TaskBelonging;
}
export interface Open extends DeskCommand {
  readonly type: 'Open';
  readonly opening: Opening;
}
export interface TakeReceipt extends DeskCommand {
  readonly type: 'TakeReceipt';
  readonly receipt: AccountReceipt;
}
export interface EndCase extends DeskCommand {
  readonly type: 'EndCase';
  readonly reason: string;
}
export type AccountCommand = PreCheck | Open | TakeReceipt | EndCase;

export interface HousingFundTaskTaken extends DeskEvent {
  readonly type: 'HousingFundTaskTaken';
  readonly step: string;
  readonly round: number;
  readonly number: string;
  readonly dueAt: number | null;
  readonly ruleSet: string;
  readonly facts: HousingFundFacts;
  readonly sealed: Uint8Array;
  readonly of?: TaskBelonging;
}
export interface HousingFundPreChecked extends DeskEvent {
  readonly type: 'HousingFundPreChecked';
  readonly answer: StepAnswer;
  /** What the rules that passed went by. */
  readonly evidence: Readonly<Record<string, Evidence>>;
}
export interface ManualReviewRequired extends DeskEvent {
  readonly type: 'ManualReviewRequired';
  readonly answer: StepAnswer;
  readonly opening: Opening;
}
/** 住房公积金缴存登记未予办理: an officer found the law broken; the company stays, and what may be done against it is said. */
export interface HousingFundRefused extends DeskEvent {
  readonly type: 'HousingFundRefused';
  readonly answer: StepAnswer;
  readonly opening: Opening;
  readonly remedies: Text;
}
export interface AccountOrdered extends DeskEvent {
  readonly type: 'AccountOrdered';
  readonly opening: Opening;
  readonly order: AccountOrder;
}
export interface HousingFundAccountOpened extends DeskEvent {
  readonly type: 'HousingFundAccountOpened';
  readonly answer: StepAnswer;
  readonly receipt: AccountReceipt;
}
export interface HousingFundCaseEnded extends DeskEvent {
  readonly type: 'HousingFundCaseEnded';
  readonly reason: string;
}
export type AccountEvent =
  | HousingFundTaskTaken
  | HousingFundPreChecked
  | ManualReviewRequired
  | HousingFundRefused
  | AccountOrdered
  | HousingFundAccountOpened
  | HousingFundCaseEnded;
