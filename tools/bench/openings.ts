import { availableParallelism, cpus } from 'node:os';
import { Applications } from './applications.js';
import { countEvents, durability } from './database-figures.js';
import type { Drive } from './drive.js';
import { latencyOf, round, say, type Latency } from './figures.js';
import { withBenchHouse } from './house.js';
import { closedLoop, oneByOne, steadyLoad, type Opened } from './load.js';
import { processorTimes, shareOut, type ProcessorTime } from './machine.js';
import type { MeasuredHouse } from './measured-house.js';
import { memoryOf } from './processes.js';
import { verifyCompleted } from './verify.js';

export interface OpeningsOptions {
  readonly engine: 'embedded' | 'kafka';
  /** Applications to measure, half of them for throughput; else throughput is measured by the time. */
  readonly cases?: number;
  readonly seconds: number;
  readonly rate?: number;
  readonly idle: number;
  readonly inFlight?: number;
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
/** Where throughput is measured by the time, latency under load is by so many. */
const STEADY_CASES = 1_000;
/** A case on Kafka is longer under way, so that more of them are for the same throughput. */
const IN_FLIGHT = { embedded: 160, kafka: 256 } as const;
/** More applications are made before the throughput is measured than the warm-up lets expect. */
const READY_SHARE = 1.5;
/** Throughput is shown by stretches of so many seconds: sustained is what holds in each of them. */
const STRETCH_SECONDS = 10;

/** Whole openings through HTTP, from the form handed in to the package ready, over a fresh directory. */
export async function openings(options: OpeningsOptions): Promise<void> {
  const withHouse = options.engine === 'kafka' ? (await import('./cluster-house.js')).withClusterHouse : withBenchHouse;
  await withHouse(async (house, drive) => {
    const figures = await measure(house, drive, options);
    if (options.json) say(JSON.stringify(figures));
  });
}

async function measure(house: MeasuredHouse, drive: Drive, options: OpeningsOptions): Promise<OpeningsFigures> {
  await sayWhere(house);
  const applications = new Applications(options.seed);
  const inFlight = options.inFlight ?? IN_FLIGHT[options.engine];
  const warm = await closedLoop(drive, applications.take(options.warmUp), inFlight);
  const full = await throughput(house, drive, applications, {
    ...options,
    inFlight,
    ready: Math.ceil((READY_SHARE * options.seconds * warm.opened.length) / warm.seconds),
  });

  const rate = options.rate ?? full.casesPerSecond * STEADY_SHARE;
  const steady = options.cases === undefined ? STEADY_CASES : Math.floor(options.cases / 2);
  const loaded = await steadyLoad(drive, applications.take(steady), rate);
  const load = latencyOf(loaded.opened.map(({ millis }) => millis));
  say(`under load: p50 ${String(load.p50Ms)} ms, p99 ${String(load.p99Ms)} ms at ${fixed(rate)} cases/s,`);
  say(`  from the intended moment of sending (sent at most ${fixed(loaded.lateMillisMost)} ms late)`);

  const alone = await oneByOne(drive, applications.take(options.idle));
  const quiet = latencyOf(alone.map(({ millis }) => millis));
  say(`idle: p50 ${String(quiet.p50Ms)} ms, p99 ${String(quiet.p99Ms)} ms over ${String(alone.length)} cases`);
  await sayVerified(house, drive, [...warm.opened, ...full.opened, ...loaded.opened, ...alone]);
  return {
    engine: house.engine,
    cases: full.opened.length + loaded.opened.length,
    casesPerSecond: round(full.casesPerSecond),
    ...load,
    idle: quiet,
    eventsPerSecond: Math.round(full.eventsPerSecond),
  };
}

interface Throughput {
  readonly opened: readonly Opened[];
  readonly casesPerSecond: number;
  readonly eventsPerSecond: number;
}

async function throughput(
  house: MeasuredHouse,
  drive: Drive,
  applications: Applications,
  { cases, seconds, inFlight, ready }: Pick<OpeningsOptions, 'cases' | 'seconds'> & { inFlight: number; ready: number },
): Promise<Throughput> {
  const urlOf = (database: string): Promise<string> => house.postgresUrl(database);
  const forms = cases === undefined ? applications.endless(ready) : applications.take(Math.ceil(cases / 2));
  const eventsBefore = await countEvents(urlOf);
  const before = await timesOf(house);
  const began = performance.now();
  const full = await closedLoop(drive, forms, inFlight, cases === undefined ? seconds : undefined);
  const after = await timesOf(house);
  const events = (await countEvents(urlOf)) - eventsBefore;
  const casesPerSecond = full.opened.length / full.seconds;
  say(`throughput: ${fixed(casesPerSecond)} cases/s with ${String(inFlight)} under way,`);
  say(
    `  ${String(full.opened.length)} cases in ${fixed(full.seconds)} s${slowestStretch(full.opened, began, full.seconds)}`,
  );
  say(`  ${fixed(events / full.seconds)} events/s, ${fixed(events / full.opened.length)} events a case`);
  say(`  processor time a case: ${shareOut(before, after, full.opened.length)}`);
  return { opened: full.opened, casesPerSecond, eventsPerSecond: events / full.seconds };
}

const timesOf = ({ programs, postmaster }: MeasuredHouse): Promise<ProcessorTime | null> =>
  processorTimes({ ...programs, load: [process.pid] }, postmaster);

/** The last stretch is not whole, and the first one fills the house. */
function slowestStretch(opened: readonly Opened[], began: number, seconds: number): string {
  const whole = Math.floor(seconds / STRETCH_SECONDS);
  if (whole < 2) return '';
  const counts = Array.from({ length: whole }, () => 0);
  for (const { at } of opened) {
    const stretch = Math.floor((at - began) / (STRETCH_SECONDS * 1_000));
    if (stretch < whole) counts[stretch] = (counts[stretch] ?? 0) + 1;
  }
  return `, in the slowest ${String(STRETCH_SECONDS)} s ${fixed(Math.min(...counts) / STRETCH_SECONDS)} cases/s`;
}

async function sayWhere(house: MeasuredHouse): Promise<void> {
  const { version, fsync, synchronousCommit, fullPageWrites } = await durability(await house.postgresUrl());
  say(`${cpus()[0]?.model ?? 'unknown processor'}, ${String(availableParallelism())} cores, Node ${process.version}`);
  say(
    `Postgres ${version}: fsync ${fsync}, synchronous_commit ${synchronousCommit}, full_page_writes ${fullPageWrites}`,
  );
  say(`engine ${house.engine}: ${house.form}`);
}

async function sayVerified(house: MeasuredHouse, drive: Drive, opened: readonly Opened[]): Promise<void> {
  for (const [program, pids] of Object.entries(house.programs)) {
    for (const memory of await Promise.all(pids.map(memoryOf))) {
      if (memory === null) continue;
      say(`memory of ${program}: ${String(memory.residentMb)} MB resident, ${String(memory.peakMb)} MB at its most`);
    }
  }
  await verifyCompleted(drive, opened);
  say(`all ${String(opened.length)} cases are completed, each with all six departments done`);
}

const fixed = (value: number): string => value.toFixed(1);
