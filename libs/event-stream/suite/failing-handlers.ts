import { describe, expect, it } from '@jest/globals';
import { collect, event, events, eventually, newTopic, ok, type Suite } from './under-test.js';

export function describeFailingHandlers(suite: Suite): void {
  describe('handlers that fail and connections that break', () => {
    it('delivers a refused batch again until it is taken, and loses nothing of it', async () => {
      const topic = newTopic();
      let refusals = 0;
      await suite.it.engine.publish(topic, new Map([[0, events('tax', 0, 1, 3)]]));
      const { subscription, records } = await collect(suite.it.engine, topic, {
        handle: (batches) => {
          refusals += 1;
          return refusals <= 3
            ? Promise.reject(new Error('the database is away'))
            : Promise.resolve(batches.map(() => ok));
        },
      });
      await subscription.caughtUp();
      await subscription.close();
      expect(refusals).toBe(4);
      expect(records(0).map((record) => record.position)).toEqual([1, 2, 3]);
    });

    it('survives the errors of a bug as it does those of a machine', async () => {
      const topic = newTopic();
      const bugs = [
        new TypeError('x is not a function'),
        new RangeError('out of range'),
        new SyntaxError('bad JSON'),
        new ReferenceError('x'),
      ];
      await suite.it.engine.publish(topic, new Map([[0, events('tax', 0, 1, 2)]]));
      const { subscription, records } = await collect(suite.it.engine, topic, {
        handle: (batches) => {
          const bug = bugs.pop();
          if (bug !== undefined) throw bug;
          return Promise.resolve(batches.map(() => ok));
        },
      });
      await subscription.caughtUp();
      await subscription.close();
      expect(records(0).map((record) => record.position)).toEqual([1, 2]);
    });

    it('does not let one partition that is refused hold up the others', async () => {
      const topic = newTopic();
      let mended = false;
      await suite.it.engine.publish(topic, new Map([0, 1, 2].map((shard) => [shard, events('tax', shard, 1, 2)])));
      const { subscription, records } = await collect(suite.it.engine, topic, {
        handle: (batches) =>
          !mended && batches.some(({ partition }) => partition === 1)
            ? Promise.reject(new Error('partition 1 cannot be handled'))
            : Promise.resolve(batches.map(() => ok)),
      });
      await eventually('the others were delivered', () => records(0).length === 2 && records(2).length === 2);
      await suite.it.engine.publish(topic, new Map([0, 2].map((shard) => [shard, [event('tax', shard, 3)]])));
      await eventually('the others go on', () => records(0).length === 3 && records(2).length === 3);
      expect(records(1)).toEqual([]);
      expect(subscription.stopped()).toEqual([]);
      mended = true;
      await subscription.caughtUp();
      expect(records(1).map((record) => record.position)).toEqual([1, 2]);
      await subscription.close();
    });

    it('asks for the places again when the consumer’s store is away at the start', async () => {
      const topic = newTopic();
      let asked = 0;
      let taken = 0;
      await suite.it.engine.publish(topic, new Map([[0, events('tax', 0, 1, 2)]]));
      const subscription = await suite.it.engine.subscribe({
        consumer: newTopic(),
        topic,
        placeOf: (partitions) => {
          asked += 1;
          return asked <= 2
            ? Promise.reject(new Error('the store is away'))
            : Promise.resolve(partitions.map(() => 0n));
        },
        onBatches: (batches) => {
          for (const batch of batches) taken += batch.records.length;
          return Promise.resolve(batches.map(() => ok));
        },
      });
      await subscription.caughtUp();
      await subscription.close();
      expect(asked).toBeGreaterThanOrEqual(3);
      expect(taken).toBe(2);
    });

    it('is well, and is well again after every connection was broken', async () => {
      const topic = newTopic();
      const { subscription } = await collect(suite.it.engine, topic);
      await subscription.caughtUp();
      await eventually('all is well', () => suite.it.engine.health() === null);
      await suite.it.interrupt();
      await eventually('all is well again', () => suite.it.engine.health() === null);
      await subscription.close();
      const closed = await suite.it.another();
      await closed.close();
      expect(closed.health()).toBe('the stream engine is closed');
    });

    it('goes on by itself, in order and without loss, after every connection was broken', async () => {
      const topic = newTopic();
      const { subscription, records } = await collect(suite.it.engine, topic);
      await suite.it.engine.publish(topic, new Map([[0, events('tax', 0, 1, 2)]]));
      await subscription.caughtUp();
      await suite.it.interrupt();
      for (let position = 3; position <= 6; position += 1) {
        await eventually(`number ${String(position)} is published`, () =>
          suite.it.engine.publish(topic, new Map([[0, [event('tax', 0, position)]]])).then(
            () => true,
            () => false,
          ),
        );
        if (position === 4) await suite.it.interrupt();
      }
      await eventually('the last arrives', () => records(0).at(-1)?.position === 6);
      await subscription.close();
      // An attempt that failed may have been written all the same: repeated, never out of order, never missing.
      const positions = records(0).map((record) => record.position);
      expect([...new Set(positions)]).toEqual([1, 2, 3, 4, 5, 6]);
      expect([...positions].sort((one, other) => one - other)).toEqual(positions);
      expect(records(0).map((record) => record.offset)).toEqual(positions.map((_, index) => BigInt(index)));
    });
  });
}
