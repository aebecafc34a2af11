import { setTimeout as pause } from 'node:timers/promises';
import type { CompanyOpeningForm } from '@yichuang/matters';
import { TestDoor, until } from '@yichuang/testing';
import { eachOfAllSix, judge, lots, settle, StubbornClient } from '@yichuang/trials';
import { kinds, pick } from './mishaps.js';
import type { Patient } from './patient.js';

export interface RoundsOptions {
  readonly seed: number;
  readonly rounds: number;
  /** Handed in each round at least; more while mishaps last. */
  readonly cases: number;
  readonly mishaps: number;
  /** Which kinds may happen; all of them when absent. */
  readonly kinds?: readonly string[];
  /** How long a case, and the whole house, may take to come to rest after the last mishap. */
  readonly patienceMillis?: number;
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

/** Applications are handed in at this pace for as long as mishaps happen: steady, and a few always under way. */
const PACE_MILLIS = 250;
/** Handing in and the first answers take some time: mishaps fall within the work, not before it. */
const MOMENT_MILLIS = 180_000;
/** All services, which come back together on a machine that has more to do. */
const READY_MILLIS = 120_000;
/** More distinct applications than any run hands in. */
const APPLICATIONS = 100_000;

/**
 * Rounds of steady load under mishaps drawn from the seed. After each all is mended, every case must have ended, and the
 * books are looked at: no deed missing or double by tables and by ledgers, positions dense, watermarks at their logs' ends,
 * every decision made again to the same end. Stops at the first round that broke a promise.
 */
export async function runRounds(patient: Patient, options: RoundsOptions): Promise<readonly RoundReport[]> {
  const run = { patient, options, caseIds: [], forms: eachOfAllSix(options.seed, APPLICATIONS) };
  const reports: RoundReport[] = [];
  for (let round = 1; round <= options.rounds; round += 1) {
    const report = await runRound(run, round);
    reports.push(report);
    options.say(
      `round ${String(round)}: ${report.faults.length === 0 ? 'all promises kept' : report.faults.join('; ')}`,
    );
    if (report.faults.length > 0) break;
  }
  return reports;
}

interface Run {
  readonly patient: Patient;
  readonly options: RoundsOptions;
  readonly forms: Generator<CompanyOpeningForm>;
  /** Of all rounds so far: the books are of the whole house. */
  readonly caseIds: string[];
}

async function runRound(run: Run, round: number): Promise<RoundReport> {
  const { patient, options, caseIds } = run;
  const { seed, cases, mishaps: count } = options;
  // a round can be told again without those before it
  const draw = lots(seed * 1_000 + round);
  const load = new Load(run, round);
  const mishaps: string[] = [];
  try {
    for (let index = 0; index < count; index += 1) {
      const moment = Math.floor(((index + draw()) / count) * cases);
      await until(
        () => load.ended >= moment || load.fault !== null,
        MOMENT_MILLIS,
        () => 'the load stands still',
      );
      mishaps.push(await happen(patient, draw, options));
    }
  } finally {
    load.enough();
    await patient.heal();
  }
  const fault = await load.over();
  const { asksRepeated } = load;
  if (fault !== null)
    return { round, mishaps, faults: [fault, ...(await traces(patient, options.patienceMillis))], asksRepeated };
  return { round, mishaps, faults: await faultsOf(patient, caseIds, options.patienceMillis), asksRepeated };
}

/** Hands applications in, one after another at a steady pace, until told that it is enough and so many were handed in. */
class Load {
  ended = 0;
  /** The first thing that went wrong with a case. */
  fault: string | null = null;
  private readonly client: StubbornClient;
  private readonly pending: Promise<void>[] = [];
  private readonly handing: Promise<void>;
  private going = true;

  constructor(
    private readonly run: Run,
    private readonly round: number,
  ) {
    const { patient, options } = run;
    this.client = new StubbornClient(patient, new TestDoor(patient), options.patienceMillis);
    this.handing = this.handIn();
  }

  get asksRepeated(): number {
    return this.client.asksRepeated;
  }

  enough(): void {
    this.going = false;
  }

  /** `null` when every case handed in was completed. */
  async over(): Promise<string | null> {
    await this.handing;
    await Promise.all(this.pending);
    return this.fault;
  }

  private async handIn(): Promise<void> {
    while ((this.going || this.pending.length < this.run.options.cases) && this.fault === null) {
      const next = this.run.forms.next();
      if (next.done === true) throw new RangeError('there are no more applications');
      this.pending.push(this.one(next.value, this.pending.length));
      await pause(PACE_MILLIS);
    }
  }

  private async one(form: CompanyOpeningForm, index: number): Promise<void> {
    const { options, caseIds } = this.run;
    const key = ['round', options.seed, this.round, index].join('-');
    try {
      const { status, body } = await this.client.open(form, key);
      if (status !== 200 && status !== 201) throw new Error(`an application was answered ${String(status)}`);
      const caseId = String(body['caseId']);
      caseIds.push(caseId);
      await this.client.completed(caseId);
      this.ended += 1;
    } catch (error) {
      this.fault ??= error instanceof Error ? error.message : 'the load failed';
    }
  }
}

/** What the house says of itself, for whoever looks for the reason: cases set aside, partitions stopped, who is not ready. */
async function traces(patient: Patient, patienceMillis = READY_MILLIS): Promise<readonly string[]> {
  const said = await Promise.all([patient.cli('parked', 'list'), patient.cli('stream', 'gaps')]);
  const unready = await patient.ready(patienceMillis).then(
    () => [],
    (error: unknown) => [error instanceof Error ? error.message : 'somebody is not ready'],
  );
  return [...said.flatMap(({ stdout }) => stdout.split('\n').filter((line) => line !== '')), ...unready];
}

/** A house that does not come to rest has broken a promise too. */
async function faultsOf(
  patient: Patient,
  caseIds: readonly string[],
  patienceMillis: number | undefined,
): Promise<readonly string[]> {
  try {
    await patient.ready(patienceMillis ?? READY_MILLIS);
    await settle(patient, patienceMillis);
  } catch (error) {
    return [error instanceof Error ? error.message : 'the house does not come to rest'];
  }
  // what is simulated outside keeps its books in the same Postgres, which mishaps kill
  return judge(patient, caseIds, 'silent at times');
}

async function happen(patient: Patient, draw: () => number, { kinds: only, say }: RoundsOptions): Promise<string> {
  const { kind, of } = pick(only === undefined ? kinds : kinds.filter((one) => only.includes(one.kind)), draw);
  const mishap = of(patient, draw);
  const told = `${kind}: ${mishap.name}, ${String(mishap.lastsMillis)} ms`;
  const began = performance.now();
  say(`  ${told}`);
  await mishap.begin();
  await pause(mishap.lastsMillis);
  await mishap.end();
  say(`    mended after ${String(Math.round(performance.now() - began))} ms`);
  return told;
}
