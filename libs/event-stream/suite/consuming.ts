import { describe, expect, it } from '@jest/globals';
import { StopPartition, type Handled, type StreamRecord } from '../types.js';
import { collect, event, events, eventually, Gate, newTopic, ok, type Suite } from './under-test.js';

export function describeConsuming(suite: Suite): void {
  describe('consuming', () => {
    it('hands over batches that follow one another without a hole, and says where the log ends', async () => {
      const topic = newTopic();
      await suite.it.engine.publish(topic, new Map([[0, events('tax', 0, 1, 1_200)]]));
      const { subscription, batches } = await collect(suite.it.engine, topic);
      await subscription.caughtUp();
      await subscription.close();
      let place = 0n;
      for (const batch of batches) {
        expect({ topic: batch.topic, partition: batch.partition, firstOffset: batch.firstOffset }).toEqual({
          topic,
          partition: 0,
          firstOffset: place,
        });
        expect(batch.nextOffset).toBe(place + BigInt(batch.records.length));
        expect(batch.endOffset >= batch.nextOffset).toBe(true);
        place = batch.nextOffset;
      }
      expect(place).toBe(1_200n);
      expect(batches.at(-1)?.endOffset).toBe(1_200n);
    });

    it('starts a new consumer at the beginning, and each consumer has a place of its own', async () => {
      const topic = newTopic();
      await suite.it.engine.publish(topic, new Map([[1, events('tax', 1, 1, 3)]]));
      const early = await collect(suite.it.engine, topic);
      await early.subscription.caughtUp();
      await suite.it.engine.publish(topic, new Map([[1, events('tax', 1, 4, 5)]]));
      const late = await collect(suite.it.engine, topic);
      await Promise.all([early.subscription.caughtUp(), late.subscription.caughtUp()]);
      await Promise.all([early.subscription.close(), late.subscription.close()]);
      expect(early.records(1).map((record) => record.position)).toEqual([1, 2, 3, 4, 5]);
      expect(late.records(1).map((record) => record.position)).toEqual([1, 2, 3, 4, 5]);
    });

    it('goes on where the consumer’s own store says it is', async () => {
      const topic = newTopic();
      await suite.it.engine.publish(
        topic,
        new Map([
          [0, events('tax', 0, 1, 5)],
          [2, events('tax', 2, 1, 5)],
        ]),
      );
      const { subscription, records } = await collect(suite.it.engine, topic, {
        places: new Map([
          [0, 3n],
          [2, 5n],
        ]),
      });
      await subscription.caughtUp();
      await subscription.close();
      expect(records(0).map((record) => record.position)).toEqual([4, 5]);
      expect(records(2)).toEqual([]);
    });

    it('delivers live what is published later, by this instance or another', async () => {
      const topic = newTopic();
      const other = await suite.it.another();
      const { subscription, records } = await collect(suite.it.engine, topic);
      await subscription.caughtUp();
      await suite.it.engine.publish(topic, new Map([[0, events('tax', 0, 1, 1)]]));
      await eventually('the own record arrives', () => records(0).length === 1);
      await other.publish(topic, new Map([[0, events('tax', 0, 2, 2)]]));
      await eventually('the other’s record arrives', () => records(0).length === 2);
      await suite.it.engine.publish(topic, new Map([[0, events('tax', 0, 3, 3)]]));
      await eventually('the next own record arrives', () => records(0).length === 3);
      expect(records(0).map((record) => record.offset)).toEqual([0n, 1n, 2n]);
      await Promise.all([subscription.close(), other.close()]);
    });

    it('is caught up only when the records have been handled', async () => {
      const topic = newTopic();
      const gate = new Gate();
      await suite.it.engine.publish(topic, new Map([[0, events('tax', 0, 1, 2)]]));
      const { subscription, records } = await collect(suite.it.engine, topic, {
        handle: async (batches) => {
          await gate.pass();
          return batches.map(() => ok);
        },
      });
      let caughtUp = false;
      const waiting = subscription.caughtUp().then(() => (caughtUp = true));
      await eventually('the handler is at work', () => gate.arrived > 0);
      expect(caughtUp).toBe(false);
      gate.release();
      await waiting;
      expect(records(0)).toHaveLength(2);
      await subscription.close();
    });

    it('is caught up at once where nothing was ever published', async () => {
      const { subscription, batches } = await collect(suite.it.engine, newTopic());
      await subscription.caughtUp();
      await subscription.close();
      expect(batches).toEqual([]);
    });

    it('goes back and ahead where the consumer says at the head of a batch, each partition by itself', async () => {
      const topic = newTopic();
      await suite.it.engine.publish(topic, new Map([0, 1, 2].map((shard) => [shard, events('tax', shard, 1, 4)])));
      const seeks = new Map([
        [0, 1n],
        [1, 3n],
      ]);
      const places = new Map([[0, 2n]]);
      const { subscription, records } = await collect(suite.it.engine, topic, {
        places,
        handle: (batches) =>
          Promise.resolve(
            batches.map(({ partition }): Handled => {
              const offset = seeks.get(partition);
              seeks.delete(partition);
              return offset === undefined ? ok : { kind: 'seek', offset };
            }),
          ),
      });
      await subscription.caughtUp();
      await subscription.close();
      expect(records(0).map((record) => record.position)).toEqual([2, 3, 4]);
      expect(records(1).map((record) => record.position)).toEqual([4]);
      expect(records(2).map((record) => record.position)).toEqual([1, 2, 3, 4]);
    });

    it('stops a partition whose place lies beyond the log, and no other', async () => {
      const topic = newTopic();
      await suite.it.engine.publish(
        topic,
        new Map([
          [0, events('tax', 0, 1, 2)],
          [1, events('tax', 1, 1, 2)],
        ]),
      );
      const { subscription, records } = await collect(suite.it.engine, topic, { places: new Map([[0, 7n]]) });
      await eventually('the partition has stopped', () => subscription.stopped().length > 0);
      await subscription.caughtUp();
      expect(subscription.stopped().map(({ partition }) => partition)).toEqual([0]);
      expect(subscription.stopped()[0]?.reason).toContain('7');
      expect(records(0)).toEqual([]);
      expect(records(1)).toHaveLength(2);
      await subscription.close();
    });

    it('stops only the partition it is told to stop, with the reason', async () => {
      const topic = newTopic();
      await suite.it.engine.publish(topic, new Map([0, 1, 2].map((shard) => [shard, events('tax', shard, 1, 2)])));
      const { subscription, records } = await collect(suite.it.engine, topic, {
        handle: (batches) => {
          if (batches.some(({ partition }) => partition === 1)) throw new StopPartition(1, 'number 4 was never seen');
          return Promise.resolve(batches.map(() => ok));
        },
      });
      await eventually('the partition has stopped', () => subscription.stopped().length > 0);
      await subscription.caughtUp();
      await suite.it.engine.publish(topic, new Map([0, 1].map((shard) => [shard, events('tax', shard, 3, 3)])));
      await eventually('the others go on', () => records(0).length === 3);
      expect(subscription.stopped()).toEqual([{ partition: 1, reason: 'number 4 was never seen' }]);
      expect(records(1)).toEqual([]);
      expect(records(2)).toHaveLength(2);
      await subscription.close();
    });

    it('ends gracefully: the delivery in flight is handled, none comes after', async () => {
      const topic = newTopic();
      const gate = new Gate();
      await suite.it.engine.publish(topic, new Map([[0, events('tax', 0, 1, 1)]]));
      const { subscription, records } = await collect(suite.it.engine, topic, {
        handle: async (batches) => {
          await gate.pass();
          return batches.map(() => ok);
        },
      });
      await eventually('the handler is at work', () => gate.arrived > 0);
      const closing = subscription.close();
      gate.release();
      await closing;
      await suite.it.engine.publish(topic, new Map([[0, events('tax', 0, 2, 2)]]));
      const witness = await collect(suite.it.engine, topic);
      await witness.subscription.caughtUp();
      await witness.subscription.close();
      expect(witness.records(0)).toHaveLength(2);
      expect(records(0).map((record) => record.position)).toEqual([1]);
    });

    it('tails what is published from now on, and a tail that throws disturbs nobody', async () => {
      const topic = newTopic();
      await suite.it.engine.publish(topic, new Map([[0, events('tax', 0, 1, 2)]]));
      const heard: StreamRecord[] = [];
      const tail = await suite.it.engine.tail(topic, (records) => {
        heard.push(...records);
        throw new TypeError('a door that broke');
      });
      await suite.it.engine.publish(
        topic,
        new Map([
          [0, [event('tax', 0, 3)]],
          [2, [event('tax', 2, 1)]],
        ]),
      );
      await eventually('both live records are heard', () => heard.length === 2);
      await suite.it.engine.publish(topic, new Map([[0, [event('tax', 0, 4)]]]));
      await eventually('the next is heard', () => heard.length === 3);
      expect(heard.map(({ partition, position }) => `${String(partition)}/${String(position)}`).sort()).toEqual([
        '0/3',
        '0/4',
        '2/1',
      ]);
      await tail.close();
    });
  });
}
