import type { ExtendReason, PauseReason, RestartReason } from '@yichuang/working-time';
import type { CaseDocument } from './case-documents.js';
import type { StatutoryTerm } from './clock-events.js';

/** What people do to the clocks of a case. Each act is told to the applicant in writing: its document goes with it. */
interface ClockAct {
  /** Domain time, epoch ms. */
  readonly at: number;
  /** `actor.id` of whoever did it. */
  readonly by: string;
}

interface GroundedAct extends ClockAct {
  /** Where the reason is written. */
  readonly basis: string;
  /** Why, in the words of whoever did it; names nobody, for everybody may read it. */
  readonly note: string;
  readonly calendarVersion: string;
  readonly document: CaseDocument;
}

/** A clock that moved, and its new end; `null`: it stands still for another reason. */
export interface MovedClock {
  readonly clock: string;
  readonly dueAt: number | null;
}

export interface SlaPaused extends GroundedAct {
  readonly type: 'SlaPaused';
  /** `pause-1` and so on, within the case. */
  readonly pause: string;
  /** From when the clocks stand: an outage that was approved stops them when it was declared. */
  readonly asOf: number;
  readonly reason: PauseReason;
  /** Whose share it concerns; `null`: that of everybody. */
  readonly department: string | null;
  /** Clocks that stood still by it when it was decided. Those that start while it lasts stand from their start. */
  readonly clocks: readonly string[];
  /** The second person, where the reason asks for two. */
  readonly approvedBy?: string;
  /** `YYYY-MM-DD` until which it is expected to last (行政许可法 a.45: the applicant is told). */
  readonly expectedOn?: string;
}

export interface SlaResumed extends GroundedAct {
  readonly type: 'SlaResumed';
  readonly pause: string;
  readonly reason: PauseReason;
  readonly clocks: readonly MovedClock[];
  /** New end of what is promised: that of the case, before acceptance that of the intake. */
  readonly dueAt: number | null;
}

/** A statutory term was lengthened by the head. What is promised is not: nobody but the law may grant time. */
export interface SlaExtended extends GroundedAct {
  readonly type: 'SlaExtended';
  readonly clock: string;
  readonly reason: ExtendReason;
  readonly workingDays: number;
  /** The same as working time. */
  readonly millis: number;
  /** New end of the statutory term. */
  readonly dueAt: number;
}

/** The application was accepted anew: everything that runs and is not overrun begins anew, from now and with all of it. */
export interface SlaRestarted extends GroundedAct {
  readonly type: 'SlaRestarted';
  readonly reason: RestartReason;
  /** Whose head said so. */
  readonly department: string | null;
  /** What the clock of the case had counted until then. */
  readonly usedMillis: number;
  /** Those of the promise: the case's, and each open share. */
  readonly clocks: readonly MovedClock[];
  /** New end of what is promised. */
  readonly dueAt: number;
  /** From when on it counts as accepted: nothing ends the case as of an earlier instant. Absent of the first ones. */
  readonly acceptedAt?: number;
  /** Terms of the law that begin anew with it, counted in their days; absent where none does. */
  readonly statutory?: readonly StatutoryTerm[];
}

/** Somebody says that a public utility is out. No clock moves until another has agreed. */
export interface OutageDeclared extends ClockAct {
  readonly type: 'OutageDeclared';
  /** `outage-1` and so on, within the case. */
  readonly outage: string;
  readonly note: string;
}

export interface OutageApproved extends ClockAct {
  readonly type: 'OutageApproved';
  readonly outage: string;
}

export type ClockActEvent = SlaPaused | SlaResumed | SlaExtended | SlaRestarted | OutageDeclared | OutageApproved;
