/** Shanghai has kept UTC+8 without summer time since 1991. */
const SHANGHAI_MILLIS = 8 * 60 * 60 * 1000;
const DAY_MILLIS = 24 * 60 * 60 * 1000;

/** The same day of a later month; its last day where it has no such day (民法典 a.202). */
export function monthsAfter(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const last = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))).toISOString().slice(0, 10);
}

/** A term ends at 24:00 of its last day in Shanghai (民法典 a.203). */
export const endOf = (day: string): number => Date.parse(day) - SHANGHAI_MILLIS + DAY_MILLIS;
