import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ConfigResourceTypes } from 'kafkajs';
import { randomUUID } from 'node:crypto';
import net from 'node:net';
import { clientRetryMostMillis } from '../limits.js';
import { collect, event, events, eventually, newTopic } from '../suite/under-test.js';
import type { StreamEngine, StreamRecord } from '../types.js';
import { closeAll, openForTest, testBrokers, testSockets, withAdmin } from './test-cluster.js';

describe('the stream on a Kafka cluster', () => {
  let engine: StreamEngine;
  beforeAll(async () => {
    engine = await openForTest();
  });
  afterAll(closeAll);

  it('makes a topic that keeps everything, with as many copies as the cluster has brokers, three at most', async () => {
    const topic = newTopic();
    await engine.partitions(topic);
    const copies = Math.min(3, (await withAdmin((admin) => admin.describeCluster())).brokers.length);
    const [found] = (await withAdmin((admin) => admin.fetchTopicMetadata({ topics: [topic] }))).topics;
    expect(found?.partitions.map(({ replicas }) => replicas.length)).toEqual([copies, copies, copies, copies]);
    const { resources } = await withAdmin((admin) =>
      admin.describeConfigs({ includeSynonyms: false, resources: [{ type: ConfigResourceTypes.TOPIC, name: topic }] }),
    );
    const settings = new Map(
      resources[0]?.configEntries.map(({ configName, configValue }) => [configName, configValue]),
    );
    const named = ['retention.ms', 'retention.bytes', 'cleanup.policy', 'min.insync.replicas'];
    expect(named.map((name) => settings.get(name))).toEqual(['-1', '-1', 'delete', copies === 3 ? '2' : '1']);
  });

  it('is made once by many who come at the same time', async () => {
    const topic = newTopic();
    const engines = await Promise.all(Array.from({ length: 4 }, () => openForTest()));
    await Promise.all(
      engines.map((one, index) => one.publish(topic, new Map([[0, [event(`s${String(index)}`, 0, 1)]]]))),
    );
    expect((await engine.ends(topic))[0]).toEqual({ partition: 0, next: 4n });
    await Promise.all(engines.map((one) => one.close()));
  });

  it('refuses a topic with another number of partitions than there are shards, and names both', async () => {
    const topic = newTopic();
    await engine.partitions(topic);
    const other = await openForTest({ partitions: 5 });
    const refusal = /4 partitions, 5 shards/;
    await expect(other.partitions(topic)).rejects.toThrow(refusal);
    await expect(other.publish(topic, new Map([[0, events('tax', 0, 1, 1)]]))).rejects.toThrow(refusal);
    await expect(collect(other, topic)).rejects.toThrow(refusal);
    await other.close();
    expect((await engine.ends(topic)).map(({ next }) => next)).toEqual([0n, 0n, 0n, 0n]);
  });

  it('opens though no broker is there, says so, and begins by itself when one comes', async () => {
    const topic = newTopic();
    const [host = '', port = ''] = testBrokers()[0]?.split(':') ?? [];
    const door = net.createServer((incoming) => {
      const outgoing = net.connect({ host, port: Number(port) });
      incoming.pipe(outgoing).pipe(incoming);
      incoming.on('error', () => outgoing.destroy());
      outgoing.on('error', () => incoming.destroy());
    });
    const listening = (at: number): Promise<number> =>
      new Promise((resolve) =>
        door.listen(at, '127.0.0.1', () => {
          resolve((door.address() as net.AddressInfo).port);
        }),
      );
    const free = await listening(0);
    await new Promise((resolve) => door.close(resolve));

    const early = await openForTest({ brokers: [`127.0.0.1:${String(free)}`] });
    const heard: StreamRecord[] = [];
    const [{ subscription, records }, tail] = await Promise.all([
      collect(early, topic),
      early.tail(topic, (live) => heard.push(...live)),
    ]);
    expect(early.health()).toContain('cannot be reached');
    await expect(early.publish(topic, new Map([[0, events('tax', 0, 1, 1)]]))).rejects.toThrow();

    await listening(free);
    await eventually('all is well', () => early.health() === null);
    await early.publish(topic, new Map([[0, events('tax', 0, 1, 2)]]));
    await eventually('it is consumed', () => records(0).length === 2);
    await eventually('it is heard live', () => heard.length === 2);
    await Promise.all([subscription.close(), tail.close()]);
    await early.close();
    await new Promise((resolve) => door.close(resolve));
  });

  it('says that the cluster is gone, tries for ever, and goes on where it was when it is back', async () => {
    const topic = newTopic();
    const sockets = testSockets();
    const cut = await openForTest({ socketFactory: sockets.factory });
    const { subscription, records } = await collect(cut, topic);
    await cut.publish(topic, new Map([[0, events('tax', 0, 1, 2)]]));
    await subscription.caughtUp();
    expect(cut.health()).toBeNull();
    sockets.away = true;
    sockets.breakAll();
    await eventually('it says so', () => cut.health()?.includes('cannot follow') === true);
    await expect(cut.publish(topic, new Map([[0, events('tax', 0, 3, 3)]]))).rejects.toThrow();
    await engine.publish(topic, new Map([[0, events('tax', 0, 3, 4)]]));
    sockets.away = false;
    await eventually('all arrives', () => records(0).length >= 4);
    await cut.publish(topic, new Map([[0, events('tax', 0, 5, 5)]]));
    await eventually('what it publishes itself arrives', () => records(0).at(-1)?.position === 5);
    expect(records(0).map(({ offset }) => offset)).toEqual([0n, 1n, 2n, 3n, 4n]);
    await eventually('all is well again', () => cut.health() === null);
    await cut.close();
  });

  it('lets every process hear everything live, and leaves no group behind', async () => {
    const topic = newTopic();
    const processes = [await openForTest(), await openForTest()];
    const heard: number[][] = [[], []];
    const tails = await Promise.all(
      processes.map((one, index) =>
        one.tail(topic, (live) => heard[index]?.push(...live.map(({ position }) => position))),
      ),
    );
    await engine.publish(topic, new Map([0, 1].map((shard) => [shard, events('tax', shard, 1, 3)])));
    await eventually('both hear all', () => heard.every((positions) => positions.length === 6));
    await Promise.all(tails.map((tail) => tail.close()));
    const { groups } = await withAdmin((admin) => admin.listGroups());
    expect(groups.filter(({ groupId }) => groupId.includes(topic))).toEqual([]);
    await Promise.all(processes.map((one) => one.close()));
  });

  it('gives the partitions of a delivery that does not end to another instance, and comes back when it has ended', async () => {
    const topic = newTopic();
    const consumer = `stuck-${randomUUID()}`;
    const stuck = await openForTest({ stuckMillis: 300 });
    let release = (): void => undefined;
    const released = new Promise<void>((resolve) => (release = resolve));
    await engine.publish(topic, new Map([[0, events('tax', 0, 1, 2)]]));
    const held = await collect(stuck, topic, {
      consumer,
      handle: async (batches) => {
        await released;
        return batches.map(() => ({ kind: 'ok' }));
      },
    });
    await eventually('it has left', () => stuck.health()?.includes('does not end') === true);
    const other = await collect(engine, topic, { consumer });
    await eventually('the other does the work', () => other.records(0).length === 2);
    release();
    await eventually('it is back', () => stuck.health() === null);
    await Promise.all([held.subscription.close(), other.subscription.close()]);
    await stuck.close();
  });

  it('closes within seconds though the cluster is gone', async () => {
    const topic = newTopic();
    const sockets = testSockets();
    const lost = await openForTest({ socketFactory: sockets.factory });
    const { subscription } = await collect(lost, topic);
    const tail = await lost.tail(topic, () => undefined);
    await subscription.caughtUp();
    sockets.away = true;
    sockets.breakAll();
    const since = performance.now();
    await Promise.all([subscription.close(), tail.close()]);
    await lost.close();
    expect(performance.now() - since).toBeLessThan(15_000);
    // What was given up ends by itself, and stays connected to nothing.
    sockets.away = false;
    await eventually('nothing is connected any more', () => sockets.quietMillis() > 2 * clientRetryMostMillis);
  });

  it('closes at once while it is still joining', async () => {
    const topic = newTopic();
    const brief = await openForTest();
    const { subscription } = await collect(brief, topic);
    await subscription.close();
    await brief.close();
    expect(brief.health()).toBe('the stream engine is closed');
  });
});
