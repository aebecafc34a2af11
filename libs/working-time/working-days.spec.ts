import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, addWorkingDays, CalendarNotCovered, countWorkingDays, day, defaultCalendar } from './index.js';
import { at, shown } from './testing-instants.js';

const shaxian = defaultCalendar();
const days = fc
  .integer({ min: Date.UTC(2025, 0, 1) / 86_400_000, max: Date.UTC(2027, 9, 1) / 86_400_000 })
  .map((n) => new Date(n * 86_400_000).toISOString().slice(0, 10));

describe('a period of working days', () => {
  it.each([
    ['2026-11-23', 5, '2026-11-30', 'the tolerance period of a paper owed'],
    ['2026-11-23', 3, '2026-11-26', 'the three working days of registration'],
    ['2026-11-20', 1, '2026-11-23', 'a weekend does not count'],
    ['2026-11-21', 1, '2026-11-23', 'it may begin on a day off'],
    ['2026-02-13', 2, '2026-02-24', 'a make-up Saturday counts, the Spring Festival does not'],
    ['2026-09-30', 1, '2026-10-08', 'the National Day week does not count'],
  ])('from %s of %i days ends on %s: %s', (from, count, date) => {
    expect(addWorkingDays(shaxian, from, count).date).toBe(date);
  });

  it('ends at the close of business of its last day, in the hours of its season', () => {
    expect(shown(addWorkingDays(shaxian, at('2026-11-23 09:00'), 5).endsAt)).toBe('2026-11-30 17:30');
    expect(shown(addWorkingDays(shaxian, '2026-06-29', 2).endsAt)).toBe('2026-07-01 18:00');
  });

  it('does not count its first day, however early it began (民法典 a.201)', () => {
    const early = addWorkingDays(shaxian, at('2026-11-23 00:00'), 1);
    expect(early).toEqual(addWorkingDays(shaxian, at('2026-11-23 23:59'), 1));
    expect(early.date).toBe('2026-11-24');
  });

  it('is marked when it ends in a provisional year', () => {
    expect(addWorkingDays(shaxian, '2026-12-30', 3)).toMatchObject({
      date: '2027-01-05',
      calendarVersion: '2026.1+2027.0',
      provisional: true,
    });
  });

  it('stops at the end of the calendar', () => {
    expect(() => addWorkingDays(shaxian, '2027-12-30', 2)).toThrow(CalendarNotCovered);
    expect(() => addWorkingDays(shaxian, '2028-01-03', 1)).toThrow(CalendarNotCovered);
    expect(() => addDays(shaxian, '2027-12-20', 30)).toThrow(CalendarNotCovered);
  });

  it.each([0, -1, 1.5, Number.NaN])('has one day or more, not %d', (count) => {
    expect(() => addWorkingDays(shaxian, '2026-11-23', count)).toThrow(RangeError);
    expect(() => addDays(shaxian, '2026-11-23', count)).toThrow(RangeError);
  });

  it('is counted back to its length', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: 1, max: 45 }), (from, count) => {
        const { date } = addWorkingDays(shaxian, from, count);
        expect(countWorkingDays(shaxian, from, date).days).toBe(count);
        expect(day(shaxian, date).kind).toMatch(/WORKDAY$/);
        expect(countWorkingDays(shaxian, date, from).days).toBe(0);
      }),
    );
  });
});

describe('a period of calendar days', () => {
  it.each([
    ['2026-11-03', 20, '2026-11-23', 'that ends on a working day'],
    ['2026-11-01', 20, '2026-11-23', 'that ends on a Saturday moves to Monday'],
    ['2026-09-11', 20, '2026-10-08', 'that ends on National Day moves behind the holiday'],
    ['2026-02-04', 10, '2026-02-14', 'that ends on a make-up Saturday stays'],
  ])('from %s of %i days ends on %s: one %s (民法典 a.203)', (from, count, date) => {
    expect(addDays(shaxian, from, count).date).toBe(date);
  });

  it('ends on the first working day from its last day on', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: 1, max: 60 }), (from, count) => {
        const last = new Date(Date.parse(from) + count * 86_400_000).toISOString().slice(0, 10);
        const { date } = addDays(shaxian, from, count);
        expect(date >= last).toBe(true);
        expect(day(shaxian, date).kind).toMatch(/WORKDAY$/);
        const before = new Date(Date.parse(last) - 86_400_000).toISOString().slice(0, 10);
        expect(countWorkingDays(shaxian, before, date).days).toBe(1);
      }),
    );
  });
});
