import type { Role } from '@yichuang/contracts';
import type { ExtendReason, PauseReason, RestartReason } from '@yichuang/working-time';

/** What people ask of the clocks of a case; `by` is their `actor.id`. */
interface Asked {
  /** Domain time at which it is decided, epoch ms. */
  readonly at: number;
  readonly calendarVersion?: string;
  readonly by: string;
}

/** An outage has two commands of its own. */
export interface PauseClock extends Asked {
  readonly type: 'PauseClock';
  readonly reason: Exclude<PauseReason, 'UTILITY_OUTAGE'>;
  /** Whose share stands still with the case; `null`: that of everybody. */
  readonly department: string | null;
  readonly note: string;
  /** `YYYY-MM-DD` until which it is expected to last. */
  readonly expectedOn: string | null;
}

export interface ResumeClock extends Asked {
  readonly type: 'ResumeClock';
  readonly reason: PauseReason;
  readonly department: string | null;
  readonly note: string;
}

/** Lengthens the statutory term for which the plan names this reason. */
export interface ExtendTerm extends Asked {
  readonly type: 'ExtendTerm';
  readonly reason: ExtendReason;
  /** Whose head says so. */
  readonly department: string | null;
  readonly note: string;
}

/** The whole term begins anew, for the application was accepted anew. */
export interface RestartClock extends Asked {
  readonly type: 'RestartClock';
  readonly reason: RestartReason;
  /** Whose head says so. */
  readonly department: string | null;
  readonly note: string;
}

export interface DeclareOutage extends Asked {
  readonly type: 'DeclareOutage';
  readonly note: string;
}

export interface ApproveOutage extends Asked {
  readonly type: 'ApproveOutage';
  /** What he is, for the rules of separation; absent in replay, for whoever was barred left no event. */
  readonly roles?: readonly Role[];
}

export type ClockActCommand = PauseClock | ResumeClock | ExtendTerm | RestartClock | DeclareOutage | ApproveOutage;
