import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { collect, event, events, eventually, newTopic, ok } from '../suite/under-test.js';
import type { Handled, StreamEngine } from '../types.js';
import { closeAll, openForTest, withAdmin } from './test-cluster.js';

describe('what Nest’s own Kafka server does, and what is done here instead', () => {
  const troubles: string[] = [];
  let engine: StreamEngine;
  beforeAll(async () => {
    engine = await openForTest({
      groupPrefix: 'nanshan.',
      trouble: (what, error) => troubles.push(`${what}: ${error instanceof Error ? error.message : String(error)}`),
    });
  });
  afterAll(closeAll);

  it('hands over whole batches of all partitions together, so that one commit serves them all', async () => {
    const topic = newTopic();
    await engine.publish(topic, new Map([0, 1, 2, 3].map((shard) => [shard, events('tax', shard, 1, 50)])));
    const deliveries: number[][] = [];
    const { subscription } = await collect(engine, topic, {
      handle: (batches) => {
        deliveries.push(batches.map(({ records }) => records.length));
        return Promise.resolve(batches.map(() => ok));
      },
    });
    await subscription.caughtUp();
    await subscription.close();
    expect(deliveries).toEqual([[50, 50, 50, 50]]);
  });

  it('names its group as it is told, so that operators and quotas find it', async () => {
    const topic = newTopic();
    const { subscription } = await collect(engine, topic, { consumer: 'tax' });
    await subscription.caughtUp();
    const { groups } = await withAdmin((admin) => admin.listGroups());
    expect(groups.map(({ groupId }) => groupId).filter((name) => name.includes(topic))).toEqual([
      `nanshan.${topic}.tax`,
    ]);
    await subscription.close();
  });

  it('hands over every record, of whatever type: what is unknown is for the host to park, not for the stream to skip', async () => {
    const topic = newTopic();
    const sent = ['known', 'never-heard-of', 'known'].map((type, index) => event('tax', 0, index + 1, { type }));
    await engine.publish(topic, new Map([[0, sent]]));
    const { subscription, records } = await collect(engine, topic);
    await subscription.caughtUp();
    await subscription.close();
    expect(records(0).map(({ type }) => type)).toEqual(['known', 'never-heard-of', 'known']);
  });

  it('takes no answer for no success: the batch is handed over again', async () => {
    const topic = newTopic();
    await engine.publish(topic, new Map([[0, events('tax', 0, 1, 2)]]));
    let asked = 0;
    const { subscription, records } = await collect(engine, topic, {
      handle: (batches) => {
        asked += 1;
        const answers: Handled[] = asked <= 2 ? [] : batches.map(() => ok);
        return Promise.resolve(answers);
      },
    });
    await subscription.caughtUp();
    await subscription.close();
    expect(asked).toBe(3);
    expect(records(0).map(({ position }) => position)).toEqual([1, 2]);
  });

  it('tells a handler’s error in its own words, and lets other partitions go on meanwhile', async () => {
    const topic = newTopic();
    await engine.publish(topic, new Map([0, 1].map((shard) => [shard, events('tax', shard, 1, 2)])));
    let mended = false;
    const { subscription, records } = await collect(engine, topic, {
      handle: (batches) =>
        !mended && batches.some(({ partition }) => partition === 0)
          ? Promise.reject(new RangeError('the fund has no such account type'))
          : Promise.resolve(batches.map(() => ok)),
    });
    await eventually('the other partition goes on', () => records(1).length === 2);
    await engine.publish(topic, new Map([[1, events('tax', 1, 3, 3)]]));
    await eventually('and on', () => records(1).length === 3);
    expect(troubles.some((line) => line.includes('the fund has no such account type'))).toBe(true);
    mended = true;
    await subscription.caughtUp();
    expect(records(0)).toHaveLength(2);
    await subscription.close();
  });

  it('tries what was refused again in its place: before what came after it, and without publishing anything', async () => {
    const topic = newTopic();
    const consumer = `retrying-${randomUUID()}`;
    await engine.publish(topic, new Map([[0, events('tax', 0, 1, 1)]]));
    const seen: number[] = [];
    let mended = false;
    const { subscription } = await collect(engine, topic, {
      consumer,
      handle: (batches) => {
        seen.push(...batches.flatMap((batch) => batch.records.map(({ position }) => position)));
        return mended ? Promise.resolve(batches.map(() => ok)) : Promise.reject(new Error('not yet'));
      },
    });
    await eventually('it was refused', () => seen.length > 1);
    await engine.publish(topic, new Map([[0, events('tax', 0, 2, 3)]]));
    mended = true;
    await subscription.caughtUp();
    await subscription.close();
    const last = seen.lastIndexOf(1);
    expect(seen.slice(last)).toEqual([1, 2, 3]);
    expect((await engine.ends(topic))[0]?.next).toBe(3n);
  });
});
