/** Calendar days as the law counts them, `YYYY-MM-DD` in Asia/Shanghai. */

const DAY_MILLIS = 86_400_000;

/** The same day of a later year. 29 February of a common year stands for the last day of the month, as text it sorts so. */
export const yearsLater = (day: string, years: number): string =>
  `${String(Number(day.slice(0, 4)) + years).padStart(4, '0')}${day.slice(4)}`;

/** The same day of the next month, as text: 31 February sorts after every day that month has. */
export function monthLater(day: string): string {
  const month = Number(day.slice(5, 7));
  const tail = day.slice(7);
  if (month === 12) return `${yearsLater(day, 1).slice(0, 4)}-01${tail}`;
  return `${day.slice(0, 4)}-${String(month + 1).padStart(2, '0')}${tail}`;
}

export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MILLIS);
