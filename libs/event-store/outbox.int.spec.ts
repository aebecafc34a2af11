import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { countsSql } from './counts.js';
import type { PublicRecord } from './index.js';
import { add, openLedger, SHARDS, START, TestGround, work, type TestStore } from './testing/open.js';
import { caseIn } from './testing/works.js';

let ground: TestGround;
const stores: TestStore[] = [];
const open = async (): Promise<TestStore> => {
  const store = await openLedger(ground);
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

const hide = ({ store }: TestStore, caseId: string): Promise<unknown> =>
  store.submit(work(caseId, { do: 'add', amount: 1, public: false }));
const read = async (
  { store }: TestStore,
  shard: number,
  position: number,
  limit = 100,
): Promise<readonly PublicRecord[]> =>
  (await store.outbox.readPublic(new Map([[shard, position]]), limit)).get(shard) ?? [];
const plain = (records: readonly PublicRecord[]): object[] =>
  records.map(({ body, ...rest }) => ({ ...rest, body: Buffer.from(body).toString('hex') }));

describe('the outbox', () => {
  it('gives the same from the memory of who wrote as from the table, page by page', async () => {
    const writer = await open();
    const reader = await open();
    const caseId = caseIn(1, 'same');
    for (let index = 0; index < 12; index += 1) {
      await writer.store.submit(add(caseId, index));
      if (index % 3 === 0) await hide(writer, caseId);
    }
    let position = 0;
    let seen = 0;
    for (;;) {
      const remembered = await read(writer, 1, position, 5);
      expect(plain(remembered)).toEqual(plain(await read(reader, 1, position, 5)));
      if (remembered.length === 0) break;
      for (const record of remembered) {
        expect(record.follows).toBe(position);
        position = record.position;
        seen += 1;
      }
    }
    expect(seen).toBe(12);
  });

  it('chains every public event of a shard to the one before it, over private ones, cases and writers', async () => {
    const one = await open();
    const other = await open();
    const cases = [1, 2, 3, 4, 5].map((index) => caseIn(2, `chain-${String(index)}`));
    await Promise.all(
      cases.flatMap((caseId, index) => [
        (index % 2 === 0 ? one : other).store.submit(add(caseId)),
        hide(index % 2 === 0 ? other : one, caseId),
        (index % 2 === 0 ? other : one).store.submit(add(caseId)),
      ]),
    );
    const records = await read(await open(), 2, 0);
    expect(records).toHaveLength(10);
    records.reduce((before, { follows, position }) => {
      expect(follows).toBe(before);
      return position;
    }, 0);
  });

  it('skips nothing when another instance wrote in between what this one remembers', async () => {
    const one = await open();
    const other = await open();
    const caseId = caseIn(0, 'between');
    await one.store.submit(add(caseId, 1));
    await other.store.submit(add(caseId, 2));
    await one.store.submit(add(caseId, 3));
    await other.store.submit(add(caseId, 4));
    for (const store of [one, other]) {
      const found: number[] = [];
      for (let position = 0; ;) {
        const page = await read(store, 0, position, 2);
        if (page.length === 0) break;
        for (const { body } of page)
          found.push((JSON.parse(Buffer.from(body).toString()) as { amount: number }).amount);
        position = page.at(-1)?.position ?? position;
      }
      expect(found).toEqual([1, 2, 3, 4]);
    }
  });

  it('gives what was given already again, to a relay that starts over', async () => {
    const one = await open();
    const caseId = caseIn(3, 'over');
    for (let index = 1; index <= 4; index += 1) await one.store.submit(add(caseId, index));
    expect(await read(one, 3, 2)).toHaveLength(2);
    expect(await read(one, 3, 0)).toHaveLength(4);
  });

  it('tells of each commit with the shards that got public events, and of none that got only private ones', async () => {
    const one = await open();
    const told: number[] = [];
    const stop = one.store.outbox.onAppended((shards) => told.push(...shards));
    await hide(one, caseIn(1, 'quiet'));
    await one.store.submit(add(caseIn(2, 'loud')));
    stop();
    await one.store.submit(add(caseIn(3, 'deaf')));
    expect(told).toEqual([2]);
  });

  it('does not run a turn again because somebody who is told of it fails', async () => {
    const one = await open();
    one.store.outbox.onAppended(() => {
      throw new Error('a relay in trouble');
    });
    await one.store.submit(add(caseIn(1, 'told')));
    expect(await one.store.readStream(`ledger/${caseIn(1, 'told')}`)).toHaveLength(1);
    expect(one.warnings.join()).toMatch(/somebody who was told of it failed/);
  });

  it('answers for a shard where nothing public is new without looking through its private events', async () => {
    const one = await open();
    const caseId = caseIn(1, 'private');
    await one.store.submit(add(caseId));
    await Promise.all(Array.from({ length: 500 }, () => hide(one, caseId)));
    await ground.query('vacuum analyze event', [], ground.ownerUrl);
    await one.store.outbox.advance(new Map([[1, { from: 0, to: 1 }]]));
    const plan = await ground.query<{ 'QUERY PLAN': string }>(
      `explain (analyze, buffers off, costs off, timing off, summary off) ${countsSql}`,
      [START],
    );
    expect(plan.map((row) => row['QUERY PLAN']).join('\n')).not.toMatch(/Rows Removed by Filter: [1-9]\d\d/);
    expect(await one.store.counts()).toMatchObject({ oldestUnpublishedMillis: 0 });
  });
});

describe('the leases of relays', () => {
  it('are each held by one, and by another when given back or run out', async () => {
    const { outbox } = (await open()).store;
    const all = Array.from({ length: SHARDS }, (_, shard) => shard);
    expect([...(await outbox.lease('one', 60_000)).keys()].sort()).toEqual(all);
    expect((await outbox.lease('other', 60_000)).size).toBe(0);
    await outbox.release('one');
    expect([...(await outbox.lease('other', 0)).keys()].sort()).toEqual(all);
    expect([...(await outbox.lease('one', 60_000)).keys()].sort()).toEqual(all);
    // renewed by its holder
    expect((await outbox.lease('one', 60_000)).size).toBe(SHARDS);
  });

  it('tell each shard’s cursor, which moves by compare-and-set only', async () => {
    const { outbox } = (await open()).store;
    expect(
      await outbox.advance(
        new Map([
          [1, { from: 0, to: 7 }],
          [2, { from: 3, to: 9 }],
        ]),
      ),
    ).toEqual([1]);
    expect(await outbox.advance(new Map([[1, { from: 0, to: 8 }]]))).toEqual([]);
    expect(await outbox.advance(new Map([[1, { from: 7, to: 8 }]]))).toEqual([1]);
    expect((await outbox.lease('one', 1_000)).get(1)).toBe(8);
  });
});
