import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  calendarBook,
  calendarYears,
  compareVersions,
  day,
  defaultCalendar,
  due,
  minutes,
  noticedYear,
  type CalendarYear,
} from './index.js';
import { at, shown } from './testing-instants.js';
import { fictionalNotice2027 } from './testing-notices.js';

const HALL = '350405';
const year2027: CalendarYear = { ...noticedYear(fictionalNotice2027), version: '2027.1' };
const before = calendarBook(calendarYears);
const after = calendarBook(calendarYears, [year2027]);

describe('a book of calendars', () => {
  it('of what comes with the library answers as the library does', () => {
    expect(before.version).toBe('2025.1+2026.1+2027.0');
    expect(before.of(HALL)?.bases).toEqual(defaultCalendar(HALL).bases);
    expect(before.of(HALL, '2026.1')).toBe(before.of(HALL));
  });

  it('knows neither a hall nor a version that is not in it', () => {
    expect(before.of('110000')).toBeUndefined();
    expect(before.of(HALL, '2027.1')).toBeUndefined();
    expect(after.of(HALL, '2026.1+2027.9')).toBeUndefined();
  });

  it('reckons with the newest version of each year, and names it also where it is not touched yet', () => {
    expect(after.version).toBe('2025.1+2026.1+2027.1');
    const current = after.of(HALL)!;
    expect(due(current, at('2026-11-23 08:00'), minutes(240)).calendarVersion).toBe('2026.1+2027.1');
    expect(due(before.of(HALL)!, at('2026-11-23 08:00'), minutes(240)).calendarVersion).toBe('2026.1');
    expect(shown(due(current, at('2026-12-30 16:30'), minutes(240)).dueAt)).toBe('2027-01-04 11:00');
    expect(day(current, '2026-12-31').kind).toBe('HOLIDAY');
  });

  it('of two versions of one year takes the newer, whatever their order', () => {
    expect(after.of(HALL, '2026.1+2027.0+2027.1')).toBe(after.of(HALL));
    expect(compareVersions('2027.10', '2027.9')).toBeGreaterThan(0);
  });

  it('tells again, by the version an answer named, that very answer, whatever was published since', () => {
    const amended = { ...year2027, version: '2027.2', makeUpDays: [] };
    const books = [before, after, calendarBook(calendarYears, [year2027, amended])];
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: books.length - 1 }),
        fc.integer({ min: at('2026-11-01 00:00'), max: at('2027-11-30 00:00') }),
        fc.integer({ min: 0, max: minutes(2_400) }),
        (index, from, budget) => {
          const said = due(books[index]!.of(HALL)!, from, budget);
          for (const later of books.slice(index)) {
            const again = later.of(HALL, said.calendarVersion)!;
            expect(due(again, from, budget)).toEqual(said);
          }
        },
      ),
    );
  });

  it('keeps what was published here before what comes under the same version with a later library', () => {
    const shipped = [...calendarYears, { ...year2027, makeUpDays: [] }];
    expect(calendarBook(shipped, [year2027]).current.at(-1)).toBe(year2027);
  });
});
