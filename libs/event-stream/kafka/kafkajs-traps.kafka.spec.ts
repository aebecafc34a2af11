import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { newDatabase, type TestDatabase } from '../embedded/test-database.js';
import { ConsumerStore } from '../suite/consumer-store.js';
import { collect, event, events, eventually, Gate, newTopic, ok } from '../suite/under-test.js';
import type { Handled, StreamEngine } from '../types.js';
import { bareClient, closeAll, openForTest, testSockets, withAdmin } from './test-cluster.js';

const bugs = Object.entries({ TypeError, RangeError, SyntaxError, ReferenceError });

const committed = (groupId: string, topic: string): Promise<ReadonlyMap<number, string>> =>
  withAdmin(async (admin) => {
    const [offsets] = await admin.fetchOffsets({ groupId, topics: [topic] });
    return new Map(offsets?.partitions.map(({ partition, offset }) => [partition, offset]));
  });

describe('what kafkajs does by itself, and what is made of it here', () => {
  let engine: StreamEngine;
  let database: TestDatabase;
  let store: ConsumerStore;
  beforeAll(async () => {
    engine = await openForTest();
    database = await newDatabase();
    store = await ConsumerStore.open(database.url);
  });
  afterAll(async () => {
    await Promise.all([closeAll(), store.close()]);
    await database.drop();
  });

  it.each(bugs)('survives a %s in a handler, which ends a bare consumer for good', async (_, Bug) => {
    const topic = newTopic();
    await engine.publish(topic, new Map([[0, events('tax', 0, 1, 2)]]));
    const bare = bareClient().consumer({ groupId: `bare-${randomUUID()}`, maxWaitTimeInMs: 50 });
    const crash = new Promise((resolve) =>
      bare.on(bare.events.CRASH, ({ payload }) => {
        // a group whose coordinator is still loading ends too, and is begun anew: that is no bug of ours
        if (payload.error.message.includes('a bug')) resolve(payload.restart);
      }),
    );
    await bare.subscribe({ topic, fromBeginning: true });
    await bare.run({
      eachBatch: () => {
        throw new Bug('a bug');
      },
    });
    expect(await crash).toBe(false);
    await bare.disconnect();

    let thrown = 0;
    const { subscription, records } = await collect(engine, topic, {
      handle: (batches) => {
        thrown += 1;
        if (thrown <= 3) throw new Bug('a bug');
        return Promise.resolve(batches.map(() => ok));
      },
    });
    await subscription.caughtUp();
    await subscription.close();
    expect(records(0).map(({ position }) => position)).toEqual([1, 2]);
    expect(engine.health()).toBeNull();
  });

  it('tells the host of a crash that kafkajs calls final, and says so from then on', async () => {
    const topic = newTopic();
    const sockets = testSockets();
    const fatal: Error[] = [];
    const doomed = await openForTest({ socketFactory: sockets.factory, onFatal: (error) => fatal.push(error) });
    await doomed.publish(topic, new Map([[0, events('tax', 0, 1, 1)]]));
    const { subscription, records } = await collect(doomed, topic);
    await subscription.caughtUp();
    // The length of an array inside an answer: the library reads on past its end, which is a RangeError of its own.
    sockets.spoil = (bytes) => {
      if (bytes.length > 40) bytes.fill(0x7f, 20, 40);
    };
    await eventually('the host is told', () => fatal.length > 0);
    sockets.spoil = null;
    expect(fatal).toHaveLength(1);
    expect(fatal[0]?.name).toBe('FinalCrash');
    expect(doomed.health()).toContain('cannot follow');
    expect(records(0)).toHaveLength(1);
    await doomed.close();
  });

  it('keeps its partitions through a handler that takes longer than the session, and hands nothing over twice', async () => {
    const topic = newTopic();
    const patient = await openForTest({ sessionMillis: 1_500 });
    await patient.publish(topic, new Map([[0, events('tax', 0, 1, 3)]]));
    const gate = new Gate();
    const consumer = `slow-${randomUUID()}`;
    const { subscription, records } = await collect(patient, topic, {
      consumer,
      handle: async (batches) => {
        await gate.pass();
        return batches.map(() => ok);
      },
    });
    await eventually('the handler is at work', () => gate.arrived === 1);
    const members = (): Promise<string[]> =>
      withAdmin(async (admin) => {
        const { groups } = await admin.describeGroups([`${topic}.${consumer}`]);
        return groups.flatMap((group) =>
          group.state === 'Stable' ? group.members.map(({ memberId }) => memberId) : [],
        );
      });
    const before = await members();
    const since = performance.now();
    await eventually('the session would have run out twice', () => performance.now() - since > 3_000);
    expect(await members()).toEqual(before);
    gate.release();
    await subscription.caughtUp();
    expect(gate.arrived).toBe(1);
    expect(records(0)).toHaveLength(3);
    await patient.close();
  });

  it('fences off a member that was silent for longer than its session: it changes nothing and learns of it', async () => {
    const topic = newTopic();
    const gate = new Gate();
    const answers: Handled[] = [];
    const sockets = testSockets();
    const frozen = await openForTest({ sessionMillis: 1_500, socketFactory: sockets.factory });
    await engine.publish(topic, new Map([0, 1].map((shard) => [shard, events('tax', shard, 1, 3)])));
    const zombie = await frozen.subscribe(store.instance('seal', topic, { beforeBegin: gate.pass }, answers));
    await eventually('the first instance holds records', () => gate.arrived > 0);
    // As good as stopped: it neither leaves the group nor is heard of, and its handler stands.
    sockets.away = true;
    sockets.breakAll();
    const heir = await engine.subscribe(store.instance('seal', topic));
    await engine.publish(topic, new Map([0, 1].map((shard) => [shard, events('tax', shard, 4, 5)])));
    await eventually('the heir has done all', async () =>
      (await store.places('seal', topic, [0, 1])).every((place) => place === 5n),
    );
    sockets.away = false;
    gate.release();
    await eventually('the zombie has answered', () => answers.length > 0);
    expect(answers.every(({ kind }) => kind === 'seek')).toBe(true);
    // It is one of the group again, and nothing is done twice by whichever of them does it.
    await eventually('the zombie is well again', () => frozen.health() === null);
    await engine.publish(topic, new Map([0, 1].map((shard) => [shard, events('tax', shard, 6, 7)])));
    await Promise.all([zombie.caughtUp(), heir.caughtUp()]);
    await Promise.all([zombie.close(), heir.close()]);
    await frozen.close();
    for (const shard of [0, 1]) expect(await store.effects('seal', topic, 'tax', shard)).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });

  it('tells Kafka an offset only of what was handled', async () => {
    const topic = newTopic();
    const consumer = `hinting-${randomUUID()}`;
    let refused = 0;
    const { subscription } = await collect(engine, topic, {
      consumer,
      handle: (batches) => {
        if (!batches.some(({ partition }) => partition === 1)) return Promise.resolve(batches.map(() => ok));
        refused += 1;
        return Promise.reject(new Error('partition 1 is refused'));
      },
    });
    await engine.publish(topic, new Map([0, 1].map((shard) => [shard, events('tax', shard, 1, 4)])));
    await eventually('partition 1 was refused by itself', () => refused > 2);
    await subscription.close();
    const offsets = await committed(`${topic}.${consumer}`, topic);
    expect([offsets.get(0), offsets.get(1)]).toEqual(['4', '0']);
  });

  it('goes by the consumer’s own places where Kafka’s offsets lie ahead or behind', async () => {
    const topic = newTopic();
    const consumer = `own-${randomUUID()}`;
    await engine.publish(topic, new Map([0, 1].map((shard) => [shard, events('tax', shard, 1, 5)])));
    const partitions = [
      { partition: 0, offset: '5' },
      { partition: 1, offset: '0' },
    ];
    await withAdmin((admin) => admin.setOffsets({ groupId: `${topic}.${consumer}`, topic, partitions }));
    const places = new Map([
      [0, 2n],
      [1, 3n],
    ]);
    const { subscription, records } = await collect(engine, topic, { consumer, places });
    await subscription.caughtUp();
    await subscription.close();
    expect([0, 1].map((partition) => records(partition).map(({ position }) => position))).toEqual([
      [3, 4, 5],
      [4, 5],
    ]);
  });

  it('sends a record to the partition it is told, whatever its key', async () => {
    const topic = newTopic();
    const key = 'one and the same case';
    await engine.publish(topic, new Map([0, 1, 2, 3].map((shard) => [shard, [event('tax', shard, 1, { key })]])));
    expect((await engine.ends(topic)).map(({ next }) => next)).toEqual([1n, 1n, 1n, 1n]);
  });

  it('goes on from a place that Kafka has moved away beneath it only when nothing is lost by that', async () => {
    const topic = newTopic();
    await engine.publish(topic, new Map([0, 1].map((shard) => [shard, events('tax', shard, 1, 6)])));
    const partitions = [
      { partition: 0, offset: '4' },
      { partition: 1, offset: '4' },
    ];
    await withAdmin(async (admin) => {
      await admin.fetchTopicOffsets(topic);
      await admin.deleteTopicRecords({ topic, partitions });
    });
    // By itself the library starts again at whatever is first; what was between is then never seen.
    const { subscription, records } = await collect(engine, topic, {
      places: new Map([
        [0, 2n],
        [1, 5n],
      ]),
    });
    await eventually('the partition has stopped', () => subscription.stopped().length > 0);
    await subscription.caughtUp();
    expect(subscription.stopped()).toEqual([{ partition: 0, reason: expect.stringContaining('begins at 4') }]);
    expect(records(0)).toEqual([]);
    expect(records(1).map(({ position }) => position)).toEqual([6]);
    await subscription.close();
  });

  it('stops at a record that no service wrote, names no value of it, and lets the other partitions go on', async () => {
    const topic = newTopic();
    await engine.publish(topic, new Map([0, 1].map((shard) => [shard, events('tax', shard, 1, 1)])));
    const { subscription, records } = await collect(engine, topic);
    await subscription.caughtUp();
    const producer = bareClient().producer({ createPartitioner: () => () => 0 });
    await producer.connect();
    await producer.send({ topic, messages: [{ key: 'x', value: '{"name":"王"}', headers: { ce_id: 'secret' } }] });
    await producer.disconnect();
    await eventually('the partition has stopped', () => subscription.stopped().length > 0);
    await engine.publish(topic, new Map([[1, events('tax', 1, 2, 2)]]));
    await eventually('the other goes on', () => records(1).length === 2);
    const [stop] = subscription.stopped();
    expect(stop?.reason).toContain('the record 1');
    expect(stop?.reason).not.toMatch(/secret|王/);
    await subscription.close();
  });
});
