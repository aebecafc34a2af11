import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { add, openLedger, TestGround, type TestStore } from './testing/open.js';
import { batchOf, caseIn, heard, passedOver } from './testing/works.js';

let ground: TestGround;
const stores: TestStore[] = [];
const open = async (tuning = {}): Promise<TestStore> => {
  const store = await openLedger(ground, { tuning });
  stores.push(store);
  return store;
};
beforeEach(async () => {
  ground = await TestGround.make();
});
afterEach(async () => {
  await Promise.all(stores.splice(0).map(({ store }) => store.close()));
  await ground.drop();
});

const TOPIC = 'toy-topic';
const one = (position: number, offset: number, name = 'late') =>
  heard(caseIn(1, name), position, { do: 'add', amount: 1 }, { offset: BigInt(offset) });
const other = (position: number, offset: number) =>
  heard(caseIn(1, 'other'), position, { do: 'add', amount: 1 }, { offset: BigInt(offset), source: 'third' });
const eventsOf = async ({ store }: TestStore, name: string): Promise<string[]> =>
  (await store.readStream(`ledger/${caseIn(1, name)}`)).map(({ cause }) => cause);

describe('a partition that stopped at a gap', () => {
  it('is told of by every instance, with what is missing, until the consumer is past it', async () => {
    const stopped = await open();
    const another = await open();
    await stopped.store.consume([batchOf(one(1, 0))]);
    const [end] = await stopped.store.consume([batchOf(one(4, 1))]);
    expect(end).toMatchObject({ kind: 'gap' });
    expect(await another.store.stops.list()).toMatchObject([
      {
        consumer: 'toy',
        topic: TOPIC,
        partition: 1,
        offset: '1',
        gap: { source: 'elsewhere', shard: 1, position: 4, follows: 3, seen: 1 },
        repaired: false,
      },
    ]);
    expect(await another.store.stops.mayGoOn('toy', TOPIC, [1])).toBe(false);
  });

  it('goes on once all is published again: nothing is skipped, nothing doubled, and others are not kept waiting', async () => {
    const store = await open();
    await store.store.consume([batchOf(one(1, 0))]);
    // 2 and 3 are missing; what comes after them, and another service's record, stand in the log already
    const behind = [one(4, 1), other(1, 2), one(5, 3)];
    expect(await store.store.consume([batchOf(...behind)])).toMatchObject([{ kind: 'gap' }]);
    const again = [one(2, 4), one(3, 5), one(4, 6), one(5, 7)];
    expect(await store.store.stops.pass(TOPIC, { source: 'elsewhere', shard: 1 }, 8n)).toBe(1);
    expect(await store.store.stops.list()).toMatchObject([{ repaired: true }]);
    expect(await store.store.stops.mayGoOn('toy', TOPIC, [1])).toBe(true);

    expect(await store.store.consume([batchOf(...behind)])).toMatchObject([{ kind: 'committed' }]);
    expect(await eventsOf(store, 'other')).toHaveLength(1);
    expect(await eventsOf(store, 'late')).toHaveLength(1);
    expect(await store.store.consume([batchOf(...again)])).toEqual([{ kind: 'committed' }]);
    expect(await eventsOf(store, 'late')).toEqual([1, 2, 3, 4, 5].map((position) => `elsewhere:1:${String(position)}`));
    expect(await store.store.stops.list()).toEqual([]);
    expect(await ground.query('select source, position from watermark order by source')).toEqual([
      { source: 'elsewhere', position: '5' },
      { source: 'third', position: '1' },
    ]);
  });

  it('does not take what it passed over for something it has heard', async () => {
    const store = await open();
    await store.store.consume([batchOf(one(1, 0))]);
    await store.store.consume([batchOf(passedOver(1, 4, { offset: 1n }))]);
    await store.store.stops.pass(TOPIC, { source: 'elsewhere', shard: 1 }, 5n);
    await store.store.consume([batchOf(passedOver(1, 4, { offset: 1n }))]);
    // nothing here concerns this service, so it might be put off in memory: there it must be judged by the true watermark
    expect(await store.store.consume([batchOf(one(2, 2), passedOver(1, 3, { offset: 3n }))])).toEqual([
      { kind: 'committed' },
    ]);
    expect(await store.store.consume([batchOf(passedOver(1, 4, { offset: 4n }))])).toEqual([{ kind: 'committed' }]);
    expect(await store.store.consume([batchOf(one(5, 5))])).toEqual([{ kind: 'committed' }]);
    expect(await eventsOf(store, 'late')).toHaveLength(3);
  });

  it('stops again when it was let go on though nothing was published again: loud, and nothing is lost', async () => {
    const store = await open();
    await store.store.consume([batchOf(one(1, 0))]);
    await store.store.consume([batchOf(one(4, 1))]);
    await store.store.stops.pass(TOPIC, { source: 'elsewhere', shard: 1 }, 2n);
    expect(await store.store.consume([batchOf(one(4, 1))])).toMatchObject([{ kind: 'committed' }]);
    expect(await store.store.consume([batchOf(one(5, 2))])).toMatchObject([{ kind: 'gap' }]);
    expect(await store.store.stops.list()).toMatchObject([{ offset: '2', gap: { seen: 1 }, repaired: false }]);
    expect(await eventsOf(store, 'late')).toHaveLength(1);
  });
});

describe('a partition that stopped because too much waits behind a parked case', () => {
  it('goes on once the queue is shorter', async () => {
    const store = await open({ parkedQueueMax: 2 });
    const broken = (position: number, what: 'break' | 'add') =>
      heard(caseIn(1, 'broken'), position, what === 'break' ? { do: 'break' } : { do: 'add', amount: 1 });
    await store.store.consume([batchOf(broken(1, 'break'), broken(2, 'add'))]);
    expect(await store.store.consume([batchOf(broken(3, 'add'))])).toMatchObject([{ kind: 'gap' }]);
    expect(await store.store.stops.list()).toMatchObject([{ partition: 1, gap: null }]);
    expect(await store.store.stops.mayGoOn('toy', TOPIC, [1])).toBe(false);
    await store.store.parked.resolve(caseIn(1, 'broken'), 'by hand');
    expect(await store.store.stops.mayGoOn('toy', TOPIC, [1])).toBe(true);
    expect(await store.store.consume([batchOf(broken(3, 'add'))])).toEqual([{ kind: 'committed' }]);
    expect(await store.store.stops.list()).toEqual([]);
  });
});

describe('publishing again', () => {
  it('puts the cursor below where it was: a relay that published before cannot move it', async () => {
    const store = await open();
    for (let count = 0; count < 4; count += 1) await store.store.submit(add(caseIn(1, 'said')));
    await store.store.outbox.advance(new Map([[1, { from: 0, to: 4 }]]));
    await store.store.outbox.rewind(1, 2);
    expect(await store.store.outbox.cursor(1)).toBe(1);
    await store.store.outbox.rewind(1, 2);
    expect(await store.store.outbox.cursor(1)).toBe(0);
    expect(await store.store.outbox.advance(new Map([[1, { from: 1, to: 4 }]]))).toEqual([]);
    await store.store.outbox.rewind(1, 0);
    const again = await store.store.outbox.readPublic(new Map([[1, await store.store.outbox.cursor(1)]]), 10);
    expect(again.get(1)?.map(({ position }) => position)).toEqual([1, 2, 3, 4]);
    await expect(store.store.outbox.cursor(99)).rejects.toThrow(RangeError);
  });
});
