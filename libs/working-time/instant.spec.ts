import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { dateOf, formatInstant, parseInstant } from './index.js';

const nine = Date.UTC(2026, 10, 23, 1, 0);

describe('reading an instant', () => {
  it.each([
    ['2026-11-23 09:00', nine],
    ['2026-11-23T09:00', nine],
    ['  2026-11-23T09:00:00 ', nine],
    ['2026-11-23T09:00:00+08:00', nine],
    ['2026-11-23T09:00:00+0800', nine],
    ['2026-11-23T01:00Z', nine],
    ['2026-11-22T20:00:00-05:00', nine],
    ['2026-11-23T09:00:00.5', nine + 500],
    ['2026-11-23T09:00:00.123456789Z', nine + 8 * 3_600_000 + 123],
    ['2024-02-29 00:00', Date.UTC(2024, 1, 28, 16, 0)],
    ['0001-01-01T00:00Z', -62_135_596_800_000],
  ])('reads %s, without an offset as Asia/Shanghai', (input, at) => {
    expect(parseInstant(input)).toEqual({ kind: 'instant', at });
  });

  it.each(['', '2026-11-23', '09:00', '2026-11-23T9:00', '2026/11/23 09:00', '2026-11-23 09:00 +08:00', 'tomorrow'])(
    'finds that %j is not written as an instant and says how one is',
    (input) => {
      const parsed = parseInstant(input);
      expect(parsed).toMatchObject({ kind: 'fault', code: 'INSTANT_FORMAT' });
      expect(parsed.kind === 'fault' && parsed.text.en).toContain('2026-11-23 09:00');
    },
  );

  it.each([
    '2026-02-29 09:00',
    '2026-13-01 09:00',
    '2026-11-31 09:00',
    '2026-11-23 24:00',
    '2026-11-23 09:60',
    '2026-11-23 09:00:60',
    '2026-11-23 09:00+15:00',
    '2026-11-23 09:00+08:60',
  ])('finds that %s does not exist', (input) => {
    expect(parseInstant(input)).toMatchObject({ kind: 'fault', code: 'INSTANT_IMPOSSIBLE' });
  });
});

describe('writing an instant', () => {
  it('writes Asia/Shanghai, and milliseconds only when there are some', () => {
    expect(formatInstant(Date.UTC(2026, 10, 23, 7, 0))).toBe('2026-11-23T15:00:00+08:00');
    expect(formatInstant(Date.UTC(2026, 11, 31, 16, 0, 0, 7))).toBe('2027-01-01T00:00:00.007+08:00');
  });

  it('names the calendar day in Shanghai, whatever day it is in Greenwich', () => {
    expect(dateOf(Date.UTC(2026, 10, 22, 15, 59, 59, 999))).toBe('2026-11-22');
    expect(dateOf(Date.UTC(2026, 10, 22, 16, 0))).toBe('2026-11-23');
    expect(() => dateOf(Date.UTC(10_000, 0, 1))).toThrow(RangeError);
  });

  it('reads back what it wrote, to the millisecond', () => {
    fc.assert(
      fc.property(fc.integer({ min: -60_000_000_000_000, max: 250_000_000_000_000 }), (at) => {
        expect(parseInstant(formatInstant(at))).toEqual({ kind: 'instant', at });
      }),
    );
  });

  it('refuses an instant no four-digit year can name', () => {
    expect(() => formatInstant(Date.UTC(10_000, 0, 1))).toThrow(RangeError);
    expect(() => formatInstant(Number.NaN)).toThrow(RangeError);
  });
});
