import type { DeskCommand, TaskBelonging } from '@yichuang/host';
import type { CodeReceipt, NoticeReceipt, Particulars, Saying, Task, VoidReceipt } from './events.js';
import type { RegistrationFacts } from './facts.js';
import type { NameHeld } from './name-in-force.js';

export interface PreCheck extends DeskCommand {
  readonly type: 'PreCheck';
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
/** Decisions that register read the claim on the name; replay names the one recorded. */
interface ReadsName extends DeskCommand {
  readonly name?: NameHeld | null;
}
export interface TakeSaying extends ReadsName {
  readonly type: 'TakeSaying';
  readonly round: number;
  readonly saying: Saying;
}
/** 容缺受理: these rules miss papers that were promised. */
export interface TakeTolerance extends DeskCommand {
  readonly type: 'TakeTolerance';
  readonly rules: readonly string[];
}
/** Papers that were owed have come, or a commitment that takes their place. */
export interface TakePapers extends ReadsName {
  readonly type: 'TakePapers';
  readonly papers: readonly string[];
}
/** A commitment was false: it takes the place of nothing. */
export interface DropPapers extends ReadsName {
  readonly type: 'DropPapers';
  readonly papers: readonly string[];
}
export interface Register extends ReadsName {
  readonly type: 'Register';
  readonly task: Task;
}
/** The name desk has made up its mind: does that free the registration that waits for it? */
export interface LookAtName extends ReadsName {
  readonly type: 'LookAtName';
}
export interface TakeCode extends DeskCommand {
  readonly type: 'TakeCode';
  readonly receipt: CodeReceipt;
  /** `null` in replay, where the code was not wanted and nothing was published. */
  readonly particulars: Particulars | null;
}
export interface TakeVoiding extends DeskCommand {
  readonly type: 'TakeVoiding';
  readonly receipt: VoidReceipt;
}
export interface TakeNotice extends DeskCommand {
  readonly type: 'TakeNotice';
  readonly receipt: NoticeReceipt;
}
export interface RequestWithdrawal extends DeskCommand {
  readonly type: 'RequestWithdrawal';
  readonly requestedAt: number;
}
export interface EndCase extends DeskCommand {
  readonly type: 'EndCase';
  readonly reason: string;
}
export type RegistrationCommand =
  | PreCheck
  | TakeSaying
  | TakeTolerance
  | TakePapers
  | DropPapers
  | Register
  | LookAtName
  | TakeCode
  | TakeVoiding
  | TakeNotice
  | RequestWithdrawal
  | EndCase;
