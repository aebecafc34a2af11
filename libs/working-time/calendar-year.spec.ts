import { describe, expect, it } from '@jest/globals';
import { text } from '@yichuang/kernel';
import { calendar, calendarYearFaults, calendarYears, day, halls, type CalendarYear, type Hall } from './index.js';

const good: CalendarYear = {
  year: 2030,
  version: '2030.1',
  provisional: false,
  source: text('测试', 'test'),
  holidays: [{ name: text('国庆节', 'National Day'), from: '2030-10-01', to: '2030-10-07' }],
  makeUpDays: ['2030-10-12'],
};
const codes = (change: Partial<CalendarYear>) =>
  calendarYearFaults({ ...good, ...change }).map((f) => [f.path, f.code]);
const holiday = (from: string, to: string) => ({ name: text('假日', 'holiday'), from, to });

describe("the data of a calendar's year", () => {
  it('are without fault in every year that comes with the library', () => {
    expect(calendarYears.map((year) => [year.version, calendarYearFaults(year)])).toEqual([
      ['2025.1', []],
      ['2026.1', []],
      ['2027.0', []],
    ]);
  });

  it('add up to the days off that the notices list', () => {
    const daysOff = calendarYears.map(({ holidays }) =>
      holidays.reduce((sum, h) => sum + 1 + (Date.parse(h.to) - Date.parse(h.from)) / 86_400_000, 0),
    );
    expect(daysOff).toEqual([28, 33, 13]);
  });

  it('may be published when nothing is wrong with them', () => {
    expect(codes({})).toEqual([]);
  });

  it('may begin with days off in the December before, and with a Saturday worked for them', () => {
    const over = { holidays: [holiday('2029-12-31', '2030-01-01')], makeUpDays: ['2029-12-29'] };
    expect(codes(over)).toEqual([]);
    const hall = halls[0] as Hall;
    const year2029 = { ...good, year: 2029, version: '2029.1', holidays: [], makeUpDays: [] };
    const both = calendar({ hall, years: [year2029, { ...good, ...over }] });
    expect([day(both, '2029-12-29').kind, day(both, '2029-12-31').kind]).toEqual(['MAKE_UP_WORKDAY', 'HOLIDAY']);
  });

  it('are told every fault with its path', () => {
    expect(codes({ version: '2029.1' })).toEqual([['/version', 'VERSION_MISNAMED']]);
    expect(codes({ holidays: [holiday('2030-02-30', '2030-03-01')] })).toEqual([
      ['/holidays/0/from', 'DATE_IMPOSSIBLE'],
    ]);
    expect(codes({ holidays: [holiday('2029-11-30', '2030-01-01'), holiday('2030-12-31', '2031-01-01')] })).toEqual([
      ['/holidays/0/from', 'DATE_OUTSIDE_YEAR'],
      ['/holidays/1/to', 'DATE_OUTSIDE_YEAR'],
    ]);
    expect(codes({ holidays: [holiday('2029-12-30', '2029-12-31')] })).toEqual([['/holidays/0', 'DATE_OUTSIDE_YEAR']]);
    expect(codes({ holidays: [holiday('2030-05-03', '2030-05-01')] })).toEqual([['/holidays/0', 'HOLIDAY_REVERSED']]);
    expect(codes({ holidays: [...good.holidays, holiday('2030-10-07', '2030-10-08')] })).toEqual([
      ['/holidays/1', 'HOLIDAYS_OVERLAP'],
    ]);
    expect(codes({ makeUpDays: ['2030-10-14', '2030-10-05', '2030-10-12', '2030-10-12', 'soon'] })).toEqual([
      ['/makeUpDays/0', 'MAKE_UP_NOT_WEEKEND'],
      ['/makeUpDays/1', 'MAKE_UP_IN_HOLIDAY'],
      ['/makeUpDays/3', 'MAKE_UP_TWICE'],
      ['/makeUpDays/4', 'DATE_IMPOSSIBLE'],
    ]);
  });
});
