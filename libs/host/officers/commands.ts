import type { Opinion, Role } from '@yichuang/contracts';
import type { DeskCommand } from '../desk.js';
import type { Ruling } from './events.js';

/** Who acts. */
export interface Officer {
  readonly id: string;
  /** What he is, for the rules of separation; in replay nothing, for whoever was barred left no event. */
  readonly roles: readonly Role[];
}

interface Act extends DeskCommand {
  readonly officer: Officer;
}
interface Placing {
  /** In replay, of an event that did not say yet of which step it is. */
  readonly unplaced?: true;
}
export interface ClaimItem extends Act, Placing {
  readonly type: 'ClaimItem';
}
export interface ReleaseItem extends Act, Placing {
  readonly type: 'ReleaseItem';
}
export interface HandOverItem extends Act, Placing {
  readonly type: 'HandOverItem';
  readonly to: string;
}
export interface AssignItem extends Act, Placing {
  readonly type: 'AssignItem';
  readonly to: string;
}
export interface LapseClaim extends DeskCommand, Placing {
  readonly type: 'LapseClaim';
  readonly dueAt: number;
}
export interface RecommendStep extends Act {
  readonly type: 'RecommendStep';
  readonly rulings: readonly Ruling[];
  readonly opinion: string;
}
export interface DecideStep extends Act {
  readonly type: 'DecideStep';
  readonly rulings: readonly Ruling[];
  /** Why, against what a department that was asked thinks. */
  readonly reason?: string;
}
export interface OverrideStep extends Act {
  readonly type: 'OverrideStep';
  readonly rulings: readonly Ruling[];
  readonly reason: string;
}
export interface InspectItem extends Act {
  readonly type: 'InspectItem';
  readonly findings: string;
}
/** 征求意见. */
export interface ConsultDepartment extends Act {
  readonly type: 'ConsultDepartment';
  readonly to: string;
  readonly question: string;
  /** Working minutes; `null`: as many as the matter gives. */
  readonly minutes: number | null;
}
export interface TakeBackQuestion extends Act {
  readonly type: 'TakeBackQuestion';
  readonly consultation: string;
}
/** The orchestrator has sent it on. */
export interface DateQuestion extends DeskCommand {
  readonly type: 'DateQuestion';
  readonly consultation: string;
  readonly dueAt: number;
}
/** How it ended: with an opinion, in silence, or because nobody waits for it any more. */
export interface EndQuestion extends DeskCommand {
  readonly type: 'EndQuestion';
  readonly consultation: string;
  readonly ending: Ending;
}
/** The supervisor refused the second notice these faults would have stood in. */
export interface SendFaultsBack extends DeskCommand {
  readonly type: 'SendFaultsBack';
  /** Which notice: unique in the case. */
  readonly proposal: string;
  readonly by: string;
  readonly reason: string;
  /** Rule ids, by the step to which they were named. */
  readonly faults: readonly { readonly step: string; readonly rules: readonly string[] }[];
}
/** Somebody acts for the applicant from now on, or does no more. */
export interface NoteAgent extends DeskCommand {
  readonly type: 'NoteAgent';
  readonly agent: string;
  readonly acts: boolean;
}
/** Nobody need think of them any more. */
export interface EndSendingBack extends DeskCommand {
  readonly type: 'EndSendingBack';
  readonly proposal: string;
}
export type Ending =
  | { readonly kind: Opinion; readonly reason: string; readonly article: string | null; readonly by: string }
  | { readonly kind: 'deemed'; readonly rule: string }
  | { readonly kind: 'withdrawn' };
export type OfficerCommand =
  | ClaimItem
  | ReleaseItem
  | HandOverItem
  | AssignItem
  | LapseClaim
  | RecommendStep
  | DecideStep
  | OverrideStep
  | InspectItem
  | ConsultDepartment
  | TakeBackQuestion
  | DateQuestion
  | EndQuestion
  | SendFaultsBack
  | EndSendingBack
  | NoteAgent;
