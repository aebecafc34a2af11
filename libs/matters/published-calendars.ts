import { calendarBook, calendarYears } from '@yichuang/working-time';
import type { Calendars } from './case-clocks.js';

/**
 * The calendars that come with the house. A version that is not among them is not answered for: what was reckoned with
 * it cannot be reckoned again by another.
 */
export const publishedCalendars: Calendars = calendarBook(calendarYears).of;
