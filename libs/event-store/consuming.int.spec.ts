import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { shardOf, TryLater } from './index.js';
import { openLedger, SHARDS, TestGround, type TestStore } from './testing/open.js';
import { until } from './testing/until.js';
import { batchOf, caseIn, heard, passedOver } from './testing/works.js';

let ground: TestGround;
const stores: TestStore[] = [];
const open = async (tuning = {}): Promise<TestStore> => {
  const store = await openLedger(ground, { tuning: { skippedFlushMillis: 3_600_000, ...tuning } });
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

const placeIn = async (partition: number): Promise<string | undefined> =>
  (await ground.query<{ next: string }>('select next from place where partition = $1', [partition]))[0]?.next;
const sumOf = async ({ store }: TestStore, caseId: string): Promise<number> =>
  (await store.readStream(`ledger/${caseId}`)).length;

describe('a batch', () => {
  it('moves its place and its watermark in the transaction of its effects', async () => {
    const one = await open();
    const caseId = caseIn(1, 'place');
    const ends = await one.store.consume([batchOf(heard(caseId, 1, { do: 'add', amount: 5 }))]);
    expect(ends).toEqual([{ kind: 'committed' }]);
    expect(
      await ground.query(`select p.next, w.position, (select count(*)::int from event) as events,
          p.xmin = w.xmin and p.xmin = (select xmin from event) as together from place p, watermark w`),
    ).toEqual([{ next: '1', position: '1', events: 1, together: true }]);
    expect(await one.store.placeOf('toy', 'toy-topic', [1, 2])).toEqual([1n, 0n]);
  });

  it('that starts later than the place is turned down with the place to seek back to, and changes nothing', async () => {
    const one = await open();
    const caseId = caseIn(1, 'later');
    await one.store.consume([batchOf(heard(caseId, 1, { do: 'add', amount: 1 }))]);
    const ends = await one.store.consume([batchOf(heard(caseId, 3, { do: 'add', amount: 1 }, { follows: 2 }))]);
    expect(ends).toEqual([{ kind: 'seek', offset: 1n }]);
    expect(await sumOf(one, caseId)).toBe(1);
  });

  it('that starts earlier is turned down with the place to skip ahead to', async () => {
    const one = await open();
    const caseId = caseIn(1, 'earlier');
    const first = batchOf(heard(caseId, 1, { do: 'add', amount: 1 }), heard(caseId, 2, { do: 'add', amount: 1 }));
    await one.store.consume([first]);
    expect(await one.store.consume([first])).toEqual([{ kind: 'seek', offset: 2n }]);
    expect(await sumOf(one, caseId)).toBe(2);
  });

  it('drops a record that was published again further on', async () => {
    const one = await open();
    const caseId = caseIn(1, 'again');
    await one.store.consume([batchOf(heard(caseId, 1, { do: 'add', amount: 1 }))]);
    const again = batchOf(
      heard(caseId, 1, { do: 'add', amount: 1 }, { offset: 1n }),
      heard(caseId, 2, { do: 'add', amount: 1 }, { offset: 2n }),
      heard(caseId, 2, { do: 'add', amount: 1 }, { offset: 3n }),
    );
    expect(await one.store.consume([again])).toEqual([{ kind: 'committed' }]);
    expect(await sumOf(one, caseId)).toBe(2);
    expect(await placeIn(1)).toBe('4');
  });

  it('with a gap stops loudly, naming it, while the other partitions of the same turn are committed', async () => {
    const one = await open();
    const hole = caseIn(1, 'hole');
    const fine = caseIn(2, 'fine');
    const ends = await one.store.consume([
      batchOf(
        heard(hole, 1, { do: 'add', amount: 1 }),
        heard(hole, 5, { do: 'add', amount: 1 }, { offset: 1n, follows: 4 }),
      ),
      batchOf(heard(fine, 1, { do: 'add', amount: 1 })),
    ]);
    expect(ends[0]).toMatchObject({ kind: 'gap' });
    expect((ends[0] as { reason: string }).reason).toMatch(
      /elsewhere shard 1: position 5 follows 4, but only 1 was seen/,
    );
    expect(ends[1]).toEqual({ kind: 'committed' });
    expect(await sumOf(one, hole)).toBe(0);
    expect(await sumOf(one, fine)).toBe(1);
    expect(await placeIn(1)).toBeUndefined();
  });

  it('takes a source for itself: a gap in one says nothing of another in the same partition', async () => {
    const one = await open();
    const caseId = caseIn(3, 'sources');
    const ends = await one.store.consume([
      batchOf(
        heard(caseId, 1, { do: 'add', amount: 1 }),
        heard(caseId, 1, { do: 'add', amount: 1 }, { source: 'third', offset: 1n }),
      ),
    ]);
    expect(ends).toEqual([{ kind: 'committed' }]);
    expect(await ground.query('select source, position from watermark order by source')).toEqual([
      { source: 'elsewhere', position: '1' },
      { source: 'third', position: '1' },
    ]);
  });

  it('one of whose cases fails parks that case and moves on', async () => {
    const one = await open();
    const broken = caseIn(1, 'broken');
    const fine = caseIn(1, 'fine');
    const ends = await one.store.consume([
      batchOf(
        heard(broken, 1, { do: 'break' }),
        heard(fine, 2, { do: 'add', amount: 1 }),
        heard(broken, 3, { do: 'add', amount: 1 }),
      ),
    ]);
    expect(ends).toEqual([{ kind: 'committed' }]);
    expect(await sumOf(one, fine)).toBe(1);
    expect(await one.store.parked.list()).toMatchObject([
      { caseId: broken, reason: 'TypeError: this work always breaks', origin: 'record', waiting: 2 },
    ]);
  });

  it('of a zombie that lost its partition changes nothing', async () => {
    const zombie = await open();
    const heir = await open();
    const caseId = caseIn(0, 'zombie');
    await zombie.store.consume([batchOf(heard(caseId, 1, { do: 'add', amount: 1 }))]);
    await heir.store.consume([batchOf(heard(caseId, 2, { do: 'add', amount: 1 }))]);
    // the zombie still has the second record in its hands, and what follows is put off in its memory
    const late = await zombie.store.consume([batchOf(heard(caseId, 2, { do: 'add', amount: 1 }))]);
    expect(late).toEqual([{ kind: 'seek', offset: 2n }]);
    expect(await sumOf(heir, caseId)).toBe(2);
  });

  it('of two consumers of one partition at the same instant is written once', async () => {
    const one = await open();
    const other = await open();
    const caseId = caseIn(0, 'both');
    for (let position = 1; position <= 30; position += 1) {
      const ends = await Promise.all(
        [one, other].map(({ store }) => store.consume([batchOf(heard(caseId, position, { do: 'add', amount: 1 }))])),
      );
      expect(
        ends
          .flat()
          .map(({ kind }) => kind)
          .sort(),
      ).toEqual(['committed', 'seek']);
    }
    expect(await sumOf(one, caseId)).toBe(30);
  });

  it('for a partition without a shard is refused', async () => {
    const one = await open();
    await expect(one.store.consume([batchOf(passedOver(SHARDS, 1))])).rejects.toThrow(/has no shard/);
  });
});

describe('batches in which nothing concerns this service', () => {
  it('cost no transaction: they are put off and written with the next step', async () => {
    const one = await open();
    const caseId = caseIn(1, 'skip');
    await one.store.consume([batchOf(heard(caseId, 1, { do: 'add', amount: 1 }))]);
    for (let position = 2; position <= 5; position += 1)
      expect(await one.store.consume([batchOf(passedOver(1, position))])).toEqual([{ kind: 'committed' }]);
    expect(await placeIn(1)).toBe('1');
    await one.store.consume([batchOf(heard(caseId, 6, { do: 'add', amount: 1 }))]);
    expect(await placeIn(1)).toBe('6');
    expect(await ground.query('select position from watermark')).toEqual([{ position: '6' }]);
  });

  it('are written after a while also when nothing else comes', async () => {
    const one = await open({ skippedFlushMillis: 5 });
    await one.store.consume([batchOf(heard(caseIn(1, 'flush'), 1, { do: 'add', amount: 1 }))]);
    await one.store.consume([batchOf(passedOver(1, 2))]);
    await until(async () => (await placeIn(1)) === '2');
  });

  it('are written when the store is closed', async () => {
    const one = await open();
    await one.store.consume([batchOf(heard(caseIn(1, 'closed'), 1, { do: 'add', amount: 1 }))]);
    await one.store.consume([batchOf(passedOver(1, 2), passedOver(1, 3))]);
    stores.length = 0;
    await one.store.close();
    expect(await placeIn(1)).toBe('3');
  });

  it('are written at the latest when so many records were passed over', async () => {
    const one = await open({ skippedRecordsMax: 3 });
    await one.store.consume([batchOf(heard(caseIn(1, 'many'), 1, { do: 'add', amount: 1 }))]);
    for (const position of [2, 3, 4]) await one.store.consume([batchOf(passedOver(1, position))]);
    expect(await placeIn(1)).toBe('1');
    await one.store.consume([batchOf(passedOver(1, 5))]);
    expect(await placeIn(1)).toBe('5');
  });

  it('are read again after a crash, and nothing is lost or doubled', async () => {
    const crashed = await open();
    const caseId = caseIn(1, 'crash');
    await crashed.store.consume([batchOf(heard(caseId, 1, { do: 'add', amount: 1 }))]);
    await crashed.store.consume([batchOf(passedOver(1, 2), passedOver(1, 3))]);
    // the crashed one never writes its places; another begins where the row stands
    const next = await open();
    expect(await next.store.placeOf('toy', 'toy-topic', [1])).toEqual([1n]);
    await next.store.consume([batchOf(passedOver(1, 2), passedOver(1, 3), heard(caseId, 4, { do: 'add', amount: 1 }))]);
    expect(await sumOf(next, caseId)).toBe(2);
    expect(await placeIn(1)).toBe('4');
    // and the first, back as a zombie, is told the true place and leaves it alone
    expect(await crashed.store.consume([batchOf(heard(caseId, 4, { do: 'add', amount: 1 }))])).toEqual([
      { kind: 'seek', offset: 4n },
    ]);
    expect(await sumOf(next, caseId)).toBe(2);
  });

  it('with a gap among them are not put off: the partition stops', async () => {
    const one = await open();
    await one.store.consume([batchOf(heard(caseIn(1, 'gap'), 1, { do: 'add', amount: 1 }))]);
    const [end] = await one.store.consume([batchOf(passedOver(1, 9, { offset: 1n, follows: 8 }))]);
    expect(end).toMatchObject({ kind: 'gap' });
  });

  it('and others may come while the places are being written: nothing is lost or doubled', async () => {
    const one = await open({ skippedFlushMillis: 1 });
    const cases = [0, 1, 2, 3].map((shard) => caseIn(shard, 'mixed'));
    const run = async (caseId: string): Promise<void> => {
      for (let position = 1; position <= 60; position += 1) {
        const record =
          position % 7 === 1
            ? heard(caseId, position, { do: 'add', amount: 1 })
            : passedOver(shardOf(caseId, SHARDS), position);
        expect(await one.store.consume([batchOf(record)])).toEqual([{ kind: 'committed' }]);
        // other things happen in between, so that the flush comes at every moment
        if (position % 5 === 0) await new Promise(setImmediate);
      }
    };
    await Promise.all(cases.map(run));
    for (const caseId of cases) expect(await sumOf(one, caseId)).toBe(9);
  });
});

describe('a fault of the machine', () => {
  it('such as a session the database ends is met by trying again: nobody is parked, nothing is doubled', async () => {
    const one = await open();
    const caseId = caseIn(1, 'killed');
    const killer = new pg.Client({ connectionString: ground.adminUrl });
    await killer.connect();
    const kill = (): Promise<unknown> =>
      killer.query(
        "select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and application_name = 'toy turns'",
        [ground.database],
      );
    for (let position = 1; position <= 90; position += 1) {
      const [ends] = await Promise.all([
        one.store.consume([batchOf(heard(caseId, position, { do: 'add', amount: 1 }))]),
        position % 3 === 0 ? kill() : undefined,
      ]);
      // a commit whose answer was lost was asked for: it counts as committed, not as a place to seek
      expect(ends).toEqual([{ kind: 'committed' }]);
    }
    await killer.end();
    expect(await sumOf(one, caseId)).toBe(90);
    expect(await one.store.parked.list()).toEqual([]);
  });

  it('such as a lock that another holds for too long is met by trying again', async () => {
    const one = await open({ lockMillis: 30 });
    const caseId = caseIn(1, 'locked');
    const blocker = new pg.Client({ connectionString: ground.ownerUrl });
    await blocker.connect();
    await blocker.query('begin');
    await blocker.query('select 1 from head where shard = 1 for update');
    const consuming = one.store.consume([batchOf(heard(caseId, 1, { do: 'add', amount: 1 }))]);
    // at least one attempt has met the lock and given up
    await until(async () => (await rolledBack()) > 1);
    await blocker.query('rollback');
    await blocker.end();
    expect(await consuming).toEqual([{ kind: 'committed' }]);
    expect(await one.store.parked.list()).toEqual([]);
  });

  it('that lasts too long gives the batch back to be delivered again, and then it is written once', async () => {
    const one = await open({ lockMillis: 20, commandPatienceMillis: 60 });
    const caseId = caseIn(1, 'patience');
    const blocker = new pg.Client({ connectionString: ground.ownerUrl });
    await blocker.connect();
    await blocker.query('begin');
    await blocker.query('select 1 from head where shard = 1 for update');
    const batch = batchOf(heard(caseId, 1, { do: 'add', amount: 1 }));
    await expect(one.store.consume([batch])).rejects.toThrow(TryLater);
    await blocker.query('rollback');
    await blocker.end();
    expect(await one.store.consume([batch])).toEqual([{ kind: 'committed' }]);
    expect(await sumOf(one, caseId)).toBe(1);
  });

  it('such as a vault that is away parks nobody', async () => {
    const one = await open();
    const caseId = caseIn(1, 'vault');
    let away = true;
    one.handler.prepare = () => (away ? Promise.reject(new TryLater('the vault is away')) : Promise.resolve());
    const batch = batchOf(heard(caseId, 1, { do: 'add', amount: 1 }));
    await expect(one.store.consume([batch])).rejects.toThrow(TryLater);
    away = false;
    expect(await one.store.consume([batch])).toEqual([{ kind: 'committed' }]);
    expect(await one.store.parked.list()).toEqual([]);
  });
});

const rolledBack = async (): Promise<number> =>
  Number(
    (
      await ground.query<{ n: string }>(
        'select xact_rollback as n from pg_stat_database where datname = current_database()',
      )
    )[0]?.n,
  );
