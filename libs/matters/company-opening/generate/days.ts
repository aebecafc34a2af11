const dayMillis = 86_400_000;

/** `YYYY-MM-DD` so many days later, or earlier when negative. */
export const daysAfter = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * dayMillis).toISOString().slice(0, 10);

export const yearOf = (date: string): number => Number(date.slice(0, 4));

/** `YYYY-MM` of the month after the date's. */
export function monthAfter(date: string): string {
  const month = Number(date.slice(5, 7));
  return month === 12 ? `${String(yearOf(date) + 1)}-01` : `${date.slice(0, 4)}-${String(month + 1).padStart(2, '0')}`;
}
