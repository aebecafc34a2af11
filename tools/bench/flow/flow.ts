import { availableParallelism, cpus } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { durability } from '../database-figures.js';
import { latencyOf, round, say, type Latency } from '../figures.js';
import { diskFlushes, postmasterOf, processorTimes, quiet, shareOut } from '../machine.js';
import { withOwnPostgres } from '../own-postgres.js';
import { casesPerSecond, closedLoop, type Limits, type Timed } from './closed-loop.js';
import { withEmbeddedToys } from './embedded-toys.js';
import { withKafkaToys } from './kafka-toys.js';
import { ToyDrive } from './toy-drive.js';
import type { Toys } from './toys.js';
import { verifyKept } from './verify-kept.js';

export interface FlowOptions {
  readonly engine: 'embedded' | 'kafka';
  readonly cases: number;
  readonly seconds: number;
  readonly idle: number;
  readonly warmUp: number;
  /** Whether to wait for a quiet machine first. */
  readonly wait: boolean;
  readonly json?: true;
}

export interface FlowFigures {
  readonly engine: string;
  readonly casesPerSecond64: number;
  readonly casesPerSecond256: number;
  readonly idle: Latency;
}

const WARM_UP_IN_FLIGHT = 10;
/** Between two parts, so that what one leaves behind is not measured with the next. */
const REST_MILLIS = 2_000;

/** The bare engine: a matter without law or encryption through the house's own store, stream and orchestrator. */
export async function flow(options: FlowOptions): Promise<void> {
  const withToys = options.engine === 'kafka' ? withKafkaToys : withEmbeddedToys;
  await withOwnPostgres(async (adminUrl) => {
    await withToys(adminUrl, async (toys) => {
      const figures = await measure(adminUrl, toys, options);
      if (options.json) say(JSON.stringify(figures));
    });
  });
}

async function measure(adminUrl: string, toys: Toys, options: FlowOptions): Promise<FlowFigures> {
  await sayWhere(adminUrl, toys);
  if (options.wait) say(`the machine was ${(100 * (await quiet())).toFixed(0)} % busy before`);
  const drive = await ToyDrive.open(toys);
  const postmaster = await postmasterOf(adminUrl);
  const timed: Timed[] = [];
  const part = async (name: string, limits: Limits): Promise<readonly Timed[]> => {
    const programs = { ...toys.programs, load: [process.pid] };
    const [before, flushesBefore] = [await processorTimes(programs, postmaster), await diskFlushes()];
    const done = await closedLoop((caseId) => drive.run(caseId), limits);
    const [after, flushesAfter] = [await processorTimes(programs, postmaster), await diskFlushes()];
    timed.push(...done);
    sayPart(name, done);
    say(`  processor time a case: ${shareOut(before, after, done.length)}`);
    if (flushesBefore !== null && flushesAfter !== null)
      say(`  disk flushes a case: ${((flushesAfter - flushesBefore) / done.length).toFixed(2)}`);
    return done;
  };
  try {
    const { cases, seconds, warmUp } = options;
    await part('warm-up', { inFlight: Math.min(WARM_UP_IN_FLIGHT, warmUp), cases: warmUp, seconds });
    await pause(REST_MILLIS);
    const alone = await part('idle, one after another', { inFlight: 1, cases: options.idle, seconds });
    await pause(REST_MILLIS);
    const at64 = await part('64 in flight', { inFlight: 64, cases, seconds });
    await pause(REST_MILLIS);
    const at256 = await part('256 in flight', { inFlight: 256, cases, seconds });
    const caseIds = timed.map(({ caseId }) => caseId);
    const { results } = await verifyKept(toys, caseIds);
    say(
      `all ${String(caseIds.length)} cases are completed in the stores with ${String(results)} results, each there once`,
    );
    return {
      engine: toys.engine,
      casesPerSecond64: round(casesPerSecond(at64)),
      casesPerSecond256: round(casesPerSecond(at256)),
      idle: latencyOf(alone.map(({ millis }) => millis)),
    };
  } finally {
    await drive.close();
  }
}

function sayPart(name: string, done: readonly Timed[]): void {
  const millis = done.map((one) => one.millis);
  const { p50Ms, p99Ms } = latencyOf(millis);
  const longest = Math.max(...millis).toFixed(1);
  const rate = casesPerSecond(done).toFixed(1);
  say(`${name}: ${String(done.length)} cases, ${rate} cases/s,`);
  say(`  p50 ${String(p50Ms)} ms, p99 ${String(p99Ms)} ms, longest ${longest} ms`);
}

async function sayWhere(adminUrl: string, { engine, form }: Toys): Promise<void> {
  const { version, fsync, synchronousCommit, fullPageWrites } = await durability(adminUrl);
  say(`${cpus()[0]?.model ?? 'unknown processor'}, ${String(availableParallelism())} cores, Node ${process.version}`);
  say(
    `Postgres ${version}: fsync ${fsync}, synchronous_commit ${synchronousCommit}, full_page_writes ${fullPageWrites}`,
  );
  say(`engine ${engine}: ${form}`);
}
