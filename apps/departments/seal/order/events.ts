import type { StepAnswer } from '@yichuang/contracts';
import type { DeskCommand, DeskEvent, Opening, TaskBelonging } from '@yichuang/host';
import type { Evidence, Text } from '@yichuang/kernel';
import type { SealKind } from '../reference/seal-specifications.js';
import type { SealFacts } from './facts.js';

/** What the maker is told; the legal representative's name for his seal it reads in the section. */
export interface SealOrder {
  readonly uscc: string;
  readonly companyName: string;
  readonly kinds: readonly SealKind[];
  readonly material: 'standard' | 'chip';
  readonly delivery: 'window' | 'mail';
  /** The applicant's choice; `null` gives the order to the next in `turns`. */
  readonly maker: string | null;
  readonly turns: readonly string[];
  /** The maker says himself what he made; absent: he is connected, and is asked. */
  readonly byHand?: true;
}

/** What the maker made, and filed with the public security (印章备案回执). */
export interface SealReceipt {
  readonly maker: string;
  /** Company name as it stands on the seals. */
  readonly engravedName: string;
  readonly seals: readonly { readonly kind: SealKind; readonly number: string }[];
  /** 印章备案回执: its number, its day, and of how many seals the impression was filed. */
  readonly filing: { readonly number: string; readonly filedOn: string; readonly impressions: number };
  readonly simulated: boolean;
}

/** What of it a maker says; who he is, the order says. */
export type FilledOrder = Pick<SealReceipt, 'engravedName' | 'seals' | 'filing'>;

/** Another case that holds an active seal of a kind of this company. */
export type Holders = NonNullable<DeskCommand['holders']>;

export interface PreCheck extends DeskCommand {
  readonly type: 'PreCheck';
  readonly step: string;
  readonly round: number;
  readonly number: string;
  readonly dueAt: number | null;
  readonly ruleSet: string;
  readonly facts: SealFacts;
  readonly sealed: Uint8Array;
  readonly of?: TaskBelonging;
}
export interface Open extends DeskCommand {
  readonly type: 'Open';
  readonly opening: Opening;
}
export interface TakeReceipt extends DeskCommand {
  readonly type: 'TakeReceipt';
  readonly receipt: SealReceipt;
}
/** The maker says what he made of an order that waits for him. */
export interface FillOrder extends DeskCommand {
  readonly type: 'FillOrder';
  /** `actor.id`. */
  readonly by: string;
  readonly filled: FilledOrder;
}
export interface EndCase extends DeskCommand {
  readonly type: 'EndCase';
  readonly reason: string;
}
export type SealCommand = PreCheck | Open | TakeReceipt | FillOrder | EndCase;

export interface SealTaskTaken extends DeskEvent {
  readonly type: 'SealTaskTaken';
  readonly step: string;
  readonly round: number;
  readonly number: string;
  readonly dueAt: number | null;
  readonly ruleSet: string;
  readonly facts: SealFacts;
  readonly sealed: Uint8Array;
  readonly of?: TaskBelonging;
}
export interface SealPreChecked extends DeskEvent {
  readonly type: 'SealPreChecked';
  readonly answer: StepAnswer;
  /** What the rules that passed went by. */
  readonly evidence: Readonly<Record<string, Evidence>>;
}
export interface SealOrdered extends DeskEvent {
  readonly type: 'SealOrdered';
  readonly opening: Opening;
  /** Whom the decision saw. */
  readonly seen: Holders;
  readonly order: SealOrder;
}
export interface ManualReviewRequired extends DeskEvent {
  readonly type: 'ManualReviewRequired';
  readonly answer: StepAnswer;
  readonly opening: Opening;
  /** Whom the decision saw. */
  readonly seen: Holders;
}
/** 公章刻制备案未予办理: an officer found the law broken; the company stays, and what may be done against it is said. */
export interface SealRefused extends DeskEvent {
  readonly type: 'SealRefused';
  readonly answer: StepAnswer;
  readonly opening: Opening;
  readonly remedies: Text;
  /** Whom the decision saw. */
  readonly seen: Holders;
}
export interface SealMade extends DeskEvent {
  readonly type: 'SealMade';
  readonly receipt: SealReceipt;
  /** Who of the maker said so; absent: a machine did. */
  readonly by?: string;
}
export interface SealFiled extends DeskEvent {
  readonly type: 'SealFiled';
  readonly answer: StepAnswer;
}
export interface SealCaseEnded extends DeskEvent {
  readonly type: 'SealCaseEnded';
  readonly reason: string;
}
export type SealEvent =
  | SealTaskTaken
  | SealPreChecked
  | SealOrdered
  | ManualReviewRequired
  | SealRefused
  | SealMade
  | SealFiled
  | SealCaseEnded;
