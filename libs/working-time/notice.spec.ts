import { describe, expect, it } from '@jest/globals';
import { calendarYears, noticedYear, readNotice, type HolidayNotice } from './index.js';
import { fictionalNotice2027, notice2026 } from './testing-notices.js';

const faultsOf = (input: unknown) => {
  const read = readNotice(input);
  return read.kind === 'faults' ? read.faults.map(({ path, code }) => [path, code]) : [];
};
const changed = (change: Partial<HolidayNotice>) => faultsOf({ ...notice2026, ...change });
const [first, ...others] = notice2026.holidays as [
  HolidayNotice['holidays'][number],
  ...HolidayNotice['holidays'][number][],
];

describe('the yearly holiday notice', () => {
  it('of 2026, typed in, is the year that comes with the library', () => {
    const read = readNotice(JSON.parse(JSON.stringify(notice2026)));
    expect(read).toEqual({ kind: 'notice', notice: notice2026 });
    const { version: _, ...year2026 } = calendarYears.find(({ version }) => version === '2026.1')!;
    expect(noticedYear(notice2026)).toEqual(year2026);
  });

  it('may begin in the December before', () => {
    expect(faultsOf(fictionalNotice2027)).toEqual([]);
  });

  it('comes to what it says it comes to, holiday by holiday and over the year', () => {
    expect(changed({ holidays: [{ ...first, to: '2026-01-02' }, ...others] })).toEqual([
      ['/holidays/0/days', 'DAYS_MISCOUNTED'],
      ['/totals/daysOff', 'DAYS_MISCOUNTED'],
    ]);
    expect(changed({ totals: { daysOff: 32, makeUpDays: 5 } })).toEqual([
      ['/totals/daysOff', 'DAYS_MISCOUNTED'],
      ['/totals/makeUpDays', 'DAYS_MISCOUNTED'],
    ]);
  });

  it('lists nothing twice, no make-up day in the week or in a holiday, nothing of another year', () => {
    const makeUpDays = ['2026-01-05', '2026-02-15', '2026-02-28', '2026-02-28', '2027-01-09', '2026-10-10'];
    expect(changed({ makeUpDays })).toEqual([
      ['/makeUpDays/0', 'MAKE_UP_NOT_WEEKEND'],
      ['/makeUpDays/1', 'MAKE_UP_IN_HOLIDAY'],
      ['/makeUpDays/3', 'MAKE_UP_TWICE'],
      ['/makeUpDays/4', 'DATE_OUTSIDE_YEAR'],
    ]);
    expect(changed({ holidays: [...notice2026.holidays, first], totals: { daysOff: 36, makeUpDays: 6 } })).toEqual([
      ['/holidays/7', 'HOLIDAYS_OVERLAP'],
    ]);
  });

  it('takes no day that the regulation gives', () => {
    const holidays = notice2026.holidays.filter(({ from }) => from !== '2026-05-01');
    expect(changed({ holidays, totals: { daysOff: 28, makeUpDays: 6 } })).toEqual([
      ['/holidays', 'STATUTORY_DAY_MISSING'],
    ]);
  });

  it('is told all that is missing at once, each under its path', () => {
    expect(faultsOf(null).map(([path]) => path)).toContain('');
    expect(
      faultsOf({ year: '2026', holidays: [{ name: { 'zh-CN': '元旦' }, from: 1, to: '2026-01-03' }], extra: 1 }),
    ).toEqual(
      expect.arrayContaining([
        ['/extra', 'UNKNOWN_FIELD'],
        ['/totals', 'NOT_THERE'],
        ['/year', 'NOT_A_NUMBER'],
        ['/citation', 'NOT_THERE'],
        ['/holidays/0/name/en', 'NO_WORDS'],
        ['/holidays/0/from', 'NOT_THERE'],
        ['/holidays/0/days', 'NOT_A_NUMBER'],
        ['/makeUpDays', 'NOT_THERE'],
      ]),
    );
  });
});
