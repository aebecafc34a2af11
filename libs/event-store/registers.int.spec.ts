import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import type { RegisterTable, StoredEvent } from './index.js';
import { LedgerHandler, ledgerRegister, type LedgerState } from './testing/ledger.js';
import { add, openLedger, TestGround, work, type TestStore } from './testing/open.js';

let ground: TestGround;
const stores: TestStore[] = [];
const open = async (more: Parameters<typeof openLedger>[1] = {}): Promise<TestStore> => {
  const store = await openLedger(ground, more);
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

/** The balance in another shape. */
const wider: RegisterTable = {
  ...ledgerRegister,
  // one column more, and one that an older build still writes is gone
  columns: { case_id: 'text', sum: 'bigint', events: 'integer' },
};
class WiderHandler extends LedgerHandler {
  override project(stream: string, events: readonly StoredEvent[], before: LedgerState, after: LedgerState) {
    return super
      .project(stream, events, before, after)
      .map((change) => ({ ...change, row: change.row === null ? null : { ...change.row, events: after.events } }));
  }
}

const withoutRegisters = (): LedgerHandler => Object.assign(new LedgerHandler(), { project: () => [] });

describe('a register', () => {
  it('is written in the transaction of the events it shows', async () => {
    const one = await open();
    await one.store.submit(add('row', 5));
    expect(await ground.query('select b.sum, b.note, b.xmin = e.xmin as together from balance b, event e')).toEqual([
      { sum: '5', note: null, together: true },
    ]);
  });

  it('holds one row a key: later events change it, and one can take it away', async () => {
    const one = await open();
    await one.store.submit(add('changing', 5));
    await one.store.submit(add('changing', 7));
    await one.store.submit(add('other', 1));
    expect(await one.store.registerRows('balance', ['ledger/changing'])).toEqual([
      expect.objectContaining({ case_id: 'changing', sum: '12', stream: 'ledger/changing' }),
    ]);
    await one.store.submit(work('changing', { do: 'close' }));
    expect(await one.store.registerRows('balance', ['ledger/changing', 'ledger/other'])).toHaveLength(1);
  });

  it('has rows of one desk, found by their case, of which no other desk’s streams have any', async () => {
    const one = await open();
    await one.store.submit(add('mine', 5));
    const rows = await one.store.registerRows('balance', ['elsewhere/mine', 'ledger/mine', 'ledger-of-old/mine']);
    expect(rows).toEqual([{ case_id: 'mine', sum: '5', note: null, stream: 'ledger/mine' }]);
    expect(await one.store.registerRows('balance', ['elsewhere/mine'])).toEqual([]);
  });

  it('tells of rows that no stream tells of, up to as many as are asked for', async () => {
    const one = await open();
    await one.store.submit(add('told', 5));
    expect(await one.store.strayRows('balance', 10)).toEqual([]);
    await ground.query("insert into balance (case_id, sum) values ('nobody', 1), ('nobody-else', 2)");
    expect([...(await one.store.strayRows('balance', 10))].sort()).toEqual([['nobody'], ['nobody-else']]);
    expect(await one.store.strayRows('balance', 1)).toHaveLength(1);
  });

  it('has an index by case where its key does not begin with it, and no more indexes than it asks for', async () => {
    const keyed: RegisterTable = { ...ledgerRegister, name: 'by_note', key: ['note'], indexes: [] };
    await open({ registers: [ledgerRegister, keyed] });
    const indexes = await ground.query<{ name: string; columns: string }>(
      `select tablename as name, substring(indexdef from '\\((.*)\\)') as columns from pg_indexes
        where tablename in ('balance', 'by_note') order by 1, 2`,
    );
    expect(indexes).toEqual([
      { name: 'balance', columns: 'case_id' },
      { name: 'balance', columns: 'sum' },
      { name: 'by_note', columns: 'case_id' },
      { name: 'by_note', columns: 'note' },
    ]);
  });

  it('of another name is not there', async () => {
    const one = await open();
    await expect(one.store.rebuildRegister('nothing')).rejects.toThrow(RangeError);
  });

  it('can be rebuilt from the events: a row made by hand is gone and a lost one is back', async () => {
    const one = await open();
    await one.store.submit(add('lost', 5));
    await one.store.submit(add('bent', 6));
    await one.store.submit(add('closed', 1));
    await one.store.submit(work('closed', { do: 'close' }));
    await ground.query("delete from balance where case_id = 'lost'");
    await ground.query("update balance set sum = 99 where case_id = 'bent'");
    expect(await one.store.rebuildRegister('balance')).toBe(2);
    expect(await ground.query('select case_id, sum from balance order by case_id')).toEqual([
      { case_id: 'bent', sum: '6' },
      { case_id: 'lost', sum: '5' },
    ]);
    await one.store.submit(add('lost', 1));
    expect(await ground.query("select sum from balance where case_id = 'lost'")).toEqual([{ sum: '6' }]);
  });

  it('is rebuilt and switched under traffic, with readers whose statements are prepared: no row is missing, none is wrong', async () => {
    const one = await open();
    const other = await open();
    const cases = Array.from({ length: 300 }, (_, index) => `traffic-${String(index)}`);
    await Promise.all(cases.map((caseId) => one.store.submit(add(caseId))));
    const traffic = { stopped: false };
    const writing = [one, other].map(async ({ store }) => {
      let written = 0;
      while (!traffic.stopped) {
        const some = Array.from({ length: 20 }, () => cases[Math.floor(Math.random() * cases.length)] as string);
        await Promise.all(some.map((caseId) => store.submit(add(caseId))));
        written += some.length;
      }
      return written;
    });
    const reader = new pg.Client({ connectionString: ground.serviceUrl });
    await reader.connect();
    const reading = (async () => {
      const seen = new Set<number>();
      while (!traffic.stopped) {
        const { rowCount } = await reader.query({
          name: 'prepared',
          text: 'select case_id, sum, note from balance',
        });
        seen.add(rowCount ?? -1);
      }
      return seen;
    })();
    for (let round = 0; round < 4; round += 1) expect(await one.store.rebuildRegister('balance')).toBe(300);
    traffic.stopped = true;
    const written = (await Promise.all(writing)).reduce((sum, count) => sum + count, 0);
    // half a register was never seen
    expect([...(await reading)]).toEqual([300]);
    await reader.end();
    expect(written).toBeGreaterThan(0);
    expect(await ground.query('select sum(sum)::int as sum from balance')).toEqual([{ sum: written + 300 }]);
    expect(
      await ground.query(`select b.case_id from balance b
        where b.sum <> (select count(*) from event e where e.stream = 'ledger/' || b.case_id)`),
    ).toEqual([]);
  }, 120_000);

  it('fails for prepared readers that do not name its columns: which is why ours do', async () => {
    const one = await open();
    await one.store.submit(add('starred'));
    const reader = new pg.Client({ connectionString: ground.serviceUrl });
    await reader.connect();
    const naive = { name: 'naive', text: 'select * from balance' };
    await reader.query(naive);
    stores.length = 0;
    await one.store.close();
    await open({ registers: [wider], handler: new WiderHandler() });
    await expect(reader.query(naive)).rejects.toMatchObject({ code: '0A000' });
    await reader.end();
  });

  it('of another shape is built anew when the store opens, and written in the new shape from then on', async () => {
    const before = await open();
    await before.store.submit(add('shape', 5));
    stores.length = 0;
    await before.store.close();
    const after = await open({ registers: [wider], handler: new WiderHandler() });
    expect(await ground.query('select sum, events from balance')).toEqual([{ sum: '5', events: 1 }]);
    await after.store.submit(add('shape', 2));
    expect(await ground.query('select sum, events from balance')).toEqual([{ sum: '7', events: 2 }]);
  });

  it('changes its shape under an instance of the old build, which goes on writing and parks nobody', async () => {
    const old = await open();
    await old.store.submit(add('rolling', 1));
    const traffic = { stopped: false };
    const writing = (async () => {
      let written = 1;
      for (; !traffic.stopped; written += 1) await old.store.submit(add('rolling', 1));
      return written;
    })();
    await open({ registers: [wider], handler: new WiderHandler() });
    traffic.stopped = true;
    const written = await writing;
    expect(await ground.query('select sum from balance')).toEqual([{ sum: String(written) }]);
    expect(await old.store.parked.list()).toEqual([]);
  });

  it('that is new to a service with old events is filled before the store is open', async () => {
    const before = await open({ registers: [], handler: withoutRegisters() });
    await before.store.submit(add('old', 3));
    stores.length = 0;
    await before.store.close();
    const after = await open();
    expect(await after.store.registerRows('balance', ['ledger/old'])).toMatchObject([{ sum: '3' }]);
  });

  it('that is new to a service all of whose events stand in packs is filled too', async () => {
    const tuning = { packEvents: 1, packAgeMillis: 0 };
    const before = await open({ registers: [], handler: withoutRegisters(), tuning });
    await before.store.submit(work('packed', { do: 'add', amount: 3, public: false }));
    expect(await before.store.pack()).toMatchObject({ events: 1 });
    stores.length = 0;
    await before.store.close();
    expect(await ground.query('select position from event')).toEqual([]);
    const after = await open();
    expect(await after.store.registerRows('balance', ['ledger/packed'])).toMatchObject([{ sum: '3' }]);
  });

  it('that no desk has any more is gone, and made again for a build that has it', async () => {
    const before = await open();
    await before.store.submit(add('fashion', 2));
    await open({ registers: [], handler: withoutRegisters() });
    expect(await ground.query("select to_regclass('balance') as is")).toEqual([{ is: null }]);
    // who still has it goes on: nothing is written into what is not there
    await before.store.submit(add('fashion', 2));
    const again = await open();
    expect(await again.store.registerRows('balance', ['ledger/fashion'])).toMatchObject([{ sum: '4' }]);
  });

  it('is built by one of several instances that open at the same moment', async () => {
    const before = await open();
    await before.store.submit(add('together', 5));
    stores.length = 0;
    await before.store.close();
    await Promise.all([1, 2, 3].map(() => open({ registers: [wider], handler: new WiderHandler() })));
    expect(await ground.query('select sum, events from balance')).toEqual([{ sum: '5', events: 1 }]);
  });

  it('that does not say whose its rows are refuses to be made', async () => {
    const bad = { ...ledgerRegister, columns: { note: 'text', sum: 'bigint' }, key: ['note'] };
    await expect(open({ registers: [bad] })).rejects.toThrow(/does not say in case_id whose its rows are/);
  });

  it('with a type that is none refuses to be made', async () => {
    const bad = { ...ledgerRegister, columns: { case_id: 'text); drop table event; --' } };
    await expect(open({ registers: [bad] })).rejects.toThrow(/no type of ours/);
  });
});
