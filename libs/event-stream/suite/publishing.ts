import { describe, expect, it } from '@jest/globals';
import type { StreamEngine } from '../types.js';
import { collect, event, events, newTopic, type Suite } from './under-test.js';

export function describePublishing(suite: Suite): void {
  describe('publishing', () => {
    it('keeps the order of a shard and numbers it densely from nought', async () => {
      const topic = newTopic();
      await suite.it.engine.publish(topic, new Map([[1, events('tax', 1, 1, 3)]]));
      await suite.it.engine.publish(topic, new Map([[1, events('tax', 1, 4, 5)]]));
      const { subscription, records } = await collect(suite.it.engine, topic);
      await subscription.caughtUp();
      await subscription.close();
      expect(records(1).map((record) => record.position)).toEqual([1, 2, 3, 4, 5]);
      expect(records(1).map((record) => record.offset)).toEqual([0n, 1n, 2n, 3n, 4n]);
    });

    it('publishes to several partitions at once', async () => {
      const topic = newTopic();
      const batches = new Map([
        [2, events('seal', 2, 1, 2)],
        [0, events('seal', 0, 1, 3)],
        [1, []],
      ]);
      await suite.it.engine.publish(topic, batches);
      const ends = await suite.it.engine.ends(topic);
      expect(ends.slice(0, 3)).toEqual([
        { partition: 0, next: 3n },
        { partition: 1, next: 0n },
        { partition: 2, next: 2n },
      ]);
    });

    it('gives back every header and every byte', async () => {
      const topic = newTopic();
      const sent = [
        event('market-regulation', 3, 1, { key: '案-"{}\\,\'…', body: Buffer.from([...Array(256).keys()]) }),
        event('tax', 3, Number.MAX_SAFE_INTEGER, { follows: Number.MAX_SAFE_INTEGER - 7, at: -1, audience: 'seal' }),
        event('seal', 7, 2, {
          body: Buffer.alloc(0),
          traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
        }),
      ];
      await suite.it.engine.publish(topic, new Map([[3, sent]]));
      // The second reader is another instance: nothing of the first one's memory helps it.
      for (const engine of [suite.it.engine, await suite.it.another()]) {
        const { subscription, records } = await collect(engine, topic);
        await subscription.caughtUp();
        await subscription.close();
        const plain = records(3).map((record) => ({ ...record, body: [...record.body] }));
        const expected = sent.map((record, index) => ({
          ...record,
          body: [...record.body],
          topic,
          partition: 3,
          offset: BigInt(index),
        }));
        expect(plain).toEqual(expected);
        if (engine !== suite.it.engine) await engine.close();
      }
    });

    it('carries large bodies', async () => {
      const topic = newTopic();
      const body = Buffer.alloc(900_000, 'yichuang');
      for (let position = 1; position <= 6; position += 1) {
        await suite.it.engine.publish(topic, new Map([[0, [event('tax', 0, position, { body })]]]));
      }
      const { subscription, records } = await collect(suite.it.engine, topic);
      await subscription.caughtUp();
      await subscription.close();
      expect(records(0)).toHaveLength(6);
      expect(records(0).every((record) => body.equals(record.body))).toBe(true);
    });

    it('refuses a partition the topic does not have, and says how many there are', async () => {
      const topic = newTopic();
      const partitions = await suite.it.engine.partitions(topic);
      const publication = suite.it.engine.publish(topic, new Map([[partitions, events('tax', partitions, 1, 1)]]));
      await expect(publication).rejects.toThrow(`${String(partitions)} partitions`);
    });

    it('keeps each of many concurrent producers in order, and partitions dense', async () => {
      const topic = newTopic();
      const [one, other] = [suite.it.engine, await suite.it.another()];
      const producers = Array.from({ length: 8 }, (_, index) => `producer-${String(index)}`);
      await Promise.all(producers.map((source, index) => produce(index % 2 === 0 ? one : other, topic, source)));
      const { subscription, records } = await collect(one, topic);
      await subscription.caughtUp();
      await subscription.close();
      for (const partition of [0, 1, 2]) {
        const all = records(partition);
        expect(all.map((record) => record.offset)).toEqual(all.map((_, index) => BigInt(index)));
        for (const source of producers) {
          const positions = all.filter((record) => record.source === source).map((record) => record.position);
          expect(positions).toEqual(Array.from({ length: 30 }, (_, index) => index + 1));
        }
      }
      await other.close();
    });

    it('has lost nothing when all engines were closed and others are opened', async () => {
      const topic = newTopic();
      const writer = await suite.it.another();
      await writer.publish(topic, new Map([[0, events('tax', 0, 1, 4)]]));
      await writer.close();
      const reader = await suite.it.another();
      const { subscription, records } = await collect(reader, topic);
      await subscription.caughtUp();
      await reader.close();
      expect(records(0).map((record) => record.position)).toEqual([1, 2, 3, 4]);
    });
  });
}

/** Thirty events in each of three shards, in publications of one to five, one in flight. */
async function produce(engine: StreamEngine, topic: string, source: string): Promise<void> {
  for (let position = 1, size = 1; position <= 30; position += size, size = Math.min((size % 5) + 1, 31 - position)) {
    const to = Math.min(30, position + size - 1);
    await engine.publish(topic, new Map([2, 0, 1].map((shard) => [shard, events(source, shard, position, to)])));
  }
}
