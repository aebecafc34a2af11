import { text, type Text } from '@yichuang/kernel';
import { calendarYearFaults, type CalendarYear } from './calendar-year.js';
import { dateOfDay, dayNumber, dayOfInstant, midnight, newYear } from './civil.js';
import type { Hall } from './halls.js';
import { dayKind, timetable, type DayKind, type Timetable } from './timetable.js';

/** What an answer rests on. The two versions together fix it: with the same ones the same question has the same answer. */
export interface Basis {
  /**
   * Versions of the years touched, e.g. `2026.1` or `2026.1+2027.0`; of later years those that are no longer as they came
   * with the library, e.g. `2026.1+2027.1`. A year that is not named is as it came.
   */
  readonly calendarVersion: string;
  /** Version of the hall's office hours, e.g. `350405.1`. */
  readonly hallVersion: string;
  /** A year touched is provisional: the answer may change when its notice is published. */
  readonly provisional: boolean;
}

/** The working calendar of one hall over consecutive years. Build it once and keep it; all questions are asked of it. */
export interface Calendar {
  readonly hall: Hall;
  readonly years: readonly CalendarYear[];
  readonly timetable: Timetable;
  /** Instants at which the years begin, and the one at which the last ends. */
  readonly yearBounds: readonly number[];
  /** Basis of an answer from year i to year j, at i * years + j. */
  readonly bases: readonly Basis[];
}

/** A day no calendar covers. It is never taken for a plain weekday; a door turns this into a fault. */
export class CalendarNotCovered extends Error {
  readonly code = 'CALENDAR_NOT_COVERED';
  readonly year: number;
  /** `YYYY-MM-DD` */
  readonly date: string;
  readonly text: Text;

  constructor(date: string) {
    const [, year = ''] = /^([+-]?\d+)-/.exec(date) ?? [];
    super(`no working calendar covers ${date}: import the notice of ${year}`);
    this.name = 'CalendarNotCovered';
    this.year = Number(year);
    this.date = date;
    this.text = text(
      `工作日历未覆盖${date}，请先导入${year}年放假安排`,
      `no working calendar covers ${date}: import the holiday notice of ${year} first`,
    );
  }
}

interface CalendarParts {
  readonly years: readonly CalendarYear[];
  readonly hall: Hall;
  /** Versions that answers name although they do not touch the year: whoever reckons on with them may come to it. */
  readonly announced?: ReadonlySet<string>;
}

/**
 * Builds the calendar of a hall.
 * @throws RangeError when a year's data have faults, years are not consecutive, or the hall's hours are malformed.
 */
export function calendar(parts: CalendarParts): Calendar {
  const years = parts.years.toSorted((a, b) => a.year - b.year);
  if (years.length === 0) throw new RangeError('a calendar needs at least one year');
  years.forEach((year, i) => {
    const fault = calendarYearFaults(year)[0];
    if (fault) throw new RangeError(`calendar ${year.version} ${fault.path}: ${fault.text.en}`);
    if (i > 0 && year.year !== (years[i - 1] as CalendarYear).year + 1)
      throw new RangeError(
        `years of a calendar must be consecutive and given once: ${years.map((y) => y.year).join(', ')}`,
      );
  });
  const end = (years.at(-1) as CalendarYear).year + 1;
  return {
    hall: parts.hall,
    years,
    timetable: timetable(years, parts.hall),
    yearBounds: [...years.map((y) => midnight(newYear(y.year))), midnight(newYear(end))],
    bases: years.flatMap((_, from) => years.map((_, to) => basisOf(years, [from, to], parts))),
  };
}

/** The basis of an answer that touches everything from one instant to a later one. @throws CalendarNotCovered */
export function basis(of: Calendar, from: number, to: number): Basis {
  return of.bases[yearIndex(of, from) * of.years.length + yearIndex(of, to)] as Basis;
}

/** Index of the year an instant falls in. @throws CalendarNotCovered; RangeError when it is not whole milliseconds. */
export function yearIndex(of: Calendar, at: number): number {
  if (!Number.isSafeInteger(at)) throw new RangeError(`an instant is whole epoch milliseconds, not ${String(at)}`);
  const bounds = of.yearBounds;
  if (at >= (bounds[0] as number)) for (let i = 1; i < bounds.length; i++) if (at < (bounds[i] as number)) return i - 1;
  throw new CalendarNotCovered(dateOfDay(dayOfInstant(at)));
}

/** Thrown where an answer would lie beyond the last year. */
export const beyond = (of: Calendar): CalendarNotCovered => new CalendarNotCovered(`${String(lastYear(of) + 1)}-01-01`);

/** A civil day as the calendar knows it. */
export interface Day extends Basis {
  /** `YYYY-MM-DD` */
  readonly date: string;
  readonly kind: DayKind;
  /** Name of the holiday, else null. */
  readonly name: Text | null;
}

/** What kind of day it is. `on` is an instant or `YYYY-MM-DD`. @throws CalendarNotCovered; RangeError for no such day. */
export function day(of: Calendar, on: number | string): Day {
  const number = dayOf(on);
  const ground = basis(of, midnight(number), midnight(number));
  const { exceptions } = of.timetable;
  return {
    date: dateOfDay(number),
    kind: dayKind(exceptions, number),
    name: exceptions.get(number)?.name ?? null,
    ...ground,
  };
}

/** Day number of an instant or a date. @throws RangeError when there is no such day. */
export function dayOf(on: number | string): number {
  if (typeof on === 'number') return dayOfInstant(on);
  const number = dayNumber(on);
  if (number === null) throw new RangeError(`no such day: ${JSON.stringify(on)}`);
  return number;
}

const lastYear = (of: Calendar): number => (of.years.at(-1) as CalendarYear).year;

function basisOf(
  years: readonly CalendarYear[],
  [from, to]: readonly [number, number],
  { hall, announced }: CalendarParts,
): Basis {
  const touched = years.slice(from, to + 1);
  const later = years.slice(to + 1).filter(({ version }) => announced?.has(version) === true);
  return {
    calendarVersion: [...touched, ...later].map(({ version }) => version).join('+'),
    hallVersion: hall.version,
    provisional: touched.some(({ provisional }) => provisional),
  };
}
