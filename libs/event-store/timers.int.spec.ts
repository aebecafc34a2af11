import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openLedger, START, TestGround, work, type TestStore } from './testing/open.js';
import { until } from './testing/until.js';
import { noWork, workWith } from './testing/works.js';

let ground: TestGround;
const stores: TestStore[] = [];
const open = async (at = START): Promise<TestStore> => {
  const store = await openLedger(ground, { tuning: { pollMillis: 10, timersAtOnce: 50 } });
  store.clock.set(at);
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

const setTimer = ({ store }: TestStore, caseId: string, dueAt: number | null, deadline = false): Promise<unknown> =>
  store.submit(work(caseId, { do: 'timer', kind: 'ladder', dueAt, deadline }));
const fired = async (): Promise<number> =>
  (await ground.query<{ n: number }>("select count(*)::int as n from event where type = 'Fired'"))[0]?.n ?? 0;
const rows = async (): Promise<number> => (await ground.query('select 1 from timer')).length;

describe('a timer', () => {
  it('fires at its instant and not before, as an event, once', async () => {
    const one = await open();
    one.store.start(noWork);
    await setTimer(one, 'once', START + 1_000);
    one.clock.set(START + 999);
    await setTimer(one, 'witness', START + 999);
    await until(async () => (await fired()) === 1);
    expect(await one.store.readStream('ledger/once')).toHaveLength(1);
    one.clock.set(START + 1_000);
    await until(async () => (await fired()) === 2);
    expect(await rows()).toBe(0);
  });

  it('that was set wakes a sleeping process without a poll', async () => {
    const one = await openLedger(ground, { tuning: { pollMillis: 3_600_000 } });
    stores.push(one);
    one.store.start(noWork);
    await setTimer(one, 'sleeping', START + 30);
    one.clock.set(START + 30);
    await until(async () => (await fired()) === 1);
  });

  it('fires once although two instances see it due at the same moment, over and over', async () => {
    const one = await open();
    const other = await open();
    one.store.start(noWork);
    other.store.start(noWork);
    for (let index = 0; index < 100; index += 1) void setTimer(one, `shared-${String(index)}`, START + 1_000);
    await until(async () => (await rows()) === 100);
    one.clock.set(START + 1_000);
    other.clock.set(START + 1_000);
    await until(async () => (await rows()) === 0);
    expect(await fired()).toBe(100);
  });

  it('that fell due while nobody ran fires after the restart, once', async () => {
    const before = await open();
    before.store.start(noWork);
    await setTimer(before, 'asleep', START + 5_000);
    await close(before);
    const after = await open(START + 60_000);
    after.store.start(noWork);
    await until(async () => (await fired()) === 1);
    await close(after);
    const again = await open(START + 120_000);
    again.store.start(noWork);
    await setTimer(again, 'witness', START + 120_000);
    await until(async () => (await fired()) === 2);
  });

  it('that was moved fires at the new instant only', async () => {
    const one = await open();
    one.store.start(noWork);
    await setTimer(one, 'moved', START + 1_000);
    await setTimer(one, 'moved', START + 2_000);
    one.clock.set(START + 1_500);
    await setTimer(one, 'witness', START + 1_500);
    await until(async () => (await fired()) === 1);
    expect((await one.store.readStream('ledger/moved')).map(({ type }) => type)).toEqual(['TimerSet', 'TimerSet']);
    one.clock.set(START + 2_000);
    await until(async () => (await fired()) === 2);
  });

  it('that was taken down does not fire', async () => {
    const one = await open();
    one.store.start(noWork);
    await setTimer(one, 'down', START + 1_000);
    await setTimer(one, 'down', null);
    one.clock.set(START + 2_000);
    await setTimer(one, 'witness', START + 1_500);
    await until(async () => (await fired()) === 1);
    expect(await one.store.readStream('ledger/down')).toHaveLength(2);
  });

  it('is taken down in the transaction that makes it needless, though it is due already and on its way', async () => {
    const one = await open();
    await setTimer(one, 'race', START);
    // the store is not started yet: the firing and the taking down come into the same turn
    const firing = one.store.submit({
      ...work('race', { do: 'fired', kind: 'ladder' }),
      origin: { kind: 'timer', timer: 'ladder', dueAt: START },
    });
    const [, answer] = await Promise.all([setTimer(one, 'race', null), firing]);
    // whichever was first in the turn: the timer fired before it was taken down, or not at all
    expect(answer.outcome).toBe('done');
    const late = await one.store.submit({
      ...work('race', { do: 'fired', kind: 'ladder' }),
      origin: { kind: 'timer', timer: 'ladder', dueAt: START },
    });
    expect(late.outcome).toBe('repeated');
    expect(await fired()).toBe(1);
  });

  it('of a deadline waits until everything published before it has been heard; plain ones do not wait for it', async () => {
    const one = await open();
    let heard: () => void = () => undefined;
    one.store.start(
      workWith(() => Promise.resolve(null), { caughtUp: () => new Promise((resolve) => (heard = resolve)) }),
    );
    await setTimer(one, 'red-card', START + 1_000, true);
    await setTimer(one, 'plain', START + 1_001);
    one.clock.set(START + 2_000);
    await until(async () => (await one.store.readStream('ledger/plain')).length === 2);
    expect(await one.store.readStream('ledger/red-card')).toHaveLength(1);
    // the fact that ended it arrives: the deadline is taken down and never fires
    await setTimer(one, 'red-card', null);
    await setTimer(one, 'second', START + 1_000, true);
    heard();
    await until(async () => {
      heard();
      return (await one.store.readStream('ledger/second')).length === 2;
    });
    expect((await one.store.readStream('ledger/red-card')).map(({ type }) => type)).toEqual(['TimerSet', 'TimerSet']);
  });

  it('of a deadline that waits for a stream that stands still does not keep the store from closing', async () => {
    const one = await open();
    let asked = false;
    one.store.start(
      workWith(() => Promise.resolve(null), {
        caughtUp: () => {
          asked = true;
          return new Promise(() => undefined);
        },
      }),
    );
    await setTimer(one, 'stuck', START + 1_000, true);
    one.clock.set(START + 1_000);
    await until(() => asked);
    await close(one);
    expect(await rows()).toBe(1);
  });

  it('whose work fails parks its case; the others of the page fire', async () => {
    const one = await openLedger(ground, {
      tuning: { pollMillis: 10 },
      timerWork: (stream, caseId, kind, dueAt) => ({
        ...work(caseId, kind === 'broken' ? { do: 'break' } : { do: 'fired', kind }),
        origin: { kind: 'timer', timer: kind, dueAt },
      }),
    });
    stores.push(one);
    await one.store.submit(work('bad', { do: 'timer', kind: 'broken', dueAt: START }));
    await setTimer(one, 'good', START);
    one.store.start(noWork);
    await until(async () => (await fired()) === 1 && (await one.store.parked.list()).length === 1);
    expect(await rows()).toBe(0);
  });

  it('is one of thousands: all that are due fire once, page by page, and those of the future stay', async () => {
    const one = await open();
    const many = 2_000;
    await Promise.all(
      Array.from({ length: many }, (_, index) =>
        setTimer(one, `many-${String(index)}`, START + (index % 2 === 0 ? 1_000 : 3_600_000)),
      ),
    );
    expect(await one.store.counts()).toMatchObject({ oldestUnfiredMillis: 0 });
    one.clock.set(START + 1_500);
    expect(await one.store.counts()).toMatchObject({ oldestUnfiredMillis: 500 });
    one.store.start(noWork);
    await until(async () => (await fired()) === many / 2);
    expect(await rows()).toBe(many / 2);
    expect(
      await ground.query("select stream from event where type = 'Fired' group by stream having count(*) > 1"),
    ).toEqual([]);
  });
});
