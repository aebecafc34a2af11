import { text } from '@yichuang/kernel';
import { calendarBook, calendarYears, type CalendarYear } from '@yichuang/working-time';
import type { Calendars } from '../case-clocks.js';
import type { ReprojectDeadlines } from '../reprojected.js';

/** INVENTED: no notice of 2027 is out. New Year begins on 31 December, and a special day off lies in the week of the stories. */
export const fictional2027: CalendarYear = {
  ...(calendarYears.find(({ version }) => version === '2027.0') as CalendarYear),
  version: '2027.1',
  provisional: false,
  source: text('虚构的2027年放假通知，仅供测试', 'fictional notice of 2027, for tests only'),
  holidays: [{ name: text('元旦', "New Year's Day"), from: '2026-12-31', to: '2027-01-03' }],
};

/** INVENTED: a day off for all on 24 November 2026, in the week of the stories. */
export const amended2026: CalendarYear = {
  ...(calendarYears.find(({ version }) => version === '2026.1') as CalendarYear),
  version: '2026.2',
  source: text('虚构的2026年补充通知，仅供测试', 'fictional amendment of 2026, for tests only'),
  holidays: [{ name: text('临时放假', 'special holiday'), from: '2026-11-24', to: '2026-11-24' }],
};

const shipped = calendarBook(calendarYears);
const published = calendarBook(calendarYears, [amended2026, fictional2027]);

/** What is decided rests on what came with the house, unless the command names another version. */
export const testCalendars: Calendars = (hall, version = shipped.version) => published.of(hall, version);

export const reprojectAt = (at: number): ReprojectDeadlines => ({
  type: 'ReprojectDeadlines',
  at,
  calendarVersion: published.version,
  consultations: true,
  notices: [amended2026, fictional2027].map(({ version, source }) => ({ version, citation: source })),
});
