import { describe, expect, it } from '@jest/globals';
import { calendarYears, missingNotice, noticedYear } from './index.js';
import { at } from './testing-instants.js';
import { fictionalNotice2027 } from './testing-notices.js';

const year2027 = { ...noticedYear(fictionalNotice2027), version: '2027.1' };

describe('the notice of the next year', () => {
  it.each([
    ['2026-09-30 23:59', null],
    ['2026-10-01 00:00', { year: 2027, days: 1 }],
    ['2026-11-28 09:00', { year: 2027, days: 59 }],
    ['2027-01-05 09:00', { year: 2027, days: 97 }],
  ] as const)('is missed at %s since 1 October: %j', (when, missed) => {
    expect(missingNotice(calendarYears, at(when))).toEqual(missed);
  });

  it('is missed no more once it is published, until that of the year after is due', () => {
    const current = [...calendarYears.slice(0, 2), year2027];
    expect(missingNotice(current, at('2027-01-05 09:00'))).toBeNull();
    expect(missingNotice(current, at('2027-10-02 09:00'))).toEqual({ year: 2028, days: 2 });
  });
});
