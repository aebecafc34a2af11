import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { collect, events } from '../suite/under-test.js';
import { openEmbeddedStream } from './open.js';
import { packLog } from './pack-log.js';
import { ensureSchema } from './schema.js';
import { newDatabase, type TestDatabase } from './test-database.js';
import { version1Sql } from './version-1.fixture.js';

describe('a log of an older version', () => {
  let log: TestDatabase;
  beforeEach(async () => {
    log = await newDatabase();
    await log.query(version1Sql);
    await log.query(`insert into stream.log (version, partitions) values (1, 2);
      insert into stream.word (word) values ('tax'), ('something-happened'), ('*');
      insert into stream.topic (name) values ('opening');
      insert into stream.head (topic, partition, next) values (1, 0, 7), (1, 1, 0);
      insert into stream.record
          ("offset", position, follows, at, source, type, audience, shard, topic, partition, key, body)
        select n, n + 1, n, n, 1, 2, 3, 0, 1, 0, 'case-' || n, '{}' from generate_series(0, 6) n`);
  });
  afterEach(() => log.drop());

  const open = (partitions = 2) => openEmbeddedStream({ connectionString: log.url, partitions, joined: false });

  it('is raised where it stands, by many who open it at once, and goes on: read, written, packed', async () => {
    const engines = await Promise.all(Array.from({ length: 4 }, () => open()));
    const [engine] = engines;
    await engine!.publish('opening', new Map([[0, events('tax', 0, 8, 9)]]));
    expect(await packLog({ connectionString: log.url, ageMillis: 0, recordsAPack: 4 })).toEqual({
      packs: 2,
      records: 8,
    });
    const { subscription, records } = await collect(engines[1]!, 'opening');
    await subscription.caughtUp();
    expect(records(0).map(({ position, source }) => [position, source])).toEqual(
      Array.from({ length: 9 }, (_, index) => [index + 1, 'tax']),
    );
    await Promise.all(engines.map((one) => one.close()));
  });

  it('then has the shape of one made anew', async () => {
    const fresh = await newDatabase();
    await ensureSchema({ connectionString: fresh.url, partitions: 2 });
    await ensureSchema({ connectionString: log.url, partitions: 2 });
    expect(await shapeOf(log)).toEqual(await shapeOf(fresh));
    await fresh.drop();
  });

  it('is not raised by who has another number of partitions', async () => {
    await expect(open(3)).rejects.toThrow(/2 partitions, 3/);
    expect(await log.query('select version from stream.log')).toEqual([{ version: 1 }]);
  });

  it('is refused when it is newer than the program', async () => {
    await log.query('update stream.log set version = 99');
    await expect(open()).rejects.toThrow(/version 99, this program knows 2/);
  });
});

/** Columns, functions and triggers in words. */
const shapeOf = (log: TestDatabase): Promise<readonly unknown[]> =>
  log.query(`
    select table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable as what
      from information_schema.columns where table_schema = 'stream'
    union all select proname || prosrc from pg_proc where pronamespace = 'stream'::regnamespace
    union all select pg_get_triggerdef(oid) from pg_trigger where not tgisinternal
    union all select conname || pg_get_constraintdef(oid) from pg_constraint where connamespace = 'stream'::regnamespace
    union all select relname || coalesce(reloptions::text, '') from pg_class where relnamespace = 'stream'::regnamespace
    order by 1`);
