import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  openKafkaStream,
  type KafkaStreamOptions,
  type OutgoingRecord,
  type StreamEngine,
} from '@yichuang/event-stream';
import { Kafka as Client, logLevel } from 'kafkajs';
import { startKafka, type Kafka } from './kafka.js';

/** On a machine that does much else besides. */
const LONG_MILLIS = 300_000;

const fatal: Error[] = [];
const open = (brokers: readonly string[], more: Partial<KafkaStreamOptions> = {}): Promise<StreamEngine> =>
  openKafkaStream({
    brokers,
    clientId: 'spec',
    partitions: 3,
    joined: false,
    trouble: () => undefined,
    onFatal: (error) => fatal.push(error),
    ...more,
  });

function event(shard: number, position: number): OutgoingRecord {
  const named = { key: `case-${String(shard)}`, source: 'tax', type: 'something-happened', audience: '*' };
  return { ...named, shard, position, follows: position - 1, at: 0, body: Buffer.from('{}') };
}

/** What a consumer without a memory hears, by partition. */
async function hear(engine: StreamEngine, topic: string) {
  const heard: number[][] = [[], [], []];
  const subscription = await engine.subscribe({
    consumer: 'seal',
    topic,
    placeOf: (partitions) => Promise.resolve(partitions.map(() => 0n)),
    onBatches: (batches) => {
      for (const { partition, records } of batches) heard[partition]?.push(...records.map(({ position }) => position));
      return Promise.resolve(batches.map(() => ({ kind: 'ok' })));
    },
  });
  return { subscription, heard };
}

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  const patience = performance.now() + 120_000;
  while (!(await condition())) {
    if (performance.now() > patience) throw new Error('it never came true');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

async function copiesInSync(kafka: Kafka, topic: string): Promise<number[]> {
  const admin = new Client({ brokers: [...kafka.brokers], clientId: 'spec', logLevel: logLevel.NOTHING }).admin();
  try {
    await admin.connect();
    const { topics } = await admin.fetchTopicMetadata({ topics: [topic] });
    return topics.flatMap(({ partitions }) => partitions.map(({ isr }) => isr.length));
  } finally {
    await admin.disconnect();
  }
}

describe('the stream over TLS, signed in by SCRAM', () => {
  let kafka: Kafka;
  beforeAll(async () => {
    kafka = await startKafka({ security: 'sasl-tls' });
  }, LONG_MILLIS);
  afterAll(() => kafka.stop());

  const secured = (mechanism: 'scram-sha-256' | 'scram-sha-512', wrong?: string): Promise<StreamEngine> => {
    const { address, username, password, caPem } = kafka.secured!;
    return open([address], { tls: { caPem }, sasl: { mechanism, username, password: wrong ?? password } });
  };

  it.each(['scram-sha-256', 'scram-sha-512'] as const)('publishes and consumes, signed in by %s', async (mechanism) => {
    const engine = await secured(mechanism);
    const { subscription, heard } = await hear(engine, mechanism);
    await engine.publish(mechanism, new Map([[1, [event(1, 1), event(1, 2)]]]));
    await subscription.caughtUp();
    expect(heard[1]).toEqual([1, 2]);
    expect(engine.health()).toBeNull();
    await engine.close();
  });

  it('opens with a wrong password, says why nothing begins, repeats no password and tries on', async () => {
    const engine = await secured('scram-sha-256', 'not-the-password');
    const { subscription } = await hear(engine, 'refused');
    await until(() => /authentication/i.test(engine.health() ?? ''));
    expect(engine.health()).not.toContain('not-the-password');
    expect(fatal).toEqual([]);
    await subscription.close();
    await engine.close();
  });

  it('does not talk to brokers whose authority it does not know', async () => {
    const { address, username, password } = kafka.secured!;
    const engine = await open([address], { tls: {}, sasl: { mechanism: 'scram-sha-256', username, password } });
    await until(() => /certificate/i.test(engine.health() ?? ''));
    await engine.close();
  });
});

describe('the stream on three brokers', () => {
  let kafka: Kafka;
  let engine: StreamEngine;
  beforeAll(async () => {
    kafka = await startKafka({ brokers: 3, own: true });
    engine = await open(kafka.brokers);
  }, LONG_MILLIS);
  afterAll(async () => {
    await engine.close();
    await kafka.stop();
  });

  it(
    'loses nothing, keeps every shard in order and goes on by itself while each broker in turn is killed and started again',
    async () => {
      const topic = 'company-opening';
      const { subscription, heard } = await hear(engine, topic);
      const published = [0, 0, 0];
      let stop = false;
      // As a relay does: one send in flight for each shard, and what failed is sent again.
      const publishing = [0, 1, 2].map(async (shard) => {
        while (!stop) {
          const position = (published[shard] ?? 0) + 1;
          await engine.publish(topic, new Map([[shard, [event(shard, position)]]])).then(
            () => (published[shard] = position),
            () => undefined,
          );
          // A steady trickle: brokers that start share the machine with this.
          await new Promise((resolve) => setTimeout(resolve, 50));
        }
      });
      for (const node of kafka.nodes) {
        await node.kill();
        const least = published.map((position) => position + 10);
        await until(() => published.every((position, shard) => position >= (least[shard] ?? 0)));
        await until(() => heard.every((positions, shard) => (positions.at(-1) ?? 0) >= (least[shard] ?? 0)));
        await node.start();
        // Its copies must have caught up before the next is killed, else two of three would be away.
        await until(async () => (await copiesInSync(kafka, topic)).every((copies) => copies === 3));
      }
      stop = true;
      await Promise.all(publishing);
      await subscription.caughtUp();
      expect(fatal).toEqual([]);
      for (const shard of [0, 1, 2]) {
        const distinct = [...new Set(heard[shard])];
        expect(distinct).toEqual(Array.from({ length: published[shard] ?? 0 }, (_, index) => index + 1));
      }
      await until(() => engine.health() === null);
      await subscription.close();
    },
    LONG_MILLIS,
  );
});
