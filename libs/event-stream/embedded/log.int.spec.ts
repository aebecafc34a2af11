import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { collect, event, events, eventually, newTopic } from '../suite/under-test.js';
import type { StreamEngine } from '../types.js';
import { openEmbeddedStream } from './open.js';
import { ensureSchema } from './schema.js';
import { newDatabase, type TestDatabase } from './test-database.js';

describe('the log of the embedded engine', () => {
  let log: TestDatabase;
  let engine: StreamEngine;
  beforeAll(async () => {
    log = await newDatabase();
    engine = await openEmbeddedStream({ connectionString: log.url, partitions: 4, pollMillis: 20 });
  });
  afterAll(async () => {
    await engine.close();
    await log.drop();
  });

  it('lets no reader pass a writer that stalls before its commit, and holds up no other partition', async () => {
    const topic = newTopic();
    await engine.publish(topic, new Map([[0, [event('tax', 0, 1)]]]));
    const { subscription, records } = await collect(engine, topic);
    await subscription.caughtUp();

    const stalled = new pg.Client({ connectionString: log.url });
    await stalled.connect();
    await stalled.query('begin');
    await stalled.query(publishOne, [topic, 'written first, committed last']);
    let published = false;
    const behind = engine.publish(topic, new Map([[0, [event('tax', 0, 3)]]])).then(() => (published = true));
    const other = await openEmbeddedStream({ connectionString: log.url, partitions: 4, joined: false });
    await other.publish(topic, new Map([[1, [event('seal', 1, 1)]]]));
    await eventually('the other partition goes on', () => records(1).length === 1);
    const waiting = `select count(*) > 0 as waits from pg_stat_activity
      where datname = current_database() and application_name = 'event-stream writer' and wait_event_type = 'Lock'`;
    await eventually('the next writer waits', async () => (await log.query(waiting))[0]?.['waits'] === true);
    expect([published, records(0).length]).toEqual([false, 1]);

    await stalled.query('commit');
    await behind;
    await eventually('both arrive', () => records(0).length === 3);
    expect(records(0).map(({ offset, key }) => [offset, key])).toEqual([
      [0n, 'case-0-1'],
      [1n, 'written first, committed last'],
      [2n, 'case-0-3'],
    ]);
    await Promise.all([subscription.close(), stalled.end(), other.close()]);
  });

  it.each(['update stream.record set key = key', 'delete from stream.record', 'truncate stream.record'])(
    'is for ever, for its owner too: %s raises',
    async (statement) => {
      await engine.publish(newTopic(), new Map([[0, events('tax', 0, 1, 2)]]));
      await expect(log.query(statement)).rejects.toMatchObject({ code: 'YS001' });
    },
  );

  it('is served by a role that may read and append, and nothing else', async () => {
    const role = `serving_${String(process.pid)}`;
    const url = new URL(log.url);
    Object.assign(url, { username: role, password: 'serving' });
    await log.query(`create role ${role} login password 'serving'`);
    await ensureSchema({ connectionString: log.url, partitions: 4, servingRole: role });
    const serving = await openEmbeddedStream({ connectionString: url.href, partitions: 4 });
    try {
      const topic = newTopic();
      await serving.publish(topic, new Map([[2, events('tax', 2, 1, 3)]]));
      const { subscription, records } = await collect(serving, topic);
      await subscription.caughtUp();
      await subscription.close();
      expect(records(2)).toHaveLength(3);
      const client = new pg.Client({ connectionString: url.href });
      await client.connect();
      for (const statement of [
        'update stream.record set key = key',
        'delete from stream.record',
        'truncate stream.record',
      ]) {
        await expect(client.query(statement)).rejects.toMatchObject({ code: '42501' });
      }
      await client.end();
    } finally {
      await serving.close();
      await log.query(`drop owned by ${role}; drop role ${role}`);
    }
  });

  it('refuses to be opened with another number of partitions, and names both', async () => {
    await expect(openEmbeddedStream({ connectionString: log.url, partitions: 5 })).rejects.toThrow(/4 partitions, 5/);
  });

  it('is made once by many who open it at the same time', async () => {
    const fresh = await newDatabase();
    const opening = { connectionString: fresh.url, partitions: 3, joined: false };
    const engines = await Promise.all(Array.from({ length: 6 }, () => openEmbeddedStream(opening)));
    const topic = newTopic();
    await Promise.all(
      engines.map((one, index) => one.publish(topic, new Map([[0, [event(`s${String(index)}`, 0, 1)]]]))),
    );
    expect((await engines[0]!.ends(topic))[0]).toEqual({ partition: 0, next: 6n });
    await Promise.all(engines.map((one) => one.close()));
    await fresh.drop();
  });
});

/** What the writer of another process does, left before its commit. */
const publishOne = `
  select stream.publish(stream.open_topic($1), '{0}', '{1}', '{0}', '{0}', '{0}', '{2}', '{1}', '{0}',
    array[w.tax], array[w.type], array[w.everybody], array[$2], array[null::text], '{1}', '{0}', '')
  from (select max(id) filter (where word = 'tax') as tax, max(id) filter (where word = 'something-happened') as type,
    max(id) filter (where word = '*') as everybody from stream.word) w`;
