import { describe, expect, it } from '@jest/globals';
import { services } from '@yichuang/yichuang';
import { pressure } from './pressure.js';

const LONG_MILLIS = 400_000;
const CASES = 600;

describe('more cases than a house works off, while one department stands still', () => {
  it(
    'are refused in time with when to come back, no process grows, and every case that was taken ends',
    async () => {
      const said: string[] = [];
      const report = await pressure({
        cases: CASES,
        lanes: 64,
        stream: 'embedded',
        department: 'tax',
        stopAfter: 60,
        stopMillis: 0,
        refusalsMin: 64,
        // some hundred cases of about twenty records each
        lagRecordsMax: 3_000,
        seed: 9,
        say: (line) => said.push(line),
      });
      expect(report.faults).toEqual([]);
      expect(report).toMatchObject({ sent: CASES, accepted: CASES, completed: CASES });
      expect(report.refusals).toBeGreaterThanOrEqual(64);
      const taken = Number(/(\d+) cases were taken meanwhile/.exec(said.join('\n'))?.[1]);
      expect(taken).toBeLessThan(CASES / 2);
      expect(Object.keys(report.memoryMb)).toHaveLength(services.length);
      for (const [name, mb] of Object.entries(report.memoryMb)) expect([name, mb < 600]).toEqual([name, true]);
    },
    LONG_MILLIS,
  );
});
