import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib';
import { describeStreamContract } from '../suite/contract.js';
import { collect, events, newTopic } from '../suite/under-test.js';
import type { OutgoingRecord, StreamEngine } from '../types.js';
import { packedLog, partitions, type PackedLog } from './packed-log.fixture.js';
import { newDatabase } from './test-database.js';

describeStreamContract('the embedded engine, whatever is published packed at once', async () => {
  const [packed, consumers] = await Promise.all([packedLog(), newDatabase()]);
  const opened: StreamEngine[] = [];
  /** One engine writes, another reads: nothing comes from memory. */
  const another = async (): Promise<StreamEngine> => {
    const [writer, reader] = await Promise.all([packed.another(), packed.another()]);
    opened.push(writer, reader);
    return {
      name: 'embedded',
      partitions: (topic) => reader.partitions(topic),
      subscribe: (wish) => reader.subscribe(wish),
      tail: (topic, onRecords) => reader.tail(topic, onRecords),
      ends: (topic) => reader.ends(topic),
      health: () => writer.health() ?? reader.health(),
      publish: async (topic, batches) => {
        await writer.publish(topic, batches);
        // five: the suite counts deliveries of so many. A packer whose connection the suite breaks has died
        await packed.pack({ recordsAPack: 5 }).catch(() => undefined);
      },
      close: async () => {
        await Promise.all([writer.close(), reader.close()]);
      },
    };
  };
  return {
    engine: await another(),
    another,
    interrupt: () => packed.log.breakConnections(),
    consumerDatabase: consumers.url,
    close: async () => {
      const [made] = await packed.log.query('select count(*)::int as packs from stream.pack');
      await Promise.all(opened.map((one) => one.close()));
      await Promise.all([packed.close(), consumers.drop()]);
      expect(made?.['packs']).toBeGreaterThan(100);
    },
  };
});

describe('packs of old records', () => {
  let packed: PackedLog;
  beforeAll(async () => {
    packed = await packedLog();
  });
  afterAll(() => packed.close());

  it('give back the same records in the same order, from any place, however they are cut', async () => {
    await fc.assert(
      fc.asyncProperty(publications, placesWanted, fc.integer({ min: 1, max: 9 }), bytesAPacks, async (...given) => {
        const [published, wanted, recordsAPack, bytesAPack] = given;
        const topic = newTopic();
        await packed.engine.publish(topic, published);
        const lengths = partitions.map((partition) => published.get(partition)?.length ?? 0);
        const places = new Map(wanted.map((place, index) => [index, BigInt(place % ((lengths[index] ?? 0) + 1))]));
        const [all, some, rows] = [
          await packed.read(topic),
          await packed.read(topic, places),
          await packed.rowsOf(topic),
        ];
        await packed.pack({ ageMillis: -100, recordsAPack, bytesAPack });
        expect(await packed.rowsOf(topic)).toBe(rows - ((await packed.engine.packed?.(topic)) ?? 0));
        expect(await packed.read(topic)).toEqual(all);
        expect(await packed.read(topic, places)).toEqual(some);
        expect(all.map((own) => own.length)).toEqual(lengths);
      }),
      { numRuns: 25, endOnFailure: true },
    );
    const [made] = await packed.log.query('select count(*)::int as packs from stream.pack where last > first');
    expect(made?.['packs']).toBeGreaterThan(0);
  });

  it('are read by who begins before, while and after they are made', async () => {
    const topic = newTopic();
    await packed.engine.publish(topic, new Map(partitions.map((one) => [one, events('tax', one, 1, 140)])));
    const before = await packed.read(topic);
    const packing = packed.pack({ recordsAPack: 7 });
    const beside: unknown[] = [];
    while ((await packed.rowsOf(topic)) > 0) beside.push(await packed.read(topic));
    expect((await packing).records).toBe(4 * 140);
    expect(beside.length).toBeGreaterThan(1);
    for (const one of [...beside, await packed.read(topic)]) expect(one).toEqual(before);
  });

  it('are followed by rows, which go on as ever', async () => {
    const topic = newTopic();
    await packed.engine.publish(topic, new Map([[0, events('tax', 0, 1, 6)]]));
    await packed.pack();
    expect(await packed.rowsOf(topic)).toBe(0);
    await packed.engine.publish(topic, new Map([[0, events('tax', 0, 7, 8)]]));
    await packed.pack();
    expect(await packed.rowsOf(topic)).toBe(2);
    expect((await packed.read(topic))[0]?.map(({ position }) => position)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });

  it.each([
    ['does not unpack', (body: Buffer) => `body = ${bytea(body.subarray(0, -3))}`],
    ['has a record that was changed', (body: Buffer) => `body = ${bytea(withLastByteChanged(body))}`],
    [
      'is another pack',
      () =>
        `(digest, body) = (select digest, body from stream.pack where topic = p.topic and partition = 1 and first = 0)`,
    ],
  ])('stop the partition, and no other, where one %s: with its topic, partition and offsets', async (_, damage) => {
    const topic = newTopic();
    await packed.engine.publish(topic, new Map([1, 2].map((one) => [one, events('tax', one, 1, 9)])));
    await packed.pack();
    const one = `partition = 1 and first = 3 and topic = (select id from stream.topic where name = '${topic}')`;
    const [pack] = await packed.log.query(`select body from stream.pack where ${one}`);
    await packed.log.query(`alter table stream.pack disable trigger append_only;
      update stream.pack p set ${damage(pack?.['body'] as Buffer)} where ${one};
      alter table stream.pack enable trigger append_only`);
    const reader = await packed.another();
    const { subscription, records } = await collect(reader, topic);
    await subscription.caughtUp();
    const [stopped, ...others] = subscription.stopped();
    expect([stopped?.partition, others]).toEqual([1, []]);
    expect(stopped?.reason).toContain(`topic ${topic}, partition 1, offsets 3 to 5 is damaged`);
    expect(records(1).map(({ position }) => position)).toEqual([1, 2, 3]);
    expect(records(2)).toHaveLength(9);
    await reader.close();
  });
});

const bytea = (bytes: Buffer): string => `'\\x${bytes.toString('hex')}'`;

function withLastByteChanged(body: Buffer): Buffer {
  const plain = brotliDecompressSync(body);
  plain[plain.length - 1] = (plain.at(-1) ?? 0) ^ 1;
  return brotliCompressSync(plain);
}

// no zero character: Postgres has no room for it in a text
const text = fc.oneof(
  fc.string({ unit: 'grapheme' }).map((one) => one.replaceAll('\0', '')),
  fc.constantFrom('', '沙县区-"{}\\,\'…', '𠮷'),
);
const word = fc.constantFrom('tax', 'seal', '*', '公章', '');
const body = fc.oneof(
  fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
  fc.constantFrom('', '\0', '{"a":1}', '{"a":1}\0', '{"a":1}\0\0sealed\0', '\0{"a":1}').map((one) => Buffer.from(one)),
);
const anyRecord: fc.Arbitrary<OutgoingRecord> = fc
  .record({
    key: text,
    source: word,
    shard: fc.nat(7),
    position: fc.maxSafeNat(),
    follows: fc.maxSafeNat(),
    type: word,
    audience: word,
    at: fc.integer({ min: -1, max: 50 }),
    body,
    traceparent: fc.option(text, { nil: undefined }),
  })
  .map(({ traceparent, ...plain }) => (traceparent === undefined ? plain : { ...plain, traceparent }));

const publications = fc
  .array(fc.tuple(fc.nat(partitions.length - 1), anyRecord), { minLength: 1, maxLength: 30 })
  .map((published) => {
    const batches = new Map<number, OutgoingRecord[]>();
    for (const [partition, one] of published) batches.set(partition, [...(batches.get(partition) ?? []), one]);
    return batches;
  });
const placesWanted = fc.array(fc.nat(40), { minLength: partitions.length, maxLength: partitions.length });
const bytesAPacks = fc.integer({ min: 1, max: 2_000 });
