import { basis, type Calendar } from './calendar.js';
import type { Extension, OpenClock, RecordedAct, Run, RunningClock } from './clock.js';
import { dueOf, runsUntil, usedIn } from './clock-reading.js';

/** What a clock has to count. */
export interface Term {
  readonly begunAt: number;
  readonly startedAt: number;
  readonly budgetMillis: number;
  readonly extensions: readonly Extension[];
}

/** How far it has come: the runs that have ended, and the begin of the one that goes on. */
interface Course {
  readonly runs: readonly Run[];
  readonly since: number;
}

/*
 * The two constructors list their fields one by one: no field of a former state leaks into the next, and a case makes
 * some dozen of these, where spreading objects together costs ten times as much.
 */

/** The clock that has these runs behind it and runs again from `since`. */
export function running(calendar: Calendar, term: Term, course: Course, last: RecordedAct): RunningClock {
  const { begunAt, startedAt, budgetMillis, extensions } = term;
  const { runs, since } = course;
  const { dueAt, calendarVersion, hallVersion, provisional } = dueOf(calendar, runs, since, budgetMillis);
  return {
    kind: 'clock',
    state: 'RUNNING',
    budgetMillis,
    usedMillis: usedIn(runs),
    runs,
    extensions,
    last,
    begunAt,
    startedAt,
    since,
    dueAt,
    stoppedAt: null,
    calendarVersion,
    hallVersion,
    provisional,
  };
}

/**
 * What stays of a clock that stands from `last.at` on. The fact that ends it may become known late: it counts when it
 * happened, and what ran after it is cut off.
 */
export function endedBy(calendar: Calendar, clock: OpenClock, last: RecordedAct) {
  const runs = runsUntil(calendar, clock, last.at);
  const { calendarVersion, hallVersion, provisional } = basis(calendar, clock.begunAt, last.at);
  return {
    kind: 'clock' as const,
    budgetMillis: clock.budgetMillis,
    usedMillis: usedIn(runs),
    runs,
    extensions: clock.extensions,
    last,
    begunAt: clock.begunAt,
    startedAt: clock.startedAt,
    calendarVersion,
    hallVersion,
    provisional,
  };
}
