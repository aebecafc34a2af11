import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Handled } from '../types.js';
import { ConsumerStore } from './consumer-store.js';
import { event, events, eventually, Gate, newTopic, type Suite } from './under-test.js';

/** What the log and a consumer's own transaction achieve together: every effect once, whatever is delivered twice. */
export function describeExactlyOnce(suite: Suite): void {
  describe('offset and watermark in the consumer’s transaction', () => {
    let store: ConsumerStore;
    beforeAll(async () => {
      store = await ConsumerStore.open(suite.it.consumerDatabase);
    });
    afterAll(() => store.close());

    it('does each effect once when the consumer dies before its commit', async () => {
      const topic = newTopic();
      let deaths = 0;
      const beforeCommit = (): Promise<void> => {
        deaths += 1;
        return deaths <= 2 ? Promise.reject(new Error('killed before the commit')) : Promise.resolve();
      };
      await suite.it.engine.publish(topic, new Map([[0, events('tax', 0, 1, 5)]]));
      const subscription = await suite.it.engine.subscribe(store.instance('seal', topic, { beforeCommit }));
      await subscription.caughtUp();
      await subscription.close();
      expect(deaths).toBe(3);
      expect(await store.effects('seal', topic, 'tax', 0)).toEqual([1, 2, 3, 4, 5]);
      expect((await store.places('seal', topic, [0]))[0]).toBe(5n);
    });

    it('does each effect once over a restart of the consumer', async () => {
      const topic = newTopic();
      for (const [from, to] of [
        [1, 3],
        [4, 9],
      ] as const) {
        await suite.it.engine.publish(topic, new Map([[1, events('tax', 1, from, to)]]));
        const engine = await suite.it.another();
        const subscription = await engine.subscribe(store.instance('seal', topic));
        await subscription.caughtUp();
        await engine.close();
      }
      expect(await store.effects('seal', topic, 'tax', 1)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    });

    it('drops what was published again', async () => {
      const topic = newTopic();
      const subscription = await suite.it.engine.subscribe(store.instance('seal', topic));
      await suite.it.engine.publish(topic, new Map([[0, events('tax', 0, 1, 4)]]));
      await suite.it.engine.publish(topic, new Map([[0, events('tax', 0, 2, 6)]]));
      await subscription.caughtUp();
      await subscription.close();
      expect(await store.effects('seal', topic, 'tax', 0)).toEqual([1, 2, 3, 4, 5, 6]);
      expect((await store.places('seal', topic, [0]))[0]).toBe(9n);
    });

    it('lets private events between public ones pass: what a record follows is the public event before it', async () => {
      const topic = newTopic();
      const sparse = [
        event('tax', 0, 3, { follows: 0 }),
        event('tax', 0, 8, { follows: 3 }),
        event('tax', 0, 9, { follows: 8 }),
      ];
      await suite.it.engine.publish(topic, new Map([[0, sparse]]));
      const subscription = await suite.it.engine.subscribe(store.instance('seal', topic));
      await subscription.caughtUp();
      await subscription.close();
      expect(await store.effects('seal', topic, 'tax', 0)).toEqual([3, 8, 9]);
    });

    it('stops at a gap, and goes on from the repeated publication once an operator has repaired it', async () => {
      const topic = newTopic();
      const subscription = await suite.it.engine.subscribe(store.instance('seal', topic));
      await suite.it.engine.publish(
        topic,
        new Map([
          [0, events('tax', 0, 1, 1)],
          [1, events('tax', 1, 1, 2)],
        ]),
      );
      await subscription.caughtUp();
      await suite.it.engine.publish(
        topic,
        new Map([
          [0, events('tax', 0, 3, 4)],
          [1, events('tax', 1, 3, 4)],
        ]),
      );
      await eventually('the partition has stopped', () => subscription.stopped().length > 0);
      await subscription.caughtUp();
      expect(subscription.stopped()).toEqual([{ partition: 0, reason: 'tax/0: 2 was never seen' }]);
      expect(await store.effects('seal', topic, 'tax', 0)).toEqual([1]);
      expect(await store.effects('seal', topic, 'tax', 1)).toEqual([1, 2, 3, 4]);
      await subscription.close();

      // The producer's cursor is put back, so all since is published again; the consumer is moved to where that begins.
      await suite.it.engine.publish(topic, new Map([[0, events('tax', 0, 2, 4)]]));
      await store.movePlace('seal', topic, 0, 3n);
      const repaired = await suite.it.engine.subscribe(store.instance('seal', topic));
      await repaired.caughtUp();
      expect(repaired.stopped()).toEqual([]);
      await repaired.close();
      expect(await store.effects('seal', topic, 'tax', 0)).toEqual([1, 2, 3, 4]);
    });

    it('is sent to the right place when it was started at a wrong one', async () => {
      const topic = newTopic();
      await suite.it.engine.publish(topic, new Map([0, 1].map((shard) => [shard, events('tax', shard, 1, 6)])));
      const first = await suite.it.engine.subscribe(store.instance('seal', topic));
      await first.caughtUp();
      await first.close();
      await suite.it.engine.publish(topic, new Map([0, 1].map((shard) => [shard, events('tax', shard, 7, 9)])));
      const answers: Handled[] = [];
      const astray = await suite.it.engine.subscribe({
        ...store.instance('seal', topic, {}, answers),
        // Too early in one partition, too late in the other: a listener that fired late, a place lost on the way.
        placeOf: (partitions) => Promise.resolve(partitions.map((partition) => [2n, 8n][partition] ?? 0n)),
      });
      await astray.caughtUp();
      await astray.close();
      expect(answers.filter(({ kind }) => kind === 'seek')).toHaveLength(2);
      expect(await store.effects('seal', topic, 'tax', 0)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
      expect(await store.effects('seal', topic, 'tax', 1)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    });

    it('lets a zombie change nothing', async () => {
      const topic = newTopic();
      const gate = new Gate();
      const answers: Handled[] = [];
      const frozen = await suite.it.another();
      await suite.it.engine.publish(topic, new Map([0, 1, 2].map((shard) => [shard, events('tax', shard, 1, 3)])));
      const zombie = await frozen.subscribe(store.instance('seal', topic, { beforeBegin: gate.pass }, answers));
      await eventually('the first instance holds records', () => gate.arrived > 0);

      const heir = await suite.it.engine.subscribe(store.instance('seal', topic));
      await suite.it.engine.publish(topic, new Map([0, 1, 2].map((shard) => [shard, events('tax', shard, 4, 6)])));
      const whole = [1, 2, 3, 4, 5, 6];
      await eventually('the second instance has done all', async () => {
        const done = await Promise.all([0, 1, 2].map((shard) => store.effects('seal', topic, 'tax', shard)));
        return done.every((positions) => positions.length === whole.length);
      });
      gate.release();
      await eventually('the first instance has answered', () => answers.length > 0);
      await Promise.all([zombie.close(), heir.close()]);
      await frozen.close();

      expect(answers[0]).toEqual({ kind: 'seek', offset: 6n });
      for (const shard of [0, 1, 2]) expect(await store.effects('seal', topic, 'tax', shard)).toEqual(whole);
    });

    it('is caught up only when the consumer is, whichever of its instances does the work', async () => {
      const topic = newTopic();
      const gate = new Gate();
      const other = await suite.it.another();
      const holding = await other.subscribe(store.instance('seal', topic, { beforeBegin: gate.pass }));
      const free = await suite.it.engine.subscribe(store.instance('seal', topic));
      await Promise.all([holding.caughtUp(), free.caughtUp()]);
      const shards = [0, 1, 2, 3];
      await suite.it.engine.publish(topic, new Map(shards.map((shard) => [shard, events('tax', shard, 1, 3)])));
      await eventually('the other instance holds records', () => gate.arrived > 0);
      const caughtUp = free.caughtUp();
      gate.release();
      await caughtUp;
      expect(await store.places('seal', topic, shards)).toEqual([3n, 3n, 3n, 3n]);
      await Promise.all([holding.close(), free.close()]);
      await other.close();
    });

    it('shares the work of two instances without doing any of it twice', async () => {
      const topic = newTopic();
      const other = await suite.it.another();
      const subscriptions = [
        await suite.it.engine.subscribe(store.instance('seal', topic)),
        await other.subscribe(store.instance('seal', topic)),
      ];
      for (let position = 1; position <= 40; position += 1) {
        await suite.it.engine.publish(
          topic,
          new Map([0, 1, 2].map((shard) => [shard, [event('tax', shard, position)]])),
        );
      }
      const places = (): Promise<bigint[]> => store.places('seal', topic, [0, 1, 2]);
      await eventually('all has been consumed', async () => (await places()).every((place) => place === 40n));
      await Promise.all(subscriptions.map((subscription) => subscription.close()));
      await other.close();
      const whole = Array.from({ length: 40 }, (_, index) => index + 1);
      for (const shard of [0, 1, 2]) expect(await store.effects('seal', topic, 'tax', shard)).toEqual(whole);
    });
  });
}
