/**
 * Civil days of China. One zone, UTC+8, no summer time since 1992 (IANA Asia/Shanghai), so a day is arithmetic:
 * the day number counts civil days since 1970-01-01, and an instant is epoch milliseconds.
 */
export const SHANGHAI_OFFSET_MILLIS = 8 * 3_600_000;
export const DAY_MILLIS = 86_400_000;

const DATE = /^\d{4}-\d{2}-\d{2}$/;

/** Day number of `YYYY-MM-DD`, or null when no such day exists. */
export function dayNumber(date: string): number | null {
  if (!DATE.test(date)) return null;
  const day = Date.parse(`${date}T00:00:00Z`) / DAY_MILLIS;
  // Engines let 02-30 roll over into March: only a round trip proves the day.
  return !Number.isNaN(day) && dateOfDay(day) === date ? day : null;
}

/** `YYYY-MM-DD` of a day number. */
export const dateOfDay = (day: number): string => new Date(day * DAY_MILLIS).toISOString().slice(0, -14);

/** Day number of the civil day an instant falls on in Shanghai. */
export const dayOfInstant = (at: number): number => Math.floor((at + SHANGHAI_OFFSET_MILLIS) / DAY_MILLIS);

/** The instant at which a civil day begins in Shanghai. */
export const midnight = (day: number): number => day * DAY_MILLIS - SHANGHAI_OFFSET_MILLIS;

/** Day 0, 1970-01-01, was a Thursday. */
export function isWeekend(day: number): boolean {
  const sinceSunday = (((day + 4) % 7) + 7) % 7;
  return sinceSunday === 0 || sinceSunday === 6;
}

/** Day number of 1 January. */
export const newYear = (year: number): number => Date.UTC(year, 0, 1) / DAY_MILLIS;
