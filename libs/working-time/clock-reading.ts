import { basis, type Basis, type Calendar } from './calendar.js';
import type { Clock, ClockState, Run } from './clock.js';
import { due, elapsed, explainElapsed, type CountedWindow } from './working-time.js';

/**
 * Working time used up to an instant, by what was counted when it was counted: a new calendar changes no ended run.
 * @throws CalendarNotCovered
 */
export function usedAt(calendar: Calendar, clock: Clock, at: number): number {
  return usedIn(runsUntil(calendar, clock, at));
}

/** What is left of the term; negative when it is overrun. @throws CalendarNotCovered */
export function remainingAt(calendar: Calendar, clock: Clock, at: number): number {
  return clock.budgetMillis - usedAt(calendar, clock, at);
}

/** Its state with the breach of an open clock derived: over the term it is breached, and runs on until it is closed. */
export function stateAt(calendar: Calendar, clock: Clock, at: number): ClockState {
  if (clock.state !== 'RUNNING' && clock.state !== 'PAUSED') return clock.state;
  return usedAt(calendar, clock, at) > clock.budgetMillis ? 'BREACHED' : clock.state;
}

/** A point of the warning ladder: a share of the term, or so much working time after its end. */
export type Threshold = { readonly share: number } | { readonly afterMillis: number };

/** The working time at which a threshold lies, under the term as it now is. */
export const thresholdMillis = (clock: Clock, threshold: Threshold): number =>
  Math.max(
    0,
    'share' in threshold
      ? Math.round(clock.budgetMillis * threshold.share)
      : clock.budgetMillis + threshold.afterMillis,
  );

/**
 * When a threshold is reached: in the past when an earlier run went beyond it, in the future when the clock runs towards
 * it, null when it stands still or has ended before. What is used up exactly at a pause is reached when the clock goes
 * on, so a file that is ready exactly on time has crossed nothing.
 * @throws CalendarNotCovered
 */
export function thresholdAt(calendar: Calendar, clock: Clock, threshold: Threshold): number | null {
  const millis = thresholdMillis(clock, threshold);
  const past = reachedIn(calendar, clock.runs, millis);
  if (past !== null) return past;
  return clock.state === 'RUNNING' ? due(calendar, clock.since, millis - clock.usedMillis).dueAt : null;
}

/** How a clock's time is made up: a run with its windows, or `windows: null` when another calendar counted it. */
export interface ExplainedRun extends Run {
  readonly windows: readonly CountedWindow[] | null;
}

export interface ExplainedClock {
  readonly usedMillis: number;
  readonly runs: readonly ExplainedRun[];
  /** The windows still to come until it is due; null when it does not run. */
  readonly ahead: readonly CountedWindow[] | null;
}

/** Explains a clock as of an instant, for showing. @throws CalendarNotCovered */
export function explainClock(calendar: Calendar, clock: Clock, at: number): ExplainedClock {
  const runs = runsUntil(calendar, clock, at);
  return {
    usedMillis: usedIn(runs),
    runs: runs.map((run) => ({ ...run, windows: windowsOf(calendar, run) })),
    ahead:
      clock.state === 'RUNNING'
        ? explainElapsed(calendar, Math.max(at, clock.since), Math.max(at, clock.dueAt)).windows
        : null,
  };
}

/** The runs up to an instant, the one it falls into cut there. */
export function runsUntil(calendar: Calendar, clock: Clock, at: number): Run[] {
  const runs = clock.runs
    .filter((run) => run.from <= at)
    .map((run) => (run.to <= at ? run : cut(calendar, run.from, at)));
  if (clock.state === 'RUNNING' && clock.since <= at) runs.push(cut(calendar, clock.since, at));
  return runs;
}

export const usedIn = (runs: readonly Run[]): number => runs.reduce((sum, run) => sum + run.millis, 0);

/** When a term is used up that has these ended runs and goes on at `since`. */
export function dueOf(calendar: Calendar, runs: readonly Run[], since: number, budgetMillis: number): DueOf {
  const left = budgetMillis - usedIn(runs);
  if (left >= 0) {
    const { dueAt, calendarVersion, hallVersion, provisional } = due(calendar, since, left);
    return { dueAt, calendarVersion, hallVersion, provisional };
  }
  const dueAt = reachedIn(calendar, runs, budgetMillis) ?? since;
  return { dueAt, ...basis(calendar, dueAt, since) };
}

export interface DueOf extends Basis {
  readonly dueAt: number;
}

function reachedIn(calendar: Calendar, runs: readonly Run[], millis: number): number | null {
  let used = 0;
  for (const run of runs) {
    // A run counted under an older calendar may be shorter there than here: never look behind its end.
    if (used + run.millis > millis) return Math.min(run.to, due(calendar, run.from, millis - used).dueAt);
    used += run.millis;
  }
  return null;
}

function cut(calendar: Calendar, from: number, to: number): Run {
  const { millis, calendarVersion, hallVersion } = elapsed(calendar, from, to);
  return { from, to, millis, calendarVersion, hallVersion };
}

function windowsOf(calendar: Calendar, run: Run): readonly CountedWindow[] | null {
  const { windows, calendarVersion, hallVersion } = explainElapsed(calendar, run.from, run.to);
  return calendarVersion === run.calendarVersion && hallVersion === run.hallVersion ? windows : null;
}
