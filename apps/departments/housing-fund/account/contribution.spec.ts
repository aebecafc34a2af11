import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { termsOn } from '../reference/contribution-terms.js';
import { baseFenOf, monthlyFen, shareFen } from './contribution.js';
import { facts } from './fixture.js';
import { lawInForce, lawOf } from './law.js';

const terms = termsOn('2026-11-23');
const wages = (count: number, fen: number): number[] => Array.from({ length: count }, () => fen);

describe('the monthly sum', () => {
  it('of three people at 4,500.00 with 5 % and 5 % is 1,350.00', () => {
    expect(monthlyFen(wages(3, 450_000), { unitRatio: 5, personalRatio: 5 }, terms)).toBe(135_000);
  });

  it('of six people at 3,600.00 with 8 % and 8 % is 3,456.00', () => {
    expect(monthlyFen(wages(6, 360_000), { unitRatio: 8, personalRatio: 8 }, terms)).toBe(345_600);
  });

  it('of nobody is nothing', () => {
    expect(monthlyFen([], { unitRatio: 12, personalRatio: 12 }, terms)).toBe(0);
  });

  it('counts a wage above the bound as the bound', () => {
    expect(baseFenOf(9_999_999, terms)).toBe(terms.baseFenMax);
    expect(monthlyFen([9_999_999], { unitRatio: 5, personalRatio: 5 }, terms)).toBe(245_000);
  });
});

describe('one share', () => {
  it('is rounded half up to a fen', () => {
    expect(shareFen(190_010, 5, terms)).toBe(9_501);
    expect(shareFen(190_009, 5, terms)).toBe(9_500);
  });

  it('is rounded to whole yuan where the terms say so', () => {
    const yuan = { ...terms, roundToFen: 100 };
    expect(shareFen(191_000, 5, yuan)).toBe(9_600);
    expect(shareFen(190_900, 5, yuan)).toBe(9_500);
  });

  it('takes ratios with decimals without losing a fen', () => {
    expect(shareFen(450_000, 5.5, terms)).toBe(24_750);
    expect(shareFen(1_000_000, 8.35, terms)).toBe(83_500);
  });

  it('is a whole sum within half a fen of the exact one, for any base and ratio', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 5_000_000 }), fc.integer({ min: 500, max: 1_200 }), (base, hundredths) => {
        const share = shareFen(base, hundredths / 100, terms);
        expect(Number.isInteger(share)).toBe(true);
        expect(Math.abs(share * 10_000 - base * hundredths)).toBeLessThanOrEqual(5_000);
      }),
    );
  });
});

describe('the contribution', () => {
  const { contribution } = lawOf(lawInForce);
  it('begins no earlier than the company', () => {
    expect(contribution(facts, '2026-11-23').firstMonth).toBe('2026-12');
    expect(contribution({ ...facts, firstMonth: '2026-10' }, '2026-11-23').firstMonth).toBe('2026-11');
  });
  it('tells ratios, employees, sum and terms', () => {
    expect(contribution(facts, '2026-11-23')).toEqual({
      unitRatio: 5,
      personalRatio: 5,
      employees: 3,
      monthlyFen: 135_000,
      firstMonth: '2026-12',
      terms: 'contribution-terms-350400-2026.7',
    });
  });
  it('has terms for a day before all that are known', () => {
    expect(termsOn('2020-01-01').version).toBe('contribution-terms-350400-2025.7');
  });
});
