import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { admit } from './cluster-patient.js';
import { kinds } from './mishaps.js';
import type { Patient } from './patient.js';
import { runRounds } from './rounds.js';

/** For a machine that runs other suites at the same time. */
const LONG_MILLIS = 900_000;
const said: string[] = [];
const say = (line: string): void => {
  said.push(line);
};
const run = async (patient: Patient, options: Partial<Parameters<typeof runRounds>[1]>): Promise<readonly string[]> => {
  const reports = await runRounds(patient, { seed: 1, rounds: 1, cases: 10, mishaps: 1, say, ...options });
  return reports.flatMap(({ faults }) => faults);
};

describe('a cluster of processes and three brokers that is hurt under load', () => {
  let patient: Patient;
  let end: () => Promise<void>;
  beforeAll(async () => {
    ({ patient, end } = await admit({ say }));
  }, LONG_MILLIS);
  afterAll(() => end(), LONG_MILLIS);

  it(
    'keeps every promise, round after round: nothing missing, nothing double, everything decided alike again',
    async () => {
      expect(await run(patient, { seed: 20_261_125, rounds: 5, cases: 20, mishaps: 2 })).toEqual([]);
      expect(said.filter((line) => line.includes('mended after'))).toHaveLength(10);
    },
    LONG_MILLIS,
  );
});

describe('the same cluster without one of its guards', () => {
  const kindOf = (what: string): string[] => kinds.map(({ kind }) => kind).filter((kind) => kind.includes(what));

  it.each([
    ['watermark', 'kill -9 of a service', /^tax heard market-regulation .* up to nothing of/],
    ['place', 'kill -9 of a service', /still under way: .*tax is at 0 of/],
    ['relay-cursor', 'kill -9 of a broker', /still/],
  ])(
    'is found out when %s is left out',
    async (switchOff, kind, fault) => {
      const { patient, end } = await admit({ brokers: 1, switchOff, say });
      try {
        const faults = await run(patient, { kinds: kindOf(kind), mishaps: 2, patienceMillis: 40_000 });
        expect(faults).toContainEqual(expect.stringMatching(fault));
      } finally {
        await end();
      }
    },
    LONG_MILLIS,
  );
});
