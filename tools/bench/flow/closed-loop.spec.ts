import { describe, expect, it } from '@jest/globals';
import { casesPerSecond, closedLoop } from './closed-loop.js';

describe('the closed loop', () => {
  it('keeps so many under way and no more, and hands each case in once', async () => {
    let [underWay, most] = [0, 0];
    const seen = new Set<string>();
    const run = async (caseId: string): Promise<void> => {
      seen.add(caseId);
      underWay += 1;
      most = Math.max(most, underWay);
      await new Promise(setImmediate);
      underWay -= 1;
    };
    const timed = await closedLoop(run, { inFlight: 8, cases: 100, seconds: 60 });
    expect(most).toBe(8);
    expect(new Set(timed.map(({ caseId }) => caseId))).toEqual(seen);
    expect(seen.size).toBe(100);
  });

  it('counts 99 % of the cases over the time they took, so that one straggler does not decide', () => {
    const timed = Array.from({ length: 200 }, (_, index) => ({
      caseId: String(index),
      millis: 10,
      endedAfterMillis: index < 198 ? (index + 1) * 10 : 60_000,
    }));
    expect(casesPerSecond(timed)).toBeCloseTo(100);
    expect(casesPerSecond(timed.slice(0, 1))).toBeCloseTo(100);
  });
});
