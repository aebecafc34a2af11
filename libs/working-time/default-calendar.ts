import type { Calendar } from './calendar.js';
import { calendarBook } from './calendar-book.js';
import type { CalendarYear } from './calendar-year.js';
import { year2025 } from './calendars/2025.js';
import { year2026 } from './calendars/2026.js';
import { year2027 } from './calendars/2027.js';
import { halls, shaxian } from './halls.js';

/** Every year that comes with the library, in every version that was ever in force; the last ones may be provisional. */
export const calendarYears: readonly CalendarYear[] = [year2025, year2026, year2027];

const book = calendarBook(calendarYears);

/**
 * The calendar of a hall over the years that come with the library, built once.
 * @param hallId division code of the hall; without one, Shaxian (350405).
 * @throws RangeError for a hall that is not known.
 */
export function defaultCalendar(hallId: string = shaxian.id): Calendar {
  const known = book.of(hallId);
  if (known) return known;
  throw new RangeError(`no such hall: ${hallId}; known are ${halls.map((h) => h.id).join(', ')}`);
}
