import { availableParallelism, cpus } from 'node:os';
import { Applications } from './applications.js';
import { countEvents, durability } from './database-figures.js';
import type { Drive } from './drive.js';
import { latencyOf, round, say, type Latency } from './figures.js';
import { withBenchHouse, type BenchHouse } from './house.js';
import { closedLoop, oneByOne, steadyLoad, type Opened } from './load.js';
import { verifyCompleted } from './verify.js';

export interface OpeningsOptions {
  readonly cases: number;
  readonly rate?: number;
  readonly idle: number;
  readonly inFlight: number;
  readonly warmUp: number;
  readonly seed: number;
  readonly json?: true;
}

export interface OpeningsFigures extends Latency {
  readonly engine: string;
  readonly cases: number;
  readonly casesPerSecond: number;
  readonly idle: Latency;
  readonly eventsPerSecond: number;
}

/** Of the measured throughput: what a house may be asked for without its queues growing. */
const STEADY_SHARE = 0.7;

/** Whole openings through HTTP, from the form handed in to the package ready, in one separate process over a fresh directory. */
export async function openings(options: OpeningsOptions): Promise<void> {
  await withBenchHouse(async (house, drive) => {
    const figures = await measure(house, drive, options);
    if (options.json) say(JSON.stringify(figures));
  });
}

async function measure(house: BenchHouse, drive: Drive, options: OpeningsOptions): Promise<OpeningsFigures> {
  const urlOf = (database: string): Promise<string> => house.postgresUrl(database);
  const applications = new Applications(options.seed);
  const steadyCases = Math.floor(options.cases / 2);
  const [warmUp, most, steady, idle] = [options.warmUp, options.cases - steadyCases, steadyCases, options.idle].map(
    (count) => applications.take(count),
  ) as [string[], string[], string[], string[]];
  await sayWhere(await urlOf('postgres'));

  const warm = await closedLoop(drive, warmUp, options.inFlight);
  const before = await countEvents(urlOf);
  const processorBefore = await house.processorTime();
  const full = await closedLoop(drive, most, options.inFlight);
  const processorAfter = await house.processorTime();
  const events = (await countEvents(urlOf)) - before;
  const casesPerSecond = full.opened.length / full.seconds;
  say(`throughput: ${fixed(casesPerSecond)} cases/s with ${String(options.inFlight)} under way,`);
  say(`  ${fixed(events / full.seconds)} events/s, ${fixed(events / most.length)} events a case`);
  if (processorBefore !== null && processorAfter !== null) {
    const aCase = (name: keyof typeof processorAfter): string =>
      fixed((processorAfter[name] - processorBefore[name]) / most.length);
    say(`  processor time a case: ${aCase('houseMillis')} ms house, ${aCase('postgresMillis')} ms Postgres`);
  }

  const rate = options.rate ?? casesPerSecond * STEADY_SHARE;
  const loaded = await steadyLoad(drive, steady, rate);
  const load = latencyOf(loaded.opened.map(({ millis }) => millis));
  say(`under load: p50 ${String(load.p50Ms)} ms, p99 ${String(load.p99Ms)} ms at ${fixed(rate)} cases/s,`);
  say(`  from the intended moment of sending (sent at most ${fixed(loaded.lateMillisMost)} ms late)`);

  const alone = await oneByOne(drive, idle);
  const quiet = latencyOf(alone.map(({ millis }) => millis));
  say(`idle: p50 ${String(quiet.p50Ms)} ms, p99 ${String(quiet.p99Ms)} ms over ${String(alone.length)} cases`);
  await sayVerified(house, drive, [...warm.opened, ...full.opened, ...loaded.opened, ...alone]);
  return {
    engine: 'embedded',
    cases: options.cases,
    casesPerSecond: round(casesPerSecond),
    ...load,
    idle: quiet,
    eventsPerSecond: Math.round(events / full.seconds),
  };
}

async function sayWhere(url: string): Promise<void> {
  const { version, fsync, synchronousCommit, fullPageWrites } = await durability(url);
  say(`${cpus()[0]?.model ?? 'unknown processor'}, ${String(availableParallelism())} cores, Node ${process.version}`);
  say(
    `Postgres ${version}: fsync ${fsync}, synchronous_commit ${synchronousCommit}, full_page_writes ${fullPageWrites}`,
  );
}

async function sayVerified(house: BenchHouse, drive: Drive, opened: readonly Opened[]): Promise<void> {
  const memory = await house.memory();
  if (memory !== null) {
    say(`memory of the house: ${String(memory.residentMb)} MB resident, ${String(memory.peakMb)} MB at its most`);
  }
  await verifyCompleted(drive, opened);
  say(`all ${String(opened.length)} cases are completed, each with all six departments done`);
}

const fixed = (value: number): string => value.toFixed(1);
