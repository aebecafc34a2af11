import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startRelay } from '../relay.js';
import { ConsumerStore } from './consumer-store.js';
import { MemoryOutbox } from './memory-outbox.js';
import { collect, eventually, newTopic, type Suite } from './under-test.js';

export function describeRelaying(suite: Suite): void {
  describe('from the outbox to the consumer', () => {
    let store: ConsumerStore;
    beforeAll(async () => {
      store = await ConsumerStore.open(suite.it.consumerDatabase);
    });
    afterAll(() => store.close());

    it('publishes each shard to its partition in order, what was written before the start and what is written after', async () => {
      const topic = newTopic();
      const outbox = new MemoryOutbox('tax', 3);
      for (let count = 0; count < 6; count += 1) outbox.append(count % 3);
      const relay = startRelay({ outbox, engine: suite.it.engine, topic, owner: 'one' });
      for (let count = 0; count < 39; count += 1) outbox.append(count % 3);
      const { subscription, records } = await collect(suite.it.engine, topic);
      await eventually('all arrive', () => [0, 1, 2].every((shard) => records(shard).length === 15));
      await Promise.all([relay.close(), subscription.close()]);
      for (const shard of [0, 1, 2]) {
        expect(records(shard).map((record) => record.position)).toEqual(
          Array.from({ length: 15 }, (_, index) => index + 1),
        );
        expect(records(shard).every((record) => record.shard === shard)).toBe(true);
      }
      expect([...outbox.cursors.values()]).toEqual([15, 15, 15]);
    });

    it('publishes the tail again after a crash before the cursor moved, and consumers drop it', async () => {
      const topic = newTopic();
      const outbox = new MemoryOutbox('tax', 2);
      const subscription = await suite.it.engine.subscribe(store.instance('seal', topic));
      for (let count = 0; count < 12; count += 1) outbox.append(count % 2);
      const before = startRelay({ outbox, engine: suite.it.engine, topic, owner: 'before' });
      await eventually('the cursors have moved', () => outbox.cursors.get(0) === 6 && outbox.cursors.get(1) === 6);
      await before.close();
      outbox.cursors.set(0, 2).set(1, 4);
      const after = startRelay({ outbox, engine: suite.it.engine, topic, owner: 'after' });
      outbox.append(0);
      await eventually(
        'the cursors have moved again',
        () => outbox.cursors.get(0) === 7 && outbox.cursors.get(1) === 6,
      );
      await after.close();
      await subscription.caughtUp();
      await subscription.close();
      const ends = await suite.it.engine.ends(topic);
      expect(ends.slice(0, 2).map(({ next }) => next)).toEqual([11n, 8n]);
      expect(await store.effects('seal', topic, 'tax', 0)).toEqual([1, 2, 3, 4, 5, 6, 7]);
      expect(await store.effects('seal', topic, 'tax', 1)).toEqual([1, 2, 3, 4, 5, 6]);
    });

    it('lets relays overlap: what both publish is done once', async () => {
      const topic = newTopic();
      const outbox = new MemoryOutbox('tax', 2);
      // Two relays that both believe to hold every shard, as after a pause longer than the lease.
      const lease = (): Promise<ReadonlyMap<number, number>> =>
        Promise.resolve(new Map([0, 1].map((shard) => [shard, outbox.cursors.get(shard) ?? 0])));
      const blind = Object.assign(Object.create(outbox) as MemoryOutbox, { lease });
      const other = await suite.it.another();
      const subscription = await suite.it.engine.subscribe(store.instance('seal', topic));
      const relays = [
        startRelay({ outbox: blind, engine: suite.it.engine, topic, owner: 'one' }),
        startRelay({ outbox: blind, engine: other, topic, owner: 'two' }),
      ];
      for (let count = 0; count < 60; count += 1) outbox.append(count % 2);
      const places = async (): Promise<number[]> =>
        (await Promise.all([0, 1].map((shard) => store.effects('seal', topic, 'tax', shard)))).map(
          (done) => done.length,
        );
      await eventually('all is done', async () => (await places()).every((count) => count >= 30));
      await Promise.all(relays.map((relay) => relay.close()));
      await subscription.caughtUp();
      await subscription.close();
      await other.close();
      const whole = Array.from({ length: 30 }, (_, index) => index + 1);
      const ends = await suite.it.engine.ends(topic);
      expect(Number(ends[0]?.next ?? 0n) + Number(ends[1]?.next ?? 0n)).toBeGreaterThan(60);
      for (const shard of [0, 1]) expect(await store.effects('seal', topic, 'tax', shard)).toEqual(whole);
      expect([outbox.cursors.get(0), outbox.cursors.get(1)]).toEqual([30, 30]);
    });

    it('goes on publishing in order after every connection was broken', async () => {
      const topic = newTopic();
      const outbox = new MemoryOutbox('tax', 2);
      const subscription = await suite.it.engine.subscribe(store.instance('seal', topic));
      const relay = startRelay({ outbox, engine: suite.it.engine, topic, owner: 'one', trouble: () => undefined });
      for (let count = 0; count < 40; count += 1) {
        outbox.append(count % 2);
        if (count === 10 || count === 25) await suite.it.interrupt();
      }
      await eventually('the cursors have moved', () => outbox.cursors.get(0) === 20 && outbox.cursors.get(1) === 20);
      expect(relay.health()).toMatchObject({ state: 'publishing', oldestUnpublishedMillis: 0, lastError: null });
      await relay.close();
      await subscription.caughtUp();
      expect(subscription.stopped()).toEqual([]);
      await subscription.close();
      const whole = Array.from({ length: 20 }, (_, index) => index + 1);
      for (const shard of [0, 1]) expect(await store.effects('seal', topic, 'tax', shard)).toEqual(whole);
    });
  });
}
