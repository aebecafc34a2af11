import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { TooBusy, TryLater, type ErrandCall } from './index.js';
import { openLedger, TestGround, work, type TestStore } from './testing/open.js';
import { until } from './testing/until.js';
import { batchOf, caseIn, heard, workWith } from './testing/works.js';

let ground: TestGround;
const stores: TestStore[] = [];
const open = async (tuning = {}): Promise<TestStore> => {
  const store = await openLedger(ground, {
    tuning: { pollMillis: 10, errandBackOffMillis: 1, errandLateMillis: 5, errandDeadlineMillis: 2_000, ...tuning },
  });
  stores.push(store);
  return store;
};
const close = async (store: TestStore): Promise<void> => {
  stores.splice(stores.indexOf(store), 1);
  await store.store.close();
};
beforeEach(async () => {
  ground = await TestGround.make();
});
afterEach(async () => {
  await Promise.all(stores.splice(0).map(({ store }) => store.close()));
  await ground.drop();
});

const ask = ({ store }: TestStore, caseId: string, nature: 'question' | 'effect' = 'question'): Promise<unknown> =>
  store.submit(work(caseId, { do: 'errand', port: 'outside', nature }));
const answersOf = async ({ store }: TestStore, caseId: string): Promise<(string | null)[]> =>
  (await store.readStream(`ledger/${caseId}`))
    .filter(({ type }) => type === 'Answered')
    .map(({ body }) => (JSON.parse(Buffer.from(body).toString('utf8')) as { answer: string | null }).answer);
const rows = (): Promise<{ id: string; attempt: number; owner: number }[]> =>
  ground.query('select id, attempt, owner from errand order by id');

/** Remembers every call, and answers as told. */
class Outside {
  readonly calls: ErrandCall[] = [];
  answer: (call: ErrandCall) => Promise<string | null> = () => Promise.resolve('yes');
  work = workWith((call) => {
    this.calls.push(call);
    return this.answer(call);
  });
}

describe('an errand', () => {
  it('is a row in the transaction of the event that needs it, called outside of it, answered by an event, and gone', async () => {
    const one = await open();
    const outside = new Outside();
    await ask(one, 'plain');
    expect(
      await ground.query('select errand.xmin = event.xmin as together, errand.attempt from errand, event'),
    ).toEqual([{ together: true, attempt: 0 }]);
    let standing: unknown[] = [];
    outside.answer = async () => {
      // while the outside is asked no transaction of ours stands
      standing = await ground.query(
        "select 1 from pg_stat_activity where datname = $1 and application_name = 'toy turns' and xact_start is not null",
        [ground.database],
        ground.adminUrl,
      );
      return 'yes';
    };
    one.store.start(outside.work);
    await until(async () => (await answersOf(one, 'plain')).length === 1);
    expect(standing).toEqual([]);
    expect(await rows()).toEqual([]);
    expect((await one.store.readStream('ledger/plain')).at(-1)?.cause).toBe(`${outside.calls[0]?.id ?? ''}:1`);
  });

  it('written before the store was started, or while it was, is worked on without waiting for a lease', async () => {
    const one = await open();
    const outside = new Outside();
    await ask(one, 'early');
    one.store.start(outside.work);
    await ask(one, 'late');
    await until(async () => (await rows()).length === 0);
    expect(outside.calls).toHaveLength(2);
  });

  it('that fails is tried again with the same id and the next attempt', async () => {
    const one = await open();
    const outside = new Outside();
    outside.answer = ({ attempt }) => (attempt < 3 ? Promise.reject(new Error('down')) : Promise.resolve('at last'));
    one.store.start(outside.work);
    await ask(one, 'retry');
    await until(async () => (await answersOf(one, 'retry')).length === 1);
    expect(outside.calls.map(({ attempt }) => attempt)).toEqual([1, 2, 3]);
    expect(new Set(outside.calls.map(({ id }) => id)).size).toBe(1);
    expect(await answersOf(one, 'retry')).toEqual(['at last']);
  });

  it('that takes longer than its deadline is given up, told so by its signal, and tried again', async () => {
    const one = await open({ errandDeadlineMillis: 20 });
    const outside = new Outside();
    outside.answer = ({ attempt, signal }) =>
      attempt === 1
        ? new Promise((_, reject) => {
            signal.addEventListener('abort', () => {
              reject(signal.reason as Error);
            });
          })
        : Promise.resolve('in time');
    one.store.start(outside.work);
    await ask(one, 'deadline');
    await until(async () => (await answersOf(one, 'deadline')).length === 1);
    expect(outside.calls[0]?.signal.aborted).toBe(true);
    expect(await answersOf(one, 'deadline')).toEqual(['in time']);
  });

  it('whose port is known to be slow is given the time that port needs', async () => {
    const one = await open({ errandDeadlineMillis: 1 });
    const outside = new Outside();
    outside.answer = ({ signal }) =>
      // it answers when any other port's call would long have been given up
      once(AbortSignal.timeout(20), 'abort').then(() => (signal.aborted ? 'too late' : 'heard out'));
    one.store.start({ ...outside.work, patience: () => 60_000 });
    await ask(one, 'slow');
    await until(async () => (await answersOf(one, 'slow')).length === 1);
    expect(outside.calls).toHaveLength(1);
    expect(await answersOf(one, 'slow')).toEqual(['heard out']);
  });
});

describe('a stream in which no answer changes anything any more', () => {
  const callsOf = ({ calls }: Outside, caseId: string): number =>
    calls.filter(({ id }) => id.startsWith(`ledger/${caseId}|`)).length;
  const witnessed = async (one: TestStore, name: string): Promise<void> => {
    await ask(one, name);
    await until(async () => (await answersOf(one, name)).length === 1);
  };

  it('drops the questions it asked again and again, and those of no other stream', async () => {
    const one = await open();
    const outside = new Outside();
    outside.answer = () => Promise.resolve(null);
    one.store.start(outside.work);
    await witnessed(one, 'over');
    await witnessed(one, 'goes-on');
    await one.store.submit(work('over', { do: 'ask-no-more' }));
    const [called, before] = [callsOf(outside, 'over'), callsOf(outside, 'goes-on')];
    expect((await rows()).map(({ id }) => id.split('|')[0])).toEqual(['ledger/goes-on']);
    await until(() => callsOf(outside, 'goes-on') > before + 3);
    // one may have been on its way
    expect(callsOf(outside, 'over') - called).toBeLessThanOrEqual(1);
    expect(await one.store.counts()).toMatchObject({ openErrands: 1 });
  });

  it('asks a question that was on its way then to its end, and not again', async () => {
    const one = await open();
    const outside = new Outside();
    one.store.start(outside.work);
    let fail: () => void = () => undefined;
    outside.answer = () =>
      new Promise((_resolve, reject) => {
        fail = () => {
          reject(new Error('silent'));
        };
      });
    await ask(one, 'on-its-way');
    await until(() => outside.calls.length === 1);
    await one.store.submit(work('on-its-way', { do: 'ask-no-more' }));
    await until(async () => {
      fail();
      return (await rows()).length === 0;
    });
    expect(outside.calls).toHaveLength(4);
    expect(await answersOf(one, 'on-its-way')).toEqual([]);
  });

  it('does not drop an effect: whether it was done must be known', async () => {
    const one = await open({ effectAttemptsMax: 1_000 });
    const outside = new Outside();
    let away = true;
    outside.answer = () => (away ? Promise.reject(new Error('away')) : Promise.resolve('done'));
    one.store.start(outside.work);
    await ask(one, 'effect', 'effect');
    await until(() => outside.calls.length > 1);
    await one.store.submit(work('effect', { do: 'ask-no-more' }));
    away = false;
    await until(async () => (await rows()).length === 0);
    expect((await one.store.readStream('ledger/effect')).map(({ type }) => type)).toEqual(['Asked', 'AskedNoMore']);
  });

  it('is left alone by another process that asked for it, once that looks at its errands', async () => {
    const asking = await open({ errandLeaseMillis: 30 });
    const deciding = await open();
    const outside = new Outside();
    outside.answer = () => Promise.resolve(null);
    asking.store.start(outside.work);
    await witnessed(asking, 'elsewhere');
    await deciding.store.submit(work('elsewhere', { do: 'ask-no-more' }));
    expect(await rows()).toEqual([]);
    const [errands] = [(asking.store as unknown as { errands: { open: number } }).errands];
    await until(() => errands.open === 0);
  });
});

describe('a question', () => {
  it('whose attempts are used up answers "unknown" once, and takes in a conclusive answer that comes later', async () => {
    const one = await open();
    const outside = new Outside();
    let silent = true;
    outside.answer = () => (silent ? Promise.reject(new Error('silent')) : Promise.resolve('conclusive'));
    one.store.start(outside.work);
    await ask(one, 'silent');
    await until(() => outside.calls.length > 8);
    expect(await answersOf(one, 'silent')).toEqual([null]);
    expect((await one.store.readStream('ledger/silent')).at(-1)?.cause).toMatch(/:4$/);
    silent = false;
    await until(async () => (await answersOf(one, 'silent')).length === 2);
    expect(await answersOf(one, 'silent')).toEqual([null, 'conclusive']);
    expect(await rows()).toEqual([]);
  });

  it('to which the outside says that it does not know is answered so at once, and asked again later', async () => {
    const one = await open();
    const outside = new Outside();
    outside.answer = ({ attempt }) => Promise.resolve(attempt < 4 ? null : 'now it knows');
    one.store.start(outside.work);
    await ask(one, 'unknown');
    await until(async () => (await answersOf(one, 'unknown')).length === 2);
    expect(await answersOf(one, 'unknown')).toEqual([null, 'now it knows']);
    const causes = (await one.store.readStream('ledger/unknown')).filter(({ type }) => type === 'Answered');
    expect(causes.map(({ cause }) => cause.split(':').at(-1))).toEqual(['1', '4']);
  });

  it('answered "unknown" is not answered so again by the process that takes it over', async () => {
    const before = await open();
    const outside = new Outside();
    outside.answer = () => Promise.resolve(null);
    before.store.start(outside.work);
    await ask(before, 'told');
    await until(() => outside.calls.length > 2);
    await close(before);
    const heir = await open();
    const again = new Outside();
    again.answer = () => Promise.reject(new Error('silent'));
    heir.store.start(again.work);
    await until(() => again.calls.length > 5);
    expect(await answersOf(heir, 'told')).toEqual([null]);
    again.answer = () => Promise.resolve('at last');
    await until(async () => (await answersOf(heir, 'told')).length === 2);
    // attempts go on where they stood: no two answers have one cause
    const causes = (await heir.store.readStream('ledger/told')).map(({ cause }) => cause);
    expect(new Set(causes).size).toBe(causes.length);
  });

  it('asked for a working day without an answer is given up in silence: the officer has decided', async () => {
    const one = await open({ errandLateAttemptsMax: 3, errandLateMillis: 1 });
    const outside = new Outside();
    outside.answer = () => Promise.resolve(null);
    one.store.start(outside.work);
    await ask(one, 'over');
    await until(async () => (await rows()).length === 0);
    expect(await answersOf(one, 'over')).toEqual([null]);
    expect(await one.store.counts()).toMatchObject({ openErrands: 0 });
  });
});

describe('an effect', () => {
  it('is tried longer than a question before its case is parked: the other side may be starting anew', async () => {
    const one = await open({ errandAttemptsMax: 2, effectAttemptsMax: 5 });
    const outside = new Outside();
    outside.answer = ({ attempt }) => (attempt < 5 ? Promise.reject(new Error('down')) : Promise.resolve('done'));
    one.store.start(outside.work);
    await ask(one, 'restarting', 'effect');
    await until(async () => (await answersOf(one, 'restarting')).length === 1);
    expect(await answersOf(one, 'restarting')).toEqual(['done']);
    expect(await one.store.counts()).toMatchObject({ parked: 0 });
  });
});

describe('errands of a dead process', () => {
  it('are adopted at once when its lock is gone, with the same key, and answered once', async () => {
    const dead = await open({ errandLeaseMillis: 3_600_000 });
    const before = new Outside();
    // the outside has done it, and the process dies before it can tell its desk
    before.answer = () => new Promise(() => undefined);
    dead.store.start(before.work);
    await ask(dead, 'killed', 'effect');
    await until(() => before.calls.length === 1);
    const heir = await open({ errandLeaseMillis: 3_600_000 });
    const after = new Outside();
    heir.store.start(after.work);
    // the owner's lock stands: nobody takes it
    await ask(heir, 'witness');
    await until(async () => (await answersOf(heir, 'witness')).length === 1);
    expect(after.calls.filter(({ id }) => id === before.calls[0]?.id)).toEqual([]);
    // as a dead process leaves it: no lock, and nothing else said
    await takeLock(dead);
    await until(async () => (await answersOf(heir, 'killed')).length === 1);
    expect(after.calls.filter(({ id }) => id === before.calls[0]?.id)).toHaveLength(1);
    expect(await answersOf(heir, 'killed')).toEqual(['yes']);
  });

  it('are adopted when its lease is over although its lock stands: it is frozen', async () => {
    const frozen = await open({ errandLeaseMillis: 3_600_000 });
    const before = new Outside();
    before.answer = () => new Promise(() => undefined);
    frozen.store.start(before.work);
    await ask(frozen, 'frozen');
    await until(() => before.calls.length === 1);
    const heir = await open();
    const after = new Outside();
    heir.store.start(after.work);
    await ground.query("update errand_owner set alive_until = now() - interval '1 second' where owner = $1", [
      (await rows())[0]?.owner,
    ]);
    await until(async () => (await answersOf(heir, 'frozen')).length === 1);
    expect(after.calls).toHaveLength(1);
  });

  it('handed over by a process that stops are taken up by another at its next look', async () => {
    const before = await open({ errandLeaseMillis: 3_600_000 });
    const outside = new Outside();
    outside.answer = () => Promise.reject(new Error('down'));
    before.store.start(outside.work);
    await ask(before, 'handed-over');
    await until(() => outside.calls.length > 0);
    await close(before);
    expect((await rows()).map(({ owner }) => owner)).toEqual([0]);
    const heir = await open();
    const after = new Outside();
    heir.store.start(after.work);
    await until(async () => (await answersOf(heir, 'handed-over')).length === 1);
  });

  it('stay with a living owner whose session the database ended: it says its lock again', async () => {
    const one = await open({ errandLeaseMillis: 3_600_000 });
    const outside = new Outside();
    outside.answer = () => new Promise(() => undefined);
    one.store.start(outside.work);
    await ask(one, 'revived');
    const [row] = await rows();
    const [before] = await lockers(row?.owner ?? 0);
    await ground.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and application_name = 'event-store owner'",
      [ground.database],
      ground.adminUrl,
    );
    // by another session: the ended one may hold it for a moment yet
    await until(async () => {
      const [now] = await lockers(row?.owner ?? 0);
      return now !== undefined && now !== before;
    });
    expect(await one.store.rebuildRegister('balance')).toBe(1);
  });
});

describe('an outside that does not keep up', () => {
  const asked = (caseId: string, position: number) =>
    batchOf(heard(caseId, position, { do: 'errand', port: 'outside', nature: 'question' }));
  const errandsIn = ({ store }: TestStore) =>
    (store as unknown as { errands: { open: number; pressing: number } }).errands;

  it('lets no more in than there is room for: doors refuse, and records wait in the stream until some are answered', async () => {
    const one = await open({ openErrandsMax: 2 });
    const outside = new Outside();
    let answer: () => void = () => undefined;
    const answered = new Promise<void>((resolve) => (answer = resolve));
    outside.answer = () => answered.then(() => 'yes');
    one.store.start(outside.work);
    await one.store.consume([asked(caseIn(1, 'first'), 1)]);
    await one.store.consume([asked(caseIn(1, 'second'), 2)]);
    await expect(one.store.submit(work('door', { do: 'add', amount: 1 }))).rejects.toThrow(TooBusy);
    await expect(one.store.consume([asked(caseIn(1, 'third'), 3)])).rejects.toThrow(TryLater);
    const waiting = one.store.consume([asked(caseIn(1, 'third'), 3)]);
    answer();
    expect(await waiting).toEqual([{ kind: 'committed' }]);
    await one.store.submit(work('door', { do: 'add', amount: 1 }));
  });

  it('is not taken for full because of questions long answered "unknown", and only so many stay in memory', async () => {
    const one = await open({ openErrandsMax: 2, errandLateMillis: 3_600_000, pollMillis: 3_600_000 });
    const outside = new Outside();
    outside.answer = () => Promise.resolve(null);
    one.store.start(outside.work);
    for (let position = 1; position <= 5; position += 1) {
      const caseId = caseIn(1, `unknown-${String(position)}`);
      await one.store.consume([asked(caseId, position)]);
      await until(async () => (await answersOf(one, caseId)).length === 1);
      await until(() => errandsIn(one).pressing === 0);
    }
    expect(errandsIn(one).open).toBeLessThanOrEqual(2);
    await until(async () => (await rows()).filter(({ owner }) => owner === 0).length === 3);
    expect(await one.store.counts()).toMatchObject({ openErrands: 5 });
  });
});

/** Process ids of the sessions that hold an owner's lock. */
const lockers = async (owner: number): Promise<number[]> => {
  const held = await ground.query<{ pid: number }>(
    "select pid from pg_locks where locktype = 'advisory' and objid::bigint = $1 and granted",
    [owner],
  );
  return held.map(({ pid }) => pid);
};

/** The session that says the process lives is ended, and may not come back, as with a killed process. */
async function takeLock(store: TestStore): Promise<void> {
  const { owner } = (store.store as unknown as { ground: { owner: { close(): Promise<void> } } }).ground;
  await owner.close();
}
