import { describe, expect, it } from '@jest/globals';
import { dateOf } from '@yichuang/working-time';
import { factsWith } from './fixture.js';
import { lawInForce, lawOf } from './law.js';
import { endOf, monthsAfter } from './term.js';

describe('a reservation’s term', () => {
  it.each([
    ['2026-11-23', 2, '2027-01-23'],
    ['2026-12-31', 2, '2027-02-28'],
    ['2027-12-31', 2, '2028-02-29'],
    ['2026-06-30', 2, '2026-08-30'],
    ['2028-02-29', 12, '2029-02-28'],
  ])('from %s over %i months ends on %s', (day, months, until) => {
    expect(monthsAfter(day, months)).toBe(until);
  });

  it('is two months, and a year where an approval must come first (NAME a.18)', () => {
    const { reservedUntil } = lawOf(lawInForce);
    expect(reservedUntil(factsWith(), '2026-11-23')).toBe('2027-01-23');
    expect(reservedUntil(factsWith({}, { preApprovalNeeded: true }), '2026-11-23')).toBe('2027-11-23');
  });

  it('counts days in Shanghai and ends at 24:00 of the last', () => {
    expect(dateOf(Date.parse('2026-11-22T16:00:00Z'))).toBe('2026-11-23');
    expect(new Date(endOf('2027-01-23')).toISOString()).toBe('2027-01-23T16:00:00.000Z');
  });
});
