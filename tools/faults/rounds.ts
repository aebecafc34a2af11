import { setTimeout as pause } from 'node:timers/promises';
import type { CompanyOpeningForm } from '@yichuang/matters';
import { TestDoor, until } from '@yichuang/testing';
import { applicationsOfAllSix, inLanes, judge, lots, settle, StubbornClient } from '@yichuang/trials';
import { kinds, type Mishap } from './mishaps.js';
import type { Patient } from './patient.js';

export interface RoundsOptions {
  readonly seed: number;
  readonly rounds: number;
  /** Handed in each round, some under way at all times. */
  readonly cases: number;
  readonly mishaps: number;
  /** Told what happens as it happens. */
  readonly say: (line: string) => void;
}

export interface RoundReport {
  readonly round: number;
  readonly mishaps: readonly string[];
  /** Every broken promise, in words. */
  readonly faults: readonly string[];
  /** Requests that had to be made again. */
  readonly asksRepeated: number;
}

const LANES = 12;
/** Handing in and the first answers take some time: mishaps fall within the work, not before it. */
const MOMENT_MILLIS = 180_000;

/**
 * Rounds of steady load under mishaps drawn from the seed. After each all is mended, every case must have ended, and the
 * books are looked at: no deed missing or double by tables and by ledgers, positions dense, watermarks at their logs' ends,
 * every decision made again to the same end. Stops at the first round that broke a promise.
 */
export async function runRounds(patient: Patient, options: RoundsOptions): Promise<readonly RoundReport[]> {
  const { seed, rounds, cases, say } = options;
  const forms = applicationsOfAllSix(seed, rounds * cases);
  const caseIds: string[] = [];
  const reports: RoundReport[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    const own = forms.slice((round - 1) * cases, round * cases);
    const report = await runRound(patient, { round, forms: own, caseIds, options });
    reports.push(report);
    say(`round ${String(round)}: ${report.faults.length === 0 ? 'all promises kept' : report.faults.join('; ')}`);
    if (report.faults.length > 0) break;
  }
  return reports;
}

interface Round {
  readonly round: number;
  readonly forms: readonly CompanyOpeningForm[];
  /** Of all rounds so far: the books are of the whole house. */
  readonly caseIds: string[];
  readonly options: RoundsOptions;
}

async function runRound(patient: Patient, { round, forms, caseIds, options }: Round): Promise<RoundReport> {
  const { seed, mishaps: count, say } = options;
  // a round can be told again without those before it
  const draw = lots(seed * 1_000 + round);
  const client = new StubbornClient(patient, new TestDoor(patient));
  const ended = new Set<string>();
  const working = new AbortController();
  const work = inLanes(forms, LANES, async (form, index) => {
    const { status, body } = await client.open(form, `round-${String(seed)}-${String(round)}-${String(index)}`);
    if (status !== 200 && status !== 201) throw new Error(`an application was answered ${String(status)}`);
    const caseId = String(body['caseId']);
    caseIds.push(caseId);
    await client.completed(caseId);
    ended.add(caseId);
  }).finally(() => {
    working.abort();
  });
  work.catch(() => undefined);
  const mishaps: string[] = [];
  try {
    for (let index = 0; index < count && !working.signal.aborted; index += 1) {
      const moment = Math.floor(((index + draw()) / (count + 1)) * forms.length);
      await until(
        () => working.signal.aborted || ended.size >= moment,
        MOMENT_MILLIS,
        () => 'the load stands still',
      );
      mishaps.push(await happen(patient, draw, say));
    }
  } finally {
    await patient.heal();
  }
  const faults = await work.then(
    () => [],
    (error: unknown) => [error instanceof Error ? error.message : 'the load failed'],
  );
  const { asksRepeated } = client;
  if (faults.length > 0) return { round, mishaps, faults, asksRepeated };
  return { round, mishaps, faults: await faultsOf(patient, caseIds), asksRepeated };
}

/** A house that does not come to rest has broken a promise too. */
async function faultsOf(patient: Patient, caseIds: readonly string[]): Promise<readonly string[]> {
  try {
    await settle(patient);
  } catch (error) {
    return [error instanceof Error ? error.message : 'the house does not come to rest'];
  }
  return judge(patient, caseIds);
}

async function happen(patient: Patient, draw: () => number, say: (line: string) => void): Promise<string> {
  const one = kinds[Math.floor(draw() * kinds.length)];
  if (one === undefined) throw new RangeError('there is no such mishap');
  const mishap: Mishap = one.of(patient, draw);
  const told = `${one.kind}: ${mishap.name}, ${String(mishap.lastsMillis)} ms`;
  const began = performance.now();
  say(`  ${told}`);
  await mishap.begin();
  await pause(mishap.lastsMillis);
  await mishap.end();
  say(`    mended after ${String(Math.round(performance.now() - began))} ms`);
  return told;
}
