import type { StepAnswer } from '@yichuang/contracts';
import type { DeskCommand, DeskEvent, TaskBelonging } from '@yichuang/host';
import type { Evidence, Text } from '@yichuang/kernel';
import type { LibraryAnswer, NameFacts, Rival } from './facts.js';
import type { NameHolder } from './keys.js';

/** Other cases that hold a name, as a decision saw them. */
export type Holders = NonNullable<DeskCommand['holders']>;

/** A name kept for this case at one authority. */
export interface Reservation extends NameHolder {
  readonly authority: string;
}

/** A company whose name is in the way. */
export interface NamedRival {
  readonly companyName: string;
  readonly status: Rival['status'];
  readonly article: string;
}

/** What the applicant can do about a name that does not pass. */
export interface Suggestion {
  readonly kind: 'change-trade-name' | 'prove-relation' | 'declare-liability';
  readonly path: string;
  readonly text: Text;
}

interface Task {
  readonly step: string;
  readonly round: number;
  readonly number: string;
  readonly ruleSet: string;
  readonly facts: NameFacts;
  readonly of?: TaskBelonging;
}

export interface CheckName extends DeskCommand, Task {
  readonly type: 'CheckName';
}
/** What the name library said; `null`: nothing, to the end. */
export interface TakeLibraryAnswer extends DeskCommand {
  readonly type: 'TakeLibraryAnswer';
  readonly round: number;
  readonly library: LibraryAnswer | null;
}
export interface ExpireReservation extends DeskCommand {
  readonly type: 'ExpireReservation';
  readonly dueAt: number;
}
/** The company is registered: its name is nobody else's any more. */
export interface TakeName extends DeskCommand {
  readonly type: 'TakeName';
  readonly uscc: string;
  readonly companyName: string;
}
export interface EndCase extends DeskCommand {
  readonly type: 'EndCase';
  readonly reason: string;
}
export type NameCommand = CheckName | TakeLibraryAnswer | ExpireReservation | TakeName | EndCase;

export interface NameCheckTaken extends DeskEvent, Task {
  readonly type: 'NameCheckTaken';
}
/** With it stands everything the decision read beside the facts of the task. */
export interface NameLibraryAnswered extends DeskEvent {
  readonly type: 'NameLibraryAnswered';
  readonly source: 'name-library';
  readonly round: number;
  readonly library: LibraryAnswer | null;
  /** Whom the decision saw. */
  readonly seen: Holders;
}

/** What every verdict on a name says. */
interface Verdict extends DeskEvent {
  readonly answer: StepAnswer;
  /** What the rules that passed went by. */
  readonly evidence: Readonly<Record<string, Evidence>>;
  /** What is kept for this case from now on. */
  readonly reservation: Reservation | null;
  /** What was kept for it until now and is free again. */
  readonly released: Reservation | null;
}
export interface NameReserved extends Verdict {
  readonly type: 'NameReserved';
  readonly reservation: Reservation;
}
export interface NameConflictDetected extends Verdict {
  readonly type: 'NameConflictDetected';
  readonly rivals: readonly NamedRival[];
  readonly suggestions: readonly Suggestion[];
}
export interface NameFaulty extends Verdict {
  readonly type: 'NameFaulty';
  readonly suggestions: readonly Suggestion[];
}
export interface ManualReviewRequired extends Verdict {
  readonly type: 'ManualReviewRequired';
}
export interface NameReservationExpired extends DeskEvent {
  readonly type: 'NameReservationExpired';
  readonly released: Reservation;
}
export interface NameTaken extends DeskEvent {
  readonly type: 'NameTaken';
  readonly uscc: string;
  readonly reservation: Reservation;
  /** Another name that was still kept for it. */
  readonly released: Reservation | null;
}
export interface NameReleased extends DeskEvent {
  readonly type: 'NameReleased';
  readonly reason: string;
  readonly released: Reservation | null;
}
export type NameVerdict = NameReserved | NameConflictDetected | NameFaulty | ManualReviewRequired;
export type NameEvent =
  NameCheckTaken | NameLibraryAnswered | NameVerdict | NameReservationExpired | NameTaken | NameReleased;
