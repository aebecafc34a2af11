import { describe, expect, it } from '@jest/globals';
import { latencyOf, round } from './figures.js';

describe('figures', () => {
  it('takes percentiles by nearest rank, the slowest counted', () => {
    const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);
    expect(latencyOf(hundred)).toEqual({ p50Ms: 50, p99Ms: 99 });
    expect(latencyOf([5])).toEqual({ p50Ms: 5, p99Ms: 5 });
    expect(latencyOf([1, 2, 1_000])).toEqual({ p50Ms: 2, p99Ms: 1_000 });
  });

  it('rounds small numbers to three digits and large ones to whole units', () => {
    expect([0.123_45, 12.345, 123.45, 30_123.7, 1_000].map(round)).toEqual([0.123, 12.3, 123, 30_124, 1_000]);
  });
});
