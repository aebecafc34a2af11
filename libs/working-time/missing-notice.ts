import type { CalendarYear } from './calendar-year.js';
import { dateOfDay, dayNumber, dayOfInstant } from './civil.js';

/** A year whose holiday notice should be here by now. */
export interface MissingNotice {
  readonly year: number;
  /** Days it has been missed: 1 on the first of October before. */
  readonly days: number;
}

/** The State Council publishes a year's notice in October or November of the year before. */
const FROM = '10-01';

/**
 * The first year without a notice that should be known by now: the year itself, and from 1 October the one after.
 * @param current the newest version of each year
 */
export function missingNotice(current: readonly CalendarYear[], at: number): MissingNotice | null {
  const today = dayOfInstant(at);
  const thisYear = Number(dateOfDay(today).slice(0, 4));
  for (const year of [thisYear, thisYear + 1]) {
    const since = dayNumber(`${String(year - 1)}-${FROM}`) as number;
    const isKnown = current.some((one) => one.year === year && !one.provisional);
    if (!isKnown && today >= since) return { year, days: today - since + 1 };
  }
  return null;
}
