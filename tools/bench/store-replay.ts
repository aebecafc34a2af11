import type { Client } from 'pg';
import type { BenchState } from './bench-handler.js';
import { SHARDS, type BenchStore } from './bench-store.js';
import { withClient } from './database-figures.js';

const PAGE_ROWS = 1_000;
/** Alternating, so that neither has the warmer cache or the quieter moment. */
const ROUNDS = 3;

export interface ReplayFigures {
  readonly replayRowsPerSecond: number;
  readonly rawRowsPerSecond: number;
}

/** Folding every stream from the store's feed, against a bare keyset read of the same rows by the same pages. */
export async function measureReplay(bench: BenchStore): Promise<ReplayFigures> {
  return withClient(bench.url, async (client) => {
    let [rows, rawMillis, replayMillis] = [0, 0, 0];
    await readRaw(client);
    for (let round = 0; round < ROUNDS; round += 1) {
      const start = performance.now();
      const raw = await readRaw(client);
      const between = performance.now();
      const replayed = await replay(bench);
      if (raw !== replayed) throw new Error(`${String(raw)} rows were read, ${String(replayed)} replayed`);
      rows += raw;
      rawMillis += between - start;
      replayMillis += performance.now() - between;
    }
    return { replayRowsPerSecond: (rows * 1_000) / replayMillis, rawRowsPerSecond: (rows * 1_000) / rawMillis };
  });
}

async function readRaw(client: Client): Promise<number> {
  let count = 0;
  for (let shard = 0; shard < SHARDS; shard += 1) {
    for (let position = 0, more = true; more;) {
      const { rows } = await client.query<{ position: string }>({
        name: 'raw',
        text: `select position, follows, at, recorded_at, shard, version, stream, type, audience, cause, body from event
          where shard = $1 and position > $2 order by position limit ${String(PAGE_ROWS)}`,
        values: [shard, position],
      });
      count += rows.length;
      position = Number(rows.at(-1)?.position ?? position);
      more = rows.length === PAGE_ROWS;
    }
  }
  return count;
}

async function replay({ store, handler }: BenchStore): Promise<number> {
  let count = 0;
  for (let shard = 0; shard < SHARDS; shard += 1) {
    const states = new Map<string, BenchState>();
    for (let position = 0, more = true; more;) {
      const events = await store.eventsAfter(shard, position, PAGE_ROWS);
      for (const event of events) {
        states.set(event.stream, handler.evolve(states.get(event.stream) ?? handler.initial(), event));
      }
      count += events.length;
      position = events.at(-1)?.position ?? position;
      more = events.length === PAGE_ROWS;
    }
  }
  return count;
}
