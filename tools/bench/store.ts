import { openBenchStore, type BenchStore } from './bench-store.js';
import { durability } from './database-figures.js';
import { round, say } from './figures.js';
import { withOwnPostgres } from './own-postgres.js';
import { measureAppends } from './store-appends.js';
import { measureReplay } from './store-replay.js';
import { measureTimers, PENDING } from './store-timers.js';

const WRITERS = [1, 32, 256] as const;
/** Events of one command where a command appends many, as an acceptance does. */
const MANY = 10;

/** The event store alone, each command decided, appended, answered and committed. */
export async function store({ json }: { readonly json?: true }): Promise<void> {
  await withOwnPostgres(async (adminUrl) => {
    const { version, fsync, synchronousCommit, fullPageWrites } = await durability(adminUrl);
    say(
      `Postgres ${version}: fsync ${fsync}, synchronous_commit ${synchronousCommit}, full_page_writes ${fullPageWrites}`,
    );
    const bench = await openBenchStore(adminUrl);
    try {
      const figures = await measure(bench);
      if (json) say(JSON.stringify(figures));
    } finally {
      await bench.store.close();
    }
  });
}

async function measure(bench: BenchStore): Promise<object> {
  const appendsPerSecond: Record<string, number> = {};
  for (const writers of WRITERS) {
    const rate = round(await measureAppends(bench, writers));
    appendsPerSecond[String(writers)] = rate;
    say(`${String(writers).padStart(3)} writers: ${String(rate)} appends/s of one event`);
  }
  const eventsPerSecond = round(MANY * (await measureAppends(bench, WRITERS[2], MANY)));
  say(`${String(WRITERS[2])} writers: ${String(eventsPerSecond)} events/s, ${String(MANY)} events a command`);
  const { replayRowsPerSecond, rawRowsPerSecond } = await measureReplay(bench);
  const share = replayRowsPerSecond / rawRowsPerSecond;
  say(
    `replay: ${String(round(replayRowsPerSecond))} rows/s, ${(share * 100).toFixed(0)} % of a raw keyset read (${String(round(rawRowsPerSecond))} rows/s)`,
  );
  const late = await measureTimers(bench);
  say(`timers: p50 ${String(late.p50Ms)} ms, p99 ${String(late.p99Ms)} ms late with ${String(PENDING)} pending`);
  return {
    appendsPerSecond,
    eventsPerSecond,
    replayRowsPerSecond: round(replayRowsPerSecond),
    rawRowsPerSecond: round(rawRowsPerSecond),
    timers: { pending: PENDING, ...late },
  };
}
