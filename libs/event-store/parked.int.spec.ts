import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { CaseParked, shardOf, TryLater } from './index.js';
import { add, openLedger, SHARDS, START, TestGround, work, type TestStore } from './testing/open.js';
import { until } from './testing/until.js';
import { batchOf, caseIn, heard, noWork, workWith } from './testing/works.js';

let ground: TestGround;
const stores: TestStore[] = [];
const open = async (tuning = {}): Promise<TestStore> => {
  const store = await openLedger(ground, { tuning: { pollMillis: 10, errandBackOffMillis: 1, ...tuning } });
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

const typesOf = async ({ store }: TestStore, caseId: string): Promise<string[]> =>
  (await store.readStream(`ledger/${caseId}`)).map(({ type }) => type);
const queueOf = (caseId: string): Promise<{ seq: string; kind: string }[]> =>
  ground.query("select seq, origin ->> 'kind' as kind from parked_work where case_id = $1 order by seq", [caseId]);

describe('a parked case', () => {
  it('keeps later records, timers and errand answers behind it, in order, and tells commands why', async () => {
    const one = await open();
    const caseId = caseIn(1, 'behind');
    let answer: (said: string) => void = () => undefined;
    one.store.start(workWith(() => new Promise((resolve) => (answer = resolve))));
    await one.store.submit(work(caseId, { do: 'timer', kind: 'later', dueAt: START + 1_000 }));
    await one.store.submit(work(caseId, { do: 'errand', port: 'outside', nature: 'question' }));
    await one.store.consume([batchOf(heard(caseId, 1, { do: 'break-unless-mended' }))]);
    await one.store.consume([batchOf(heard(caseId, 2, { do: 'add', amount: 1 }))]);
    one.clock.set(START + 1_000);
    await until(async () => (await queueOf(caseId)).length === 3);
    answer('yes');
    await until(async () => (await queueOf(caseId)).length === 4);
    expect(await queueOf(caseId)).toEqual([
      { seq: '1', kind: 'record' },
      { seq: '2', kind: 'record' },
      { seq: '3', kind: 'timer' },
      { seq: '4', kind: 'errand' },
    ]);
    const refused = one.store.submit(add(caseId));
    await expect(refused).rejects.toThrow(CaseParked);
    await expect(refused).rejects.toMatchObject({ caseId, reason: 'TypeError: not mended yet' });
    // they wait in the queue and nowhere else
    expect(await ground.query('select 1 from timer')).toEqual([]);
    expect(await ground.query('select 1 from errand')).toEqual([]);

    one.handler.mended.add(caseId);
    expect(await one.store.parked.retry(caseId)).toEqual({ outcome: 'open', workedOff: 4 });
    expect((await typesOf(one, caseId)).slice(-4)).toEqual(['Added', 'Added', 'Fired', 'Answered']);
    expect(await ground.query('select 1 from parked union all select 1 from parked_work')).toEqual([]);
    await one.store.submit(add(caseId));
  });

  it('holds up nobody else, and is counted', async () => {
    const one = await open();
    const caseId = caseIn(2, 'stuck');
    await one.store.consume([
      batchOf(heard(caseId, 1, { do: 'break' }), heard(caseIn(2, 'free'), 2, { do: 'add', amount: 1 })),
    ]);
    await one.store.submit(add(caseIn(2, 'neighbour')));
    expect(await one.store.counts()).toMatchObject({ parked: 1 });
    expect(await one.store.parked.list()).toMatchObject([{ caseId, shard: 2, waiting: 1, parkedAt: START }]);
  });

  it('that fails again stays parked, with what came before the failure worked off', async () => {
    const one = await open();
    const caseId = caseIn(1, 'again');
    await one.store.consume([
      batchOf(
        heard(caseId, 1, { do: 'break-unless-mended' }),
        heard(caseId, 2, { do: 'add', amount: 1 }),
        heard(caseId, 3, { do: 'break' }),
        heard(caseId, 4, { do: 'add', amount: 1 }),
      ),
    ]);
    expect(await one.store.parked.retry(caseId)).toEqual({ outcome: 'parked', workedOff: 0 });
    one.handler.mended.add(caseId);
    expect(await one.store.parked.retry(caseId)).toEqual({ outcome: 'parked', workedOff: 2 });
    expect(await typesOf(one, caseId)).toEqual(['Added', 'Added']);
    expect(await one.store.parked.list()).toMatchObject([{ reason: 'TypeError: this work always breaks', waiting: 2 }]);
  });

  it('can be resolved: what failed is passed over with the reason on record, and the rest goes on', async () => {
    const one = await open();
    const caseId = caseIn(1, 'resolved');
    await one.store.consume([batchOf(heard(caseId, 1, { do: 'break' }), heard(caseId, 2, { do: 'add', amount: 1 }))]);
    expect(await one.store.parked.resolve(caseId, 'entered by hand')).toEqual({ outcome: 'open', workedOff: 1 });
    expect(await typesOf(one, caseId)).toEqual(['Added']);
    expect(
      await ground.query('select case_id, reason, parked_for, origin, passed_over from parked_resolution'),
    ).toEqual([
      {
        case_id: caseId,
        reason: 'entered by hand',
        parked_for: 'TypeError: this work always breaks',
        origin: 'record',
        passed_over: ['elsewhere:1:1'],
      },
    ]);
  });

  it('that is not parked has nothing to retry or resolve', async () => {
    const one = await open();
    expect(await one.store.parked.retry('nobody')).toEqual({ outcome: 'none', workedOff: 0 });
    expect(await one.store.parked.resolve('nobody', 'why')).toEqual({ outcome: 'none', workedOff: 0 });
    expect(await ground.query('select 1 from parked_resolution')).toEqual([]);
  });

  it('keeps a record that slips in while its queue is worked off, for the marker goes under the head', async () => {
    const one = await open();
    const other = await open();
    const caseId = caseIn(1, 'slip');
    await one.store.consume([batchOf(heard(caseId, 1, { do: 'break-unless-mended' }))]);
    one.handler.mended.add(caseId);
    other.handler.mended.add(caseId);
    // one has read the queue and waits for the head; other brings a record that must queue before the marker is looked at
    const blocker = new pg.Client({ connectionString: ground.ownerUrl });
    await blocker.connect();
    await blocker.query('begin');
    await blocker.query('select 1 from head where shard = $1 for update', [shardOf(caseId, SHARDS)]);
    const record = other.store.consume([batchOf(heard(caseId, 2, { do: 'add', amount: 10 }))]);
    await until(async () => (await ground.waitingForLocks()) === 1);
    const retry = one.store.parked.retry(caseId);
    await until(async () => (await ground.waitingForLocks()) === 2);
    await blocker.query('commit');
    await blocker.end();
    expect(await record).toEqual([{ kind: 'committed' }]);
    expect(await retry).toEqual({ outcome: 'open', workedOff: 2 });
    expect(await typesOf(one, caseId)).toEqual(['Added', 'Added']);
    expect(await ground.query('select 1 from parked union all select 1 from parked_work')).toEqual([]);
  });

  it('is worked off once by two operators at the same instant', async () => {
    const one = await open();
    const other = await open();
    const caseId = caseIn(1, 'operators');
    await one.store.consume([
      batchOf(heard(caseId, 1, { do: 'break-unless-mended' }), heard(caseId, 2, { do: 'add', amount: 1 })),
    ]);
    one.handler.mended.add(caseId);
    other.handler.mended.add(caseId);
    const ends = await Promise.all([one.store.parked.retry(caseId), other.store.parked.retry(caseId)]);
    expect(ends.reduce((sum, { workedOff }) => sum + workedOff, 0)).toBe(2);
    expect(await typesOf(one, caseId)).toEqual(['Added', 'Added']);
  });

  it('is parked at the work the database will not take, not at an innocent one before it', async () => {
    const one = await open();
    const caseId = caseIn(1, 'poison');
    await one.store.consume([
      batchOf(
        heard(caseId, 1, { do: 'add', amount: 1 }),
        heard(caseId, 2, { do: 'poison' }),
        heard(caseId, 3, { do: 'add', amount: 1 }),
      ),
    ]);
    expect(await typesOf(one, caseId)).toEqual(['Added']);
    expect(await one.store.parked.list()).toMatchObject([{ waiting: 2 }]);
    // the reason names the fault and no value
    expect((await one.store.parked.list())[0]?.reason).toMatch(/^22\w{3} in /);
    expect(await one.store.parked.retry(caseId)).toEqual({ outcome: 'parked', workedOff: 0 });
    expect(await one.store.parked.resolve(caseId, 'unreadable')).toEqual({ outcome: 'open', workedOff: 1 });
    expect(await typesOf(one, caseId)).toEqual(['Added', 'Added']);
  });

  it('queues only so much: then its partition stops, loudly, and timers stay where they are', async () => {
    const one = await open({ parkedQueueMax: 2 });
    one.store.start(noWork);
    const caseId = caseIn(1, 'full');
    await one.store.submit(work(caseId, { do: 'timer', kind: 'later', dueAt: START + 1_000 }));
    await one.store.consume([batchOf(heard(caseId, 1, { do: 'break' }), heard(caseId, 2, { do: 'add', amount: 1 }))]);
    const other = caseIn(2, 'goes-on');
    const ends = await one.store.consume([
      batchOf(heard(caseId, 3, { do: 'add', amount: 1 })),
      batchOf(heard(other, 1, { do: 'add', amount: 1 })),
    ]);
    expect(ends).toEqual([
      { kind: 'gap', reason: `too much waits behind the parked case ${caseId}` },
      { kind: 'committed' },
    ]);
    one.clock.set(START + 1_000);
    await until(() => one.warnings.some((words) => words.includes('a timer could not be fired')));
    expect(await ground.query('select 1 from timer')).toHaveLength(1);
    expect(await queueOf(caseId)).toHaveLength(2);
  });

  it('whose section cannot be opened is parked alone', async () => {
    const one = await open();
    const caseId = caseIn(1, 'sealed');
    one.handler.prepare = (works) =>
      works.some((each) => each.caseId === caseId)
        ? Promise.reject(new Error('the key is destroyed'))
        : Promise.resolve();
    const fine = caseIn(1, 'open');
    await one.store.consume([
      batchOf(heard(caseId, 1, { do: 'add', amount: 1 }), heard(fine, 2, { do: 'add', amount: 1 })),
    ]);
    expect(await typesOf(one, fine)).toEqual(['Added']);
    expect(await one.store.parked.list()).toMatchObject([{ caseId, reason: 'Error: the key is destroyed' }]);
  });

  it('is no fault of the machine: a vault that is away while it is retried leaves it as it is', async () => {
    const one = await open();
    const caseId = caseIn(1, 'vault');
    await one.store.consume([batchOf(heard(caseId, 1, { do: 'break-unless-mended' }))]);
    one.handler.prepare = () => Promise.reject(new TryLater('the vault is away'));
    await expect(one.store.parked.retry(caseId)).rejects.toThrow(TryLater);
    expect(await one.store.parked.list()).toMatchObject([{ caseId, waiting: 1 }]);
  });

  it('goes on after a restart', async () => {
    const before = await open();
    const caseId = caseIn(1, 'restart');
    await before.store.consume([batchOf(heard(caseId, 1, { do: 'break-unless-mended' }))]);
    stores.length = 0;
    await before.store.close();
    const after = await open();
    await after.store.consume([batchOf(heard(caseId, 2, { do: 'add', amount: 1 }))]);
    after.handler.mended.add(caseId);
    expect(await after.store.parked.retry(caseId)).toEqual({ outcome: 'open', workedOff: 2 });
  });
});

describe('an effect that could not be done', () => {
  const undone = async (): Promise<{ one: TestStore; caseId: string; calls: string[]; mend: () => void }> => {
    const one = await open({ effectAttemptsMax: 4 });
    const calls: string[] = [];
    let mended = false;
    one.store.start(
      workWith(({ id, attempt }) => {
        calls.push(`${id} ${String(attempt)}`);
        return mended ? Promise.resolve('done') : Promise.reject(new Error('the outside is down'));
      }),
    );
    const caseId = caseIn(3, 'effect');
    await one.store.submit(work(caseId, { do: 'errand', port: 'maker', nature: 'effect' }));
    await until(async () => (await one.store.parked.list()).length === 1);
    return { one, caseId, calls, mend: () => (mended = true) };
  };

  it('parks its case with nothing queued, keeps its row, and begins anew when the case is retried', async () => {
    const { one, caseId, calls, mend } = await undone();
    expect(await one.store.parked.list()).toMatchObject([
      { caseId, origin: 'effect', waiting: 0, reason: 'the errand maker was tried 4 times without success' },
    ]);
    expect(calls).toHaveLength(4);
    mend();
    expect(await one.store.parked.retry(caseId)).toEqual({ outcome: 'open', workedOff: 0 });
    await until(async () => (await typesOf(one, caseId)).includes('Answered'));
    // the id stays, attempts count on: each answer has a cause of its own
    expect(calls.at(-1)).toMatch(/ 5$/);
    expect(await ground.query('select 1 from errand union all select 1 from parked')).toEqual([]);
  });

  it('stays parked while the queue of its case fails again, and begins anew when that is mended too', async () => {
    const { one, caseId, calls, mend } = await undone();
    mend();
    await one.store.consume([batchOf(heard(caseId, 1, { do: 'break-unless-mended' }))]);
    expect(await one.store.parked.retry(caseId)).toEqual({ outcome: 'parked', workedOff: 0 });
    expect(calls).toHaveLength(4);
    expect(await ground.query('select exhausted from errand')).toEqual([{ exhausted: true }]);
    one.handler.mended.add(caseId);
    expect(await one.store.parked.retry(caseId)).toEqual({ outcome: 'open', workedOff: 1 });
    await until(async () => (await typesOf(one, caseId)).includes('Answered'));
  });

  it('is given up when the case is resolved, and what waits behind it goes on', async () => {
    const { one, caseId } = await undone();
    await one.store.consume([batchOf(heard(caseId, 1, { do: 'add', amount: 1 }))]);
    expect(await one.store.parked.resolve(caseId, 'made by hand')).toEqual({ outcome: 'open', workedOff: 1 });
    expect(await ground.query('select 1 from errand')).toEqual([]);
    const [resolution] = await ground.query<{ passed_over: string[] }>('select passed_over from parked_resolution');
    expect(resolution?.passed_over[0]).toMatch(/\|maker$/);
  });
});
