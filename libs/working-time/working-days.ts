import { basis, beyond, dayOf, yearIndex, type Basis, type Calendar } from './calendar.js';
import { dateOfDay, midnight } from './civil.js';
import { lastUpTo } from './timetable.js';

/** The last day of a period counted in days. */
export interface Deadline extends Basis {
  /** `YYYY-MM-DD` in Asia/Shanghai. */
  readonly date: string;
  /** Close of business on that day, where the period ends (民法典 a.203). Epoch ms. */
  readonly endsAt: number;
}

export interface DayCount extends Basis {
  readonly days: number;
}

/**
 * The n-th working day after a day. The day itself does not count (民法典 a.201), holidays do not count, make-up
 * workdays do (行政许可法 a.82).
 * @param from an instant or `YYYY-MM-DD`. @param count 1 or more.
 * @throws CalendarNotCovered; RangeError for a count that is none.
 */
export function addWorkingDays(calendar: Calendar, from: number | string, count: number): Deadline {
  const day = firstDay(calendar, from, count);
  const { workdays } = calendar.timetable;
  return deadline(calendar, day, workdays[lastUpTo(workdays, day) + count]);
}

/**
 * The n-th calendar day after a day, moved to the next working day when it is none (民法典 a.201, 203).
 * @param from an instant or `YYYY-MM-DD`. @param count 1 or more.
 * @throws CalendarNotCovered; RangeError for a count that is none.
 */
export function addDays(calendar: Calendar, from: number | string, count: number): Deadline {
  const day = firstDay(calendar, from, count);
  yearIndex(calendar, midnight(day + count));
  const { workdays } = calendar.timetable;
  return deadline(calendar, day, workdays[lastUpTo(workdays, day + count - 1) + 1]);
}

/** Working days after `from` up to and including `to`; 0 when `to` is not after it. @throws CalendarNotCovered */
export function countWorkingDays(calendar: Calendar, from: number | string, to: number | string): DayCount {
  const [first, last] = [dayOf(from), dayOf(to)];
  const ground = basis(calendar, midnight(Math.min(first, last)), midnight(Math.max(first, last)));
  const { workdays } = calendar.timetable;
  return { days: Math.max(0, lastUpTo(workdays, last) - lastUpTo(workdays, first)), ...ground };
}

function firstDay(calendar: Calendar, from: number | string, count: number): number {
  if (!Number.isSafeInteger(count) || count < 1)
    throw new RangeError(`a period has one day or more, not ${String(count)}`);
  const day = dayOf(from);
  yearIndex(calendar, midnight(day));
  return day;
}

function deadline(calendar: Calendar, from: number, last: number | undefined): Deadline {
  if (last === undefined) throw beyond(calendar);
  const { opensAt, closesAt } = calendar.timetable;
  return {
    date: dateOfDay(last),
    endsAt: closesAt[lastUpTo(opensAt, midnight(last + 1) - 1)] as number,
    ...basis(calendar, midnight(from), midnight(last)),
  };
}
