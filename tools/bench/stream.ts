import { openEmbeddedStream, type OutgoingRecord, type StreamEngine } from '@yichuang/event-stream';

/** What one engine does on this machine. Latencies are from the call of `publish` to the call of `onBatches`. */
export interface StreamFigures {
  readonly engine: string;
  readonly idle: { readonly p50Ms: number; readonly p99Ms: number };
  readonly publishMs: { readonly p50Ms: number; readonly p99Ms: number };
  readonly recordsPerSecond: number;
}

const bodyBytes = 300;

/** Idle: one record after another. Load: `publishers` producers, each with one publication of `recordsEach` in flight. */
export async function measureStream(
  engine: StreamEngine,
  load = { hops: 500, publishers: 8, rounds: 200, recordsEach: 20 },
): Promise<StreamFigures> {
  const topic = `bench-${process.pid.toString()}-${Date.now().toString()}`;
  const partitions = await engine.partitions(topic);
  let seen = 0;
  let onSeen = (): void => undefined;
  const subscription = await engine.subscribe({
    consumer: 'bench',
    topic,
    placeOf: (asked) => Promise.resolve(asked.map(() => 0n)),
    onBatches: (batches) => {
      for (const batch of batches) seen += batch.records.length;
      onSeen();
      return Promise.resolve(batches.map(() => ({ kind: 'ok' })));
    },
  });
  await subscription.caughtUp();
  const arrived = (): Promise<void> => new Promise((resolve) => (onSeen = resolve));
  const hops: number[] = [];
  const publishes: number[] = [];
  for (let hop = 0; hop < load.hops + 50; hop += 1) {
    const delivered = arrived();
    const start = performance.now();
    const published = engine.publish(topic, new Map([[hop % partitions, [record(hop)]]]));
    await delivered;
    const end = performance.now();
    await published;
    if (hop >= 50) (hops.push(end - start), publishes.push(performance.now() - start));
  }
  const before = seen;
  const start = performance.now();
  await Promise.all(
    Array.from({ length: load.publishers }, async (_, publisher) => {
      for (let round = 0; round < load.rounds; round += 1) {
        const batches = new Map<number, OutgoingRecord[]>();
        for (let index = 0; index < load.recordsEach; index += 1) {
          const partition = (publisher + index) % partitions;
          batches.set(partition, [...(batches.get(partition) ?? []), record(round)]);
        }
        await engine.publish(topic, batches);
      }
    }),
  );
  await subscription.caughtUp();
  const seconds = (performance.now() - start) / 1000;
  await subscription.close();
  return {
    engine: engine.name,
    idle: percentiles(hops),
    publishMs: percentiles(publishes),
    recordsPerSecond: Math.round((seen - before) / seconds),
  };
}

function record(position: number): OutgoingRecord {
  return {
    key: `case-${position.toString().padStart(22, '0')}`,
    source: 'market-regulation',
    shard: 0,
    position: position + 1,
    follows: position,
    type: 'registration-granted.v1',
    audience: '*',
    at: 1_790_000_000_000 + position,
    body: Buffer.alloc(bodyBytes, 0x61),
  };
}

function percentiles(samples: readonly number[]): { p50Ms: number; p99Ms: number } {
  const sorted = [...samples].sort((one, other) => one - other);
  const at = (share: number): number => Number((sorted[Math.floor(sorted.length * share)] ?? 0).toFixed(3));
  return { p50Ms: at(0.5), p99Ms: at(0.99) };
}

/** The embedded engine on a database of its own. */
export async function measureEmbeddedStream(connectionString: string, partitions = 16): Promise<StreamFigures> {
  const engine = await openEmbeddedStream({ connectionString, partitions });
  try {
    return await measureStream(engine);
  } finally {
    await engine.close();
  }
}
