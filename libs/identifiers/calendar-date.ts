const DATE = /^\d{4}-\d{2}-\d{2}$/;

/** Whether `YYYY-MM-DD` is a day of the calendar. */
export function isDate(date: string): boolean {
  if (!DATE.test(date)) return false;
  const at = Date.parse(`${date}T00:00:00Z`);
  // Engines let 02-30 roll over into March: only a round trip proves the day.
  return !Number.isNaN(at) && new Date(at).toISOString().slice(0, 10) === date;
}

/**
 * Completed years of age (周岁) on a day: a year is completed on the birthday, for one born on 29 February in a common
 * year on 1 March. Negative before birth.
 *
 * @param birthDate `YYYY-MM-DD`
 * @param date `YYYY-MM-DD`
 */
export function ageOn(birthDate: string, date: string): number {
  const years = Number(date.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return date.slice(5) < birthDate.slice(5) ? years - 1 : years;
}
