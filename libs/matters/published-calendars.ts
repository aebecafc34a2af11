import { calendarYears, defaultCalendar, halls, type Calendar } from '@yichuang/working-time';
import type { Calendars } from './case-clocks.js';

const versions = new Set(calendarYears.map(({ version }) => version));

/**
 * The calendars that come with the house. A version that is not among them is not answered for: what was reckoned with
 * it cannot be reckoned again by another.
 */
export const publishedCalendars: Calendars = (hall, version): Calendar | undefined => {
  if (!halls.some(({ id }) => id === hall)) return undefined;
  if (version?.split('+').every((year) => versions.has(year)) === false) return undefined;
  return defaultCalendar(hall);
};
