import { describe, expect, it } from '@jest/globals';
import {
  calendar,
  CalendarNotCovered,
  calendarYears,
  day,
  defaultCalendar,
  due,
  elapsed,
  halls,
  opening,
  type Hall,
} from './index.js';
import { at, shown } from './testing-instants.js';

const shaxian = defaultCalendar();
const hall = halls[0] as Hall;

describe('a day of the calendar', () => {
  it.each([
    ['2026-11-23', 'WORKDAY', null],
    ['2026-11-22', 'WEEKEND', null],
    ['2026-02-14', 'MAKE_UP_WORKDAY', null],
    ['2026-02-17', 'HOLIDAY', '春节'],
    ['2025-10-06', 'HOLIDAY', '国庆节、中秋节'],
  ] as const)('%s is a %s', (date, kind, name) => {
    const found = day(shaxian, date);
    expect({ ...found, name: found.name?.['zh-CN'] ?? null }).toMatchObject({ date, kind, name, provisional: false });
  });

  it('is that of Shanghai, whatever the day elsewhere', () => {
    expect(day(shaxian, at('2026-11-23 00:30')).date).toBe('2026-11-23');
    expect(day(shaxian, at('2026-11-22 23:59')).date).toBe('2026-11-22');
  });

  it('must exist', () => {
    expect(() => day(shaxian, '2026-02-30')).toThrow(RangeError);
  });
});

describe('a date outside all calendars', () => {
  it.each([
    ['asking for the opening', () => opening(shaxian, at('2028-01-03 09:00')), 2028, '2028-01-03'],
    ['asking what is due', () => due(shaxian, at('2024-12-31 09:00'), 0), 2024, '2024-12-31'],
    ['measuring up to it', () => elapsed(shaxian, at('2027-12-30 09:00'), at('2028-02-01 09:00')), 2028, '2028-02-01'],
    ['a limit that ends in it', () => due(shaxian, at('2027-12-31 16:00'), 4 * 3_600_000), 2028, '2028-01-01'],
    ['an opening that lies in it', () => opening(shaxian, at('2027-12-31 18:00')), 2028, '2028-01-01'],
    ['its kind', () => day(shaxian, '2028-10-01'), 2028, '2028-10-01'],
  ])('is an error when %s, never a plain weekday', (_, ask, year, date) => {
    expect(ask).toThrow(CalendarNotCovered);
    expect(ask).toThrow(expect.objectContaining({ code: 'CALENDAR_NOT_COVERED', year, date }));
  });

  it('is named in both languages', () => {
    const error = new CalendarNotCovered('2028-01-03');
    expect(error.text['zh-CN']).toContain('2028年');
    expect(error.text.en).toContain('import the holiday notice of 2028');
  });
});

describe('what an answer rests on', () => {
  it('names the version of every year touched and marks a provisional one', () => {
    expect(due(shaxian, at('2026-11-23 08:30'), 3_600_000)).toMatchObject({
      calendarVersion: '2026.1',
      hallVersion: '350405.1',
      provisional: false,
    });
    expect(elapsed(shaxian, at('2025-12-31 09:00'), at('2027-01-04 09:00'))).toMatchObject({
      calendarVersion: '2025.1+2026.1+2027.0',
      provisional: true,
    });
  });

  it('marks an answer that only ends in a provisional year', () => {
    const answer = due(shaxian, at('2026-12-31 16:30'), 4 * 3_600_000);
    expect([shown(answer.dueAt), answer.calendarVersion, answer.provisional]).toEqual([
      '2027-01-04 11:00',
      '2026.1+2027.0',
      true,
    ]);
    expect(opening(shaxian, at('2026-12-31 17:30'))).toMatchObject({ provisional: true });
    expect(day(shaxian, '2027-03-01')).toMatchObject({ provisional: true, kind: 'WORKDAY' });
  });
});

describe('building a calendar', () => {
  it('takes years in any order, but not with a gap, twice, or none', () => {
    const [y2025, y2026, y2027] = calendarYears as [never, never, never];
    expect(calendar({ hall, years: [y2026, y2025] }).years.map((y) => y.year)).toEqual([2025, 2026]);
    expect(() => calendar({ hall, years: [y2025, y2027] })).toThrow(RangeError);
    expect(() => calendar({ hall, years: [y2026, y2026] })).toThrow(RangeError);
    expect(() => calendar({ hall, years: [] })).toThrow(RangeError);
  });

  it('refuses a year with faults', () => {
    const [year] = calendarYears as [(typeof calendarYears)[0]];
    expect(() => calendar({ hall, years: [{ ...year, makeUpDays: ['2025-01-06'] }] })).toThrow(
      /must fall on a weekend/,
    );
  });

  it.each([
    ['no season', []],
    ['a season that starts on no day', [{ starts: '06-31', windows: [{ opens: '08:00', closes: '12:00' }] }]],
    ['a season without a window', [{ starts: '01-01', windows: [] }]],
    ['a window that closes before it opens', [{ starts: '01-01', windows: [{ opens: '12:00', closes: '08:00' }] }]],
    ['a time that does not exist', [{ starts: '01-01', windows: [{ opens: '08:00', closes: '24:00' }] }]],
    [
      'windows that overlap',
      [
        {
          starts: '01-01',
          windows: [
            { opens: '08:00', closes: '12:00' },
            { opens: '11:00', closes: '17:00' },
          ],
        },
      ],
    ],
    [
      'seasons out of order',
      [
        { starts: '10-01', windows: [{ opens: '08:00', closes: '12:00' }] },
        { starts: '06-01', windows: [{ opens: '08:00', closes: '12:00' }] },
      ],
    ],
  ])('refuses a hall with %s', (_, seasons) => {
    expect(() => calendar({ years: calendarYears, hall: { ...hall, seasons } })).toThrow(/hall 350405\.1/);
  });

  it('builds the calendar of a known hall once, and knows no other', () => {
    expect(defaultCalendar('350405')).toBe(shaxian);
    expect(() => defaultCalendar('999999')).toThrow(/known are 350405, 350400/);
  });

  it('keeps the hours of each hall: one that opens at half past eight counts less in a morning', () => {
    const sanming = defaultCalendar('350400');
    const ask = [at('2026-11-23 08:00'), at('2026-11-23 12:00')] as const;
    expect(elapsed(shaxian, ...ask)).toMatchObject({ millis: 240 * 60_000, hallVersion: '350405.1' });
    expect(elapsed(sanming, ...ask)).toMatchObject({ millis: 210 * 60_000, hallVersion: '350400.1' });
    expect(shown(opening(sanming, at('2026-11-23 07:00')).startAt)).toBe('2026-11-23 08:30');
  });
});
