import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { event, events, eventually, newTopic } from '../suite/under-test.js';
import type { StreamRecord } from '../types.js';
import { packLog } from './pack-log.js';
import { packedLog, partitions, small, type PackedLog } from './packed-log.fixture.js';
import { ensureSchema } from './schema.js';

const dayMillis = 24 * 60 * 60 * 1000;

describe('packing the log', () => {
  let packed: PackedLog;
  let topic: string;
  beforeEach(async () => {
    packed = await packedLog();
    topic = newTopic();
  });
  afterEach(() => packed.close());

  const publishAll = async (each: number): Promise<StreamRecord[][]> => {
    await packed.engine.publish(topic, new Map(partitions.map((one) => [one, events('tax', one, 1, each)])));
    return packed.read(topic);
  };

  const packs = async (): Promise<readonly unknown[][]> =>
    (await packed.log.query('select partition, first, last from stream.pack order by topic, partition, first')).map(
      ({ partition, first, last }) => [partition, Number(first), Number(last)],
    );

  it('moves what is a month older than the newest record of the topic, in whole packs, and leaves the rest', async () => {
    const at = [0, 1, 2, 3, 4, 5, 6, 31, 32, 35];
    const records = at.map((day, index) => event('tax', 0, index + 1, { at: day * dayMillis }));
    await packed.engine.publish(topic, new Map([[0, records]]));
    expect(await packLog({ connectionString: packed.log.url, recordsAPack: 2, rest: 0 })).toEqual({
      packs: 3,
      records: 6,
    });
    expect(await packs()).toEqual([
      [0, 0, 1],
      [0, 2, 3],
      [0, 4, 5],
    ]);
    expect((await packed.read(topic))[0]).toHaveLength(10);
  });

  it('leaves a small log as it is', async () => {
    await publishAll(1_999);
    expect(await packLog({ connectionString: packed.log.url, ageMillis: 0 })).toEqual({ packs: 0, records: 0 });
  });

  it('ends a pack where the next record would be too much, and packs a record by itself that is too large', async () => {
    const sizes = [40, 40, 40, 500, 40, 40, 40];
    const records = sizes.map((size, index) => event('tax', 2, index + 1, { body: Buffer.alloc(size) }));
    await packed.engine.publish(topic, new Map([[2, records]]));
    await packed.pack({ recordsAPack: 100, bytesAPack: 110 });
    expect(await packs()).toEqual([
      [2, 0, 1],
      [2, 2, 2],
      [2, 3, 3],
      [2, 4, 5],
    ]);
  });

  it('takes far less room than rows', async () => {
    const records = events('tax', 0, 1, 1_000).map((one) => ({
      ...one,
      body: Buffer.from(JSON.stringify({ ...one, body: 0 })),
    }));
    await packed.engine.publish(topic, new Map([[0, records]]));
    const [before] = await packed.log.query('select sum(octet_length(body))::int as bytes from stream.record');
    await packed.pack({ recordsAPack: 1_000 });
    const [after] = await packed.log.query('select sum(octet_length(body))::int as bytes from stream.pack');
    expect(after?.['bytes']).toBeLessThan((before?.['bytes'] as number) / 10);
  });

  it('ends after the pack in hand when it is told to, and is gone on with later', async () => {
    const before = await publishAll(300);
    const ending = new AbortController();
    const packing = packed.pack({ rest: 1, signal: ending.signal });
    await eventually('the first pack is made', async () => (await packs()).length > 0);
    ending.abort();
    const { records } = await packing;
    expect(records).toBeGreaterThan(0);
    expect(await packed.rowsOf(topic)).toBe(4 * 300 - records);
    expect(await packed.read(topic)).toEqual(before);
    await packed.pack();
    expect(await packed.rowsOf(topic)).toBe(0);
    expect(await packed.read(topic)).toEqual(before);
  });

  it('loses nothing when it is killed', async () => {
    const before = await publishAll(300);
    const packing = packed.pack({ rest: 1 });
    const failed = expect(packing).rejects.toThrow();
    await eventually('some packs are made', async () => (await packs()).length > 3);
    await packed.log.query(
      `select pg_terminate_backend(pid, 10000) from pg_stat_activity
        where datname = current_database() and application_name = 'event-stream packer'`,
    );
    await failed;
    expect(await packed.rowsOf(topic)).toBeGreaterThan(0);
    expect(await packed.read(topic)).toEqual(before);
    await packed.pack();
    expect(await packed.read(topic)).toEqual(before);
    expect(await packed.rowsOf(topic)).toBe(0);
  });

  it('is done once by two who begin at the same time', async () => {
    const before = await publishAll(60);
    const both = await Promise.all([packed.pack(), packed.pack()]);
    expect(both.reduce((sum, { records }) => sum + records, 0)).toBe(4 * 60);
    expect(await packed.read(topic)).toEqual(before);
  });

  it('waits for nobody who packs already', async () => {
    await publishAll(3);
    const other = new pg.Client({ connectionString: packed.log.url });
    await other.connect();
    await other.query(`select pg_advisory_lock(${String(0x7061636b)})`);
    expect(await packed.pack()).toEqual({ packs: 0, records: 0 });
    await other.end();
    expect(await packed.pack()).toEqual({ packs: 4, records: 12 });
  });

  it('is not done by a role that may only read and append', async () => {
    await publishAll(3);
    const role = `reading_${String(process.pid)}`;
    const url = new URL(packed.log.url);
    Object.assign(url, { username: role, password: 'reading' });
    await packed.log.query(`create role ${role} login password 'reading'`);
    await ensureSchema({ connectionString: packed.log.url, partitions: 4, servingRole: role });
    expect(await packed.pack({ connectionString: url.href })).toEqual({ packs: 0, records: 0 });
    await packed.pack();
    const reader = await packed.another({ connectionString: url.href });
    expect(await reader.packed?.(topic)).toBe(12);
    await reader.close();
    await packed.log.query(`drop owned by ${role}; drop role ${role}`);
  });

  it('goes on by itself for as long as the log is open', async () => {
    const before = await publishAll(9);
    const told: string[] = [];
    const owner = await packed.another({
      packing: { ...small, everyMillis: 20 },
      trouble: (what) => told.push(what),
    });
    await eventually('all is packed', async () => (await packed.rowsOf(topic)) === 0);
    expect(await owner.packed?.(topic)).toBe(36);
    await packed.log.query('alter table stream.head rename to head_away');
    await eventually('trouble is told', () => told.includes('old records cannot be packed'));
    await packed.log.query('alter table stream.head_away rename to head');
    await packed.engine.publish(topic, new Map([[0, events('tax', 0, 10, 12)]]));
    await eventually('it goes on', async () => (await packed.rowsOf(topic)) === 0);
    await owner.close();
    expect((await packed.read(topic)).slice(1)).toEqual(before.slice(1));
  });
});

describe('what the database refuses of packs', () => {
  let packed: PackedLog;
  const topic = newTopic();
  beforeAll(async () => {
    packed = await packedLog();
    await packed.engine.publish(topic, new Map(partitions.map((one) => [one, events('tax', one, 1, 9)])));
    await packed.pack({ recordsAPack: 6 });
  });
  afterAll(() => packed.close());

  /** A pack of what the database holds from `first` to `last`. */
  const insert = (
    first: number,
    last: number,
    digest = `sha256(stream.plain(t.id, 0::smallint, ${String(first)}, ${String(last)}))`,
  ): string =>
    `insert into stream.pack (topic, partition, first, last, digest, body)
      select t.id, 0, ${String(first)}, ${String(last)}, ${digest}, '' from stream.topic t where name = '${topic}'`;

  it.each([
    'update stream.pack set last = last',
    'delete from stream.pack',
    'delete from stream.record',
    'delete from stream.record where partition = 0 and "offset" = 6',
    'truncate stream.pack',
    'truncate stream.record',
  ])('%s', async (statement) => {
    await expect(packed.log.query(statement)).rejects.toMatchObject({ code: 'YS001' });
  });

  it.each([
    ['a pack behind a hole', insert(7, 8), 'YS003'],
    ['a pack that overlaps', insert(5, 7), 'YS003'],
    ['a pack that is there', insert(0, 5, `sha256('')`), '23505'],
    ['a pack that reaches beyond the log', insert(6, 9), 'YS003'],
    ['a pack of nothing', insert(6, 5, `sha256('')`), '23514'],
    ['a pack of other records', insert(6, 8, `sha256(stream.plain(t.id, 1::smallint, 6, 8))`), 'YS003'],
    ['a pack of another digest', insert(6, 8, `sha256('')`), 'YS003'],
    ['a pack whose digest is of fewer records', insert(6, 8, `sha256(stream.plain(t.id, 0::smallint, 6, 7))`), 'YS003'],
  ])('%s', async (_, statement, code) => {
    await expect(packed.log.query(statement)).rejects.toMatchObject({ code });
    expect(await packed.rowsOf(topic)).toBe(12);
  });

  it('a delete by way of another table’s trigger', async () => {
    await packed.log.query(`create table by_way (one int);
      create function by_way() returns trigger language plpgsql as
        'begin delete from stream.record where partition = 0; return null; end';
      create trigger by_way after insert on by_way for each row execute function by_way()`);
    await expect(packed.log.query('insert into by_way values (1)')).rejects.toMatchObject({ code: 'YS003' });
    expect(await packed.rowsOf(topic)).toBe(12);
  });

  it('and takes the pack that is right', async () => {
    await packed.log.query(insert(6, 8));
    expect(await packed.rowsOf(topic)).toBe(9);
  });
});
