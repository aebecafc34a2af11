import { openEmbeddedStream, type OutgoingRecord, type StreamEngine } from '@yichuang/event-stream';
import { durability, withClient } from './database-figures.js';
import { latencyOf, say, type Latency } from './figures.js';
import { withOwnPostgres } from './own-postgres.js';

const PARTITIONS = 16;
const BODY_BYTES = 300;
const WARM_UP_HOPS = 50;
/** Idle: one record after another. Load: producers, each with one publication in flight, as the relays of services. */
const LOAD = { hops: 1_000, publishers: 8, rounds: 400, recordsEach: 20 };

/** The shared stream alone: one hop from the call of `publish` to the call of `onBatches`, and records a second. */
export async function stream({ json }: { readonly json?: true }): Promise<void> {
  await withOwnPostgres(async (adminUrl) => {
    const { version, fsync, synchronousCommit } = await durability(adminUrl);
    say(`Postgres ${version}: fsync ${fsync}, synchronous_commit ${synchronousCommit}`);
    await withClient(adminUrl, (client) => client.query('create database bench_stream'));
    const log = new URL(adminUrl);
    log.pathname = '/bench_stream';
    const engine = await openEmbeddedStream({ connectionString: log.href, partitions: PARTITIONS });
    try {
      const hop = await measureHops(engine);
      say(`one hop: p50 ${String(hop.p50Ms)} ms, p99 ${String(hop.p99Ms)} ms`);
      const recordsPerSecond = await measureThroughput(engine);
      say(`under load: ${String(recordsPerSecond)} records/s published and delivered`);
      if (json) say(JSON.stringify({ engine: engine.name, hop, recordsPerSecond }));
    } finally {
      await engine.close();
    }
  });
}

async function measureHops(engine: StreamEngine): Promise<Latency> {
  const topic = 'bench-hops';
  let onDelivered: () => void = () => undefined;
  const subscription = await engine.subscribe({
    consumer: 'bench',
    topic,
    placeOf: (partitions) => Promise.resolve(partitions.map(() => 0n)),
    onBatches: (batches) => {
      onDelivered();
      return Promise.resolve(batches.map(() => ({ kind: 'ok' })));
    },
  });
  const hops: number[] = [];
  for (let hop = 0; hop < LOAD.hops + WARM_UP_HOPS; hop += 1) {
    const delivered = new Promise<void>((resolve) => (onDelivered = resolve));
    const start = performance.now();
    const published = engine.publish(topic, new Map([[hop % PARTITIONS, [record(hop)]]]));
    await delivered;
    if (hop >= WARM_UP_HOPS) hops.push(performance.now() - start);
    await published;
  }
  await subscription.close();
  return latencyOf(hops);
}

async function measureThroughput(engine: StreamEngine): Promise<number> {
  const topic = 'bench-load';
  let seen = 0;
  const subscription = await engine.subscribe({
    consumer: 'bench',
    topic,
    placeOf: (partitions) => Promise.resolve(partitions.map(() => 0n)),
    onBatches: (batches) => {
      for (const batch of batches) seen += batch.records.length;
      return Promise.resolve(batches.map(() => ({ kind: 'ok' })));
    },
  });
  await subscription.caughtUp();
  const start = performance.now();
  await Promise.all(Array.from({ length: LOAD.publishers }, (_, publisher) => produce(engine, topic, publisher)));
  await subscription.caughtUp();
  const seconds = (performance.now() - start) / 1_000;
  await subscription.close();
  const sent = LOAD.publishers * LOAD.rounds * LOAD.recordsEach;
  if (seen !== sent) throw new Error(`${String(sent)} records were published, ${String(seen)} delivered`);
  return Math.round(sent / seconds);
}

async function produce(engine: StreamEngine, topic: string, publisher: number): Promise<void> {
  for (let round = 0; round < LOAD.rounds; round += 1) {
    const batches = new Map<number, OutgoingRecord[]>();
    for (let index = 0; index < LOAD.recordsEach; index += 1) {
      const partition = (publisher + index) % PARTITIONS;
      batches.set(partition, [...(batches.get(partition) ?? []), record(round)]);
    }
    await engine.publish(topic, batches);
  }
}

function record(position: number): OutgoingRecord {
  return {
    key: `case-${position.toString().padStart(22, '0')}`,
    source: 'market-regulation',
    shard: 0,
    position: position + 1,
    follows: position,
    type: 'CompanyRegistered',
    audience: '*',
    at: 1_790_000_000_000 + position,
    body: Buffer.alloc(BODY_BYTES, 'a'),
  };
}
