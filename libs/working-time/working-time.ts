import { basis, beyond, type Basis, type Calendar } from './calendar.js';
import { dateOfDay, dayOfInstant } from './civil.js';
import { without, type Span } from './span.js';
import { lastUpTo } from './timetable.js';

/*
 * A window is open from its first millisecond up to, not including, its closing one. Two conventions follow from the
 * vectors of the law desk: work handed in at the very close starts at the next opening, and a limit used up at the very
 * close is due at that close, not at the next opening.
 */

export interface Opening extends Basis {
  /** The instant itself when the hall is open, else the next opening. Epoch ms. */
  readonly startAt: number;
}

export interface Due extends Opening {
  /** The first instant at which the budget is used up. Epoch ms. */
  readonly dueAt: number;
}

export interface Elapsed extends Basis {
  /** Working time, whole ms, never negative. */
  readonly millis: number;
}

/** One office window, and what of it was counted: `[from, to)`. All instants are epoch ms. */
export interface CountedWindow {
  /** `YYYY-MM-DD` in Asia/Shanghai. */
  readonly date: string;
  readonly opensAt: number;
  readonly closesAt: number;
  readonly from: number;
  readonly to: number;
  readonly millis: number;
}

/** An answer with the windows it was counted in; their `millis` sum up to it. */
export type Explained<A> = A & { readonly windows: readonly CountedWindow[] };

/** When work handed in at `at` starts to count. @throws CalendarNotCovered */
export function opening(calendar: Calendar, at: number): Opening {
  const startAt = startOf(calendar, at);
  return { startAt, ...basis(calendar, at, startAt) };
}

/**
 * When a budget of working time that starts at `at` is used up. A budget of 0 is due at the start itself.
 * @param budgetMillis whole milliseconds, not negative.
 * @throws CalendarNotCovered when the answer lies beyond the calendar; RangeError for a budget that is no budget.
 */
export function due(calendar: Calendar, at: number, budgetMillis: number): Due {
  if (!Number.isSafeInteger(budgetMillis) || budgetMillis < 0)
    throw new RangeError(`a budget is whole milliseconds and not negative, not ${String(budgetMillis)}`);
  const startAt = startOf(calendar, at);
  const dueAt = budgetMillis === 0 ? startAt : instantOf(calendar, workedUntil(calendar, startAt) + budgetMillis);
  return { startAt, dueAt, ...basis(calendar, at, dueAt) };
}

/**
 * Working time from one instant to another, without the pauses between; 0 when `to` is not after `from`.
 * @throws CalendarNotCovered for either instant; RangeError for a pause that ends before it begins.
 */
export function elapsed(calendar: Calendar, from: number, to: number, pauses: readonly Span[] = []): Elapsed {
  const ground = basis(calendar, Math.min(from, to), Math.max(from, to));
  let millis = 0;
  for (const span of pauses.length === 0 ? [{ from, to }] : without({ from, to }, pauses))
    millis += workedUntil(calendar, span.to) - workedUntil(calendar, span.from);
  return { millis: Math.max(0, millis), ...ground };
}

/** `due` with the windows used. Costs one entry a window: ask only for showing. */
export function explainDue(calendar: Calendar, at: number, budgetMillis: number): Explained<Due> {
  const answer = due(calendar, at, budgetMillis);
  return { ...answer, windows: windowsBetween(calendar, answer.startAt, answer.dueAt) };
}

/** `elapsed` with the windows used. Costs one entry a window: ask only for showing. */
export function explainElapsed(
  calendar: Calendar,
  from: number,
  to: number,
  pauses: readonly Span[] = [],
): Explained<Elapsed> {
  const windows = without({ from, to }, pauses).flatMap((span) => windowsBetween(calendar, span.from, span.to));
  return { ...elapsed(calendar, from, to, pauses), windows };
}

function startOf(calendar: Calendar, at: number): number {
  basis(calendar, at, at);
  const { opensAt, closesAt } = calendar.timetable;
  const next = opensAt[lastUpTo(closesAt, at) + 1];
  if (next === undefined) throw beyond(calendar);
  return Math.max(at, next);
}

/** Working time from the calendar's beginning up to an instant. */
function workedUntil(calendar: Calendar, at: number): number {
  const { opensAt, closesAt, before } = calendar.timetable;
  const i = lastUpTo(opensAt, at);
  if (i < 0) return 0;
  return (before[i] as number) + Math.min(at, closesAt[i] as number) - (opensAt[i] as number);
}

/** The first instant with this much working time before it; `worked` is positive. */
function instantOf(calendar: Calendar, worked: number): number {
  const { opensAt, before, totalMillis } = calendar.timetable;
  if (worked > totalMillis) throw beyond(calendar);
  const i = lastUpTo(before, worked - 1);
  return (opensAt[i] as number) + worked - (before[i] as number);
}

function windowsBetween(calendar: Calendar, from: number, to: number): CountedWindow[] {
  const { opensAt, closesAt } = calendar.timetable;
  const found: CountedWindow[] = [];
  for (let i = lastUpTo(closesAt, from) + 1; i < opensAt.length && (opensAt[i] as number) < to; i++) {
    const [opens, closes] = [opensAt[i] as number, closesAt[i] as number];
    const [start, end] = [Math.max(from, opens), Math.min(to, closes)];
    const date = dateOfDay(dayOfInstant(opens));
    if (end > start) found.push({ date, opensAt: opens, closesAt: closes, from: start, to: end, millis: end - start });
  }
  return found;
}
