import type { Text } from '@yichuang/kernel';
import type { CalendarYear } from './calendar-year.js';
import { dateOfDay, dayNumber, isWeekend, midnight, newYear } from './civil.js';
import type { Hall, OfficeWindow, Season } from './halls.js';

/** What a civil day is. The name is that of the holiday. */
export type DayKind = 'WORKDAY' | 'MAKE_UP_WORKDAY' | 'WEEKEND' | 'HOLIDAY';
export interface Exception {
  readonly kind: 'MAKE_UP_WORKDAY' | 'HOLIDAY';
  readonly name: Text | null;
}

/**
 * All office windows of the calendar's years in order, with the working time before each: any question is then a binary
 * search, so an answer over years costs as much as one over minutes.
 */
export interface Timetable {
  readonly opensAt: readonly number[];
  readonly closesAt: readonly number[];
  /** Working milliseconds before window i; strictly increasing. */
  readonly before: readonly number[];
  readonly totalMillis: number;
  /** Day numbers of the working days. */
  readonly workdays: readonly number[];
  /** Holidays and make-up days by day number; all others follow the week. */
  readonly exceptions: ReadonlyMap<number, Exception>;
}

/** @throws RangeError when the hall's hours are not well-formed. */
export function timetable(years: readonly CalendarYear[], hall: Hall): Timetable {
  const exceptions = new Map(years.flatMap(exceptionsOf));
  const seasons = seasonsOf(hall);
  const [opensAt, closesAt, before, workdays]: [number[], number[], number[], number[]] = [[], [], [], []];
  let totalMillis = 0;
  const end = newYear((years.at(-1)?.year ?? 0) + 1);
  for (let day = newYear(years[0]?.year ?? 0); day < end; day++) {
    if (!isWorkday(exceptions, day)) continue;
    workdays.push(day);
    for (const window of windowsOn(seasons, day)) {
      opensAt.push(midnight(day) + window.opens);
      closesAt.push(midnight(day) + window.closes);
      before.push(totalMillis);
      totalMillis += window.closes - window.opens;
    }
  }
  return { opensAt, closesAt, before, totalMillis, workdays, exceptions };
}

export function dayKind(exceptions: ReadonlyMap<number, Exception>, day: number): DayKind {
  return exceptions.get(day)?.kind ?? (isWeekend(day) ? 'WEEKEND' : 'WORKDAY');
}

/** Index of the last element not greater than `value` in an ascending list, or -1. */
export function lastUpTo(ascending: readonly number[], value: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ascending[middle] as number) <= value) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

function isWorkday(exceptions: ReadonlyMap<number, Exception>, day: number): boolean {
  const kind = dayKind(exceptions, day);
  return kind === 'WORKDAY' || kind === 'MAKE_UP_WORKDAY';
}

function exceptionsOf(year: CalendarYear): [number, Exception][] {
  const found: [number, Exception][] = [];
  for (const holiday of year.holidays) {
    const last = dayNumber(holiday.to) ?? -1;
    for (let day = dayNumber(holiday.from) ?? 0; day <= last; day++)
      found.push([day, { kind: 'HOLIDAY', name: holiday.name }]);
  }
  for (const date of year.makeUpDays) found.push([dayNumber(date) ?? -1, { kind: 'MAKE_UP_WORKDAY', name: null }]);
  return found;
}

interface DayWindow {
  readonly opens: number;
  readonly closes: number;
}
interface DaySeason {
  readonly starts: string;
  readonly windows: readonly DayWindow[];
}

function windowsOn(seasons: readonly DaySeason[], day: number): readonly DayWindow[] {
  const monthDay = dateOfDay(day).slice(5);
  const season = seasons.findLast((s) => s.starts <= monthDay) ?? seasons.at(-1);
  return season?.windows ?? [];
}

function seasonsOf(hall: Hall): DaySeason[] {
  const ascending = hall.seasons.every((s, i) => i === 0 || (hall.seasons[i - 1] as Season).starts < s.starts);
  const dated = hall.seasons.every((s) => dayNumber(`2024-${s.starts}`) !== null);
  if (hall.seasons.length === 0 || !ascending || !dated)
    throw new RangeError(`hall ${hall.version}: seasons must be real days MM-DD in ascending order`);
  return hall.seasons.map((s) => ({ starts: s.starts, windows: dayWindows(hall, s.windows) }));
}

function dayWindows(hall: Hall, windows: readonly OfficeWindow[]): DayWindow[] {
  const found = windows.map((w) => ({ opens: timeOfDay(w.opens), closes: timeOfDay(w.closes) }));
  const edges = found.flatMap((w) => [w.opens, w.closes]);
  const ascending = edges.every((edge, i) => !Number.isNaN(edge) && (i === 0 || (edges[i - 1] as number) < edge));
  if (found.length === 0 || !ascending)
    throw new RangeError(`hall ${hall.version}: office windows must be HH:MM, in ascending order, without overlap`);
  return found;
}

function timeOfDay(clock: string): number {
  const [, hour, minute] = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(clock) ?? [];
  return Number(hour) * 3_600_000 + Number(minute) * 60_000;
}
