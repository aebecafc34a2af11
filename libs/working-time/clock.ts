import type {
  ExtendReason,
  PauseReason,
  ReprojectReason,
  RestartReason,
  StartReason,
  StopReason,
  VoidReason,
} from './clock-reasons.js';

/** `BREACHED` is stored only when the clock is closed; of a running one `stateAt` derives it. */
export type ClockState = 'NOT_STARTED' | 'RUNNING' | 'PAUSED' | 'MET' | 'BREACHED' | 'VOID';

interface ActAs<Type extends string, R extends string> {
  readonly type: Type;
  /** When it happened, epoch ms. */
  readonly at: number;
  readonly reason: R;
  /** Ids of those who agreed; some reasons ask for two. */
  readonly by?: readonly string[];
}

export type StartAct = ActAs<'start', StartReason>;
export type PauseAct = ActAs<'pause', PauseReason>;
/** Lifts the pause of this reason; others stay. */
export type ResumeAct = ActAs<'resume', PauseReason>;
/** A new term from now; not to be confused with a pause, after which the rest of the same term goes on. */
export type RestartAct = ActAs<'restart', RestartReason>;
/** Lengthens the term by so much working time. */
export type ExtendAct = ActAs<'extend', ExtendReason> & { readonly millis: number };
/** Recomputes the end of a running term under the calendar given. */
export type ReprojectAct = ActAs<'reproject', ReprojectReason>;
export type StopAct = ActAs<'stop', StopReason>;
export type VoidAct = ActAs<'void', VoidReason>;

export type ClockAct = StartAct | PauseAct | ResumeAct | RestartAct | ExtendAct | ReprojectAct | StopAct | VoidAct;

/** The act that made a clock what it is, with the legal basis of its reason. */
export type RecordedAct = ClockAct & { readonly basis: string };

/** A stretch in which the clock ran, `[from, to)` in epoch ms, and the working time counted then under that calendar. */
export interface Run {
  readonly from: number;
  readonly to: number;
  readonly millis: number;
  readonly calendarVersion: string;
  readonly hallVersion: string;
}

export interface Extension {
  readonly reason: ExtendReason;
  readonly millis: number;
}

/** A reason for which the clock stands still, and since when. */
export interface Hold {
  readonly reason: PauseReason;
  readonly since: number;
}

/** Plain data: it may be stored in an event as it is. All times whole ms. */
interface ClockBase {
  readonly kind: 'clock';
  /** The term, extensions included. */
  readonly budgetMillis: number;
  /** Working time of the ended runs; of a clock that does not run, all of it. */
  readonly usedMillis: number;
  readonly runs: readonly Run[];
  readonly extensions: readonly Extension[];
  readonly last: RecordedAct | null;
}

/** What the latest computation rested on; null before the start. */
interface Counted {
  readonly calendarVersion: string;
  readonly hallVersion: string;
  readonly provisional: boolean;
}

interface Begun extends Counted {
  /** When the term was begun by an act: acceptance, at any hour. */
  readonly begunAt: number;
  /** When it begins to count: that instant, or the next opening. */
  readonly startedAt: number;
}

export interface NotStartedClock extends ClockBase {
  readonly state: 'NOT_STARTED';
  readonly begunAt: null;
  readonly startedAt: null;
  readonly dueAt: null;
  readonly stoppedAt: null;
  readonly calendarVersion: null;
  readonly hallVersion: null;
  readonly provisional: false;
}

export interface RunningClock extends ClockBase, Begun {
  readonly state: 'RUNNING';
  /** Begin of the current run. */
  readonly since: number;
  readonly dueAt: number;
  readonly stoppedAt: null;
}

export interface PausedClock extends ClockBase, Begun {
  readonly state: 'PAUSED';
  /** Never empty; the clock runs again when the last is lifted. */
  readonly holds: readonly Hold[];
  readonly dueAt: null;
  readonly stoppedAt: null;
}

export interface StoppedClock extends ClockBase, Begun {
  readonly state: 'MET' | 'BREACHED';
  /** When it would have been due; null when it ended while paused. */
  readonly dueAt: number | null;
  readonly stoppedAt: number;
}

export interface VoidClock extends ClockBase {
  readonly state: 'VOID';
  readonly begunAt: number | null;
  readonly startedAt: number | null;
  readonly dueAt: null;
  readonly stoppedAt: number;
  readonly calendarVersion: string | null;
  readonly hallVersion: string | null;
  readonly provisional: boolean;
}

export type OpenClock = RunningClock | PausedClock;
export type Clock = NotStartedClock | OpenClock | StoppedClock | VoidClock;

/**
 * A clock with a term that is not started. A case has one; a department's sub-clock is another with its own budget.
 * @param budgetMillis working time, whole ms, not negative. @throws RangeError otherwise.
 */
export function clock(budgetMillis: number): NotStartedClock {
  if (!Number.isSafeInteger(budgetMillis) || budgetMillis < 0)
    throw new RangeError(`a budget is whole milliseconds and not negative, not ${String(budgetMillis)}`);
  return {
    kind: 'clock',
    state: 'NOT_STARTED',
    budgetMillis,
    usedMillis: 0,
    runs: [],
    extensions: [],
    last: null,
    begunAt: null,
    startedAt: null,
    dueAt: null,
    stoppedAt: null,
    calendarVersion: null,
    hallVersion: null,
    provisional: false,
  };
}

/** It can still be acted on, and somebody is waiting for it. */
export const isOpen = (of: Clock): of is OpenClock => of.state === 'RUNNING' || of.state === 'PAUSED';
