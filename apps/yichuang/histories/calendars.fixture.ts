import { text } from '@yichuang/kernel';
import type { Calendars, ReprojectDeadlines } from '@yichuang/matters';
import { calendarBook, calendarYears, type CalendarYear } from '@yichuang/working-time';

export const AMENDED = '2026.2';

/** INVENTED: a day off for all in the week in which the histories begin. */
const amended: CalendarYear = {
  ...(calendarYears.find(({ version }) => version === '2026.1') as CalendarYear),
  version: AMENDED,
  source: text('虚构的2026年补充通知，仅供测试', 'fictional amendment of 2026, for tests only'),
  holidays: [{ name: text('临时放假', 'special holiday'), from: '2026-11-24', to: '2026-11-24' }],
};

const shipped = calendarBook(calendarYears);
const published = calendarBook(calendarYears, [amended]);

const restingOn =
  (version: string): Calendars =>
  (hall, named = version) =>
    published.of(hall, named);

/** The calendar in force before the amendment and after it; either knows every version that a clock may rest on. */
export const calendars = { shipped: restingOn(shipped.version), published: restingOn(published.version) } as const;

/** The amendment is in force: an open case is asked to reckon anew. */
export const reprojectAt = (at: number): ReprojectDeadlines => ({
  type: 'ReprojectDeadlines',
  at,
  calendarVersion: published.version,
  notices: [{ version: amended.version, citation: amended.source }],
  consultations: true,
});
