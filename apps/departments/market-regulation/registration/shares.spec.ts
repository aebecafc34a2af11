import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { directShare, inPercent, isQuarter, isWritten, percentShare, plus } from './shares.js';

describe('an exact share', () => {
  it.each([
    [25, true],
    [24.99, false],
    [24.999999999, false],
    [1e-7, false],
    [100, true],
  ])('of %d %% is a quarter or more: %s', (percent, quarter) => {
    expect(isQuarter(percentShare(percent))).toBe(quarter);
  });

  it('is what was written, digit for digit, and adds up without a remainder', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000 }), fc.integer({ min: 0, max: 1_000_000 }), (a, b) => {
        const sum = plus(percentShare(a / 10_000), percentShare(b / 10_000));
        expect(sum.part * 1_000_000n).toBe(BigInt(a + b) * sum.of);
      }),
    );
  });

  it('written as it is agrees with itself, and with nothing a hundredth away', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000 }), (hundredths) => {
        const share = percentShare(hundredths / 100);
        expect(isWritten(hundredths / 100, share)).toBe(true);
        expect(isWritten((hundredths + 1) / 100, share)).toBe(false);
        expect(inPercent(share)).toBe(hundredths / 100);
      }),
    );
  });

  it('of a company in which nobody subscribes anything is nothing', () => {
    expect(directShare({ shareholders: [] }, 'p1')).toEqual({ part: 0n, of: 1n });
  });
});
