import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type pg from 'pg';
import { openLedger, SHARDS, TestGround, work, type TestStore } from './testing/open.js';
import { PLANS } from './session.js';
import { shardOf } from './shard-of.js';
import type { LedgerWork } from './testing/ledger.js';

const MIGRATION = 'ShareHoldings1764420000000';

const heldIn = async (ground: TestGround): Promise<unknown[]> =>
  ground.query('select key, stream, data from holding, unnest(keys) as key order by key, stream');

describe('what a stream leaves with its claims', () => {
  let ground: TestGround;
  let ledger: TestStore;
  beforeAll(async () => {
    ground = await TestGround.make();
    ledger = await openLedger(ground);
  });
  afterAll(async () => {
    await ledger.store.close();
    await ground.drop();
  });

  const submit = (caseId: string, payload: LedgerWork): Promise<unknown> => ledger.store.submit(work(caseId, payload));
  const holdings = (stream: string): Promise<unknown[]> =>
    ground.query('select data, cardinality(keys) as keys from holding where stream = $1 order by data', [stream]);

  it('stands once, however many keys it holds, until the last of them goes', async () => {
    await submit('one', { do: 'take-names', names: ['a', 'b', 'c'] });
    expect(await holdings('ledger/one')).toEqual([{ data: { taken: true }, keys: 3 }]);
    await submit('one', { do: 'give-name', name: 'b' });
    expect(await holdings('ledger/one')).toEqual([{ data: { taken: true }, keys: 2 }]);
    await submit('one', { do: 'give-names', names: ['a', 'c', 'never had'] });
    expect(await holdings('ledger/one')).toEqual([]);
  });

  it('may be another with each key, and is replaced key by key', async () => {
    await submit('two', { do: 'take-names', names: ['d', 'e', 'f'], apart: true });
    await submit('two', { do: 'take-names', names: ['e', 'f'] });
    expect(await heldIn(ground)).toEqual([
      { key: 'd', stream: 'ledger/two', data: { name: 'd' } },
      { key: 'e', stream: 'ledger/two', data: { taken: true } },
      { key: 'f', stream: 'ledger/two', data: { taken: true } },
    ]);
    expect(await holdings('ledger/two')).toEqual([
      { data: { name: 'd' }, keys: 1 },
      { data: { taken: true }, keys: 2 },
    ]);
    await submit('two', { do: 'give-names', names: ['d', 'e', 'f'] });
  });

  it('is written at the same cost with thousands of others under its keys, and the indexes hear only of other keys', async () => {
    const crowd = (count: number): Promise<unknown> =>
      ground.query(
        `insert into holding (stream, keys) select 'ledger/crowd-' || n, array['shared', n::text] from generate_series(1, $1) n`,
        [count],
      );
    await crowd(10);
    const among10 = await pagesToWrite('ledger/few');
    await crowd(3_000);
    expect(await pagesToWrite('ledger/many')).toBeLessThan(among10 + 30);
    // what changes alone is what is left with the same keys
    await ground.query('vacuum holding');
    const before = await updates();
    await pagesToWrite('ledger/many', { changed: true });
    const after = await updates();
    expect(after.all - before.all).toBe(1);
    expect(after.hot - before.hot).toBe(1);
    await ground.query('delete from holding');
  });

  /** In a session whose plans are made as those of turns are. */
  const asWriter = <R extends pg.QueryResultRow>(sql: string): Promise<R[]> =>
    ground.query<R>(
      sql,
      [],
      `${ground.ownerUrl}?${new URLSearchParams({ options: PLANS }).toString().replaceAll('+', '%20')}`,
    );

  /** Pages of tables and indexes that ending a turn looks at in which a stream keeps two keys, one of them shared with others. */
  const pagesToWrite = async (stream: string, data: object = { taken: true }): Promise<number> => {
    const kept = ['shared', stream].map((key) => ({ key, stream, data }));
    const nothing = Array.from({ length: 13 }, () => 'null').join(', ');
    const rows = await asWriter<{ 'QUERY PLAN': [{ Plan: { 'Shared Hit Blocks': number } }] }>(
      `explain (analyze, buffers, format json) select turn_write(${nothing}, '${JSON.stringify({ kept })}')`,
    );
    return rows[0]?.['QUERY PLAN'][0].Plan['Shared Hit Blocks'] ?? NaN;
  };

  const updates = async (): Promise<{ all: number; hot: number }> => {
    await asWriter('select pg_stat_force_next_flush()');
    const rows = await asWriter<{ all: string; hot: string }>(
      `select n_tup_upd as all, n_tup_hot_upd as hot from pg_stat_user_tables where relname = 'holding'`,
    );
    return { all: Number(rows[0]?.all), hot: Number(rows[0]?.hot) };
  };

  it('is what the events say, whatever is taken and given, alone or in turns together', async () => {
    const names = fc.uniqueArray(fc.constantFrom('k1', 'k2', 'k3', 'k4'), { minLength: 1 });
    const act = fc.record({
      caseId: fc.constantFrom(...ofOneShard),
      payload: fc.oneof(
        fc.record({ do: fc.constant('take-names' as const), names }),
        fc.record({ do: fc.constant('take-names' as const), names, apart: fc.constant(true as const) }),
        fc.record({ do: fc.constant('give-names' as const), names }),
      ),
    });
    let shared = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(act, { minLength: 1, maxLength: 3 }), { maxLength: 6 }), async (turns) => {
        await ground.query('delete from holding');
        const [{ after } = { after: '0' }] = await ground.query<{ after: string }>(
          'select max(position) as after from event',
        );
        for (const together of turns) await Promise.all(together.map(({ caseId, payload }) => submit(caseId, payload)));
        expect(await heldIn(ground)).toEqual(await heldByEvents(after));
        const rows = await ground.query<{ stream: string; data: unknown; keys: readonly string[] }>(
          'select stream, data, keys from holding',
        );
        for (const { keys } of rows) expect(keys.length).toBeGreaterThan(0);
        const told = new Set(rows.map(({ stream, data }) => JSON.stringify([stream, data])));
        expect(told.size).toBe(rows.length);
        shared += rows.filter(({ keys }) => keys.length > 1).length;
      }),
      { numRuns: 60 },
    );
    expect(shared).toBeGreaterThan(0);
  });

  /** Streams of one shard: the order of its events is the order of their turns. */
  const ofOneShard = Array.from({ length: 100 }, (_, index) => `case-${String(index)}`)
    .filter((caseId) => shardOf(caseId, SHARDS) === 0)
    .slice(0, 3);

  const heldByEvents = async (after: string): Promise<unknown[]> => {
    const events = await ground.query<{ stream: string; type: string; body: Buffer }>(
      `select stream, type, body from event where stream = any ($1) and position > $2 order by position`,
      [ofOneShard.map((caseId) => `ledger/${caseId}`), after],
    );
    const book = new Map<string, { stream: string; data: unknown }>();
    for (const { stream, type, body } of events) {
      if (type === 'NameRefused') continue;
      const { names, apart } = JSON.parse(body.toString()) as { names: readonly string[]; apart?: true };
      for (const name of names) {
        if (type === 'NameTaken') book.set(name, { stream, data: apart === true ? { name } : { taken: true } });
        else if (book.get(name)?.stream === stream) book.delete(name);
      }
    }
    return [...book].sort(([one], [other]) => (one < other ? -1 : 1)).map(([key, held]) => ({ key, ...held }));
  };
});

describe('what was left with each key', () => {
  it('is taken over as it stands, and the role that serves goes on with it', async () => {
    const ground = await TestGround.make(MIGRATION);
    await ground.query(`insert into holder (key, stream, data) values
      ('name', 'ledger/one', '{"taken": true}'), ('sound', 'ledger/one', '{"taken": true}'),
      ('name', 'ledger/two', '{"taken": true}'), ('number', 'ledger/two', null), ('part', 'ledger/two', null)`);
    const before = await ground.query('select key, stream, data from holder order by key, stream');
    await ground.migrate();
    expect(await heldIn(ground)).toEqual(before);
    expect(
      await ground.query('select stream, data, cardinality(keys) as keys from holding order by stream, 3'),
    ).toEqual([
      { stream: 'ledger/one', data: { taken: true }, keys: 2 },
      { stream: 'ledger/two', data: { taken: true }, keys: 1 },
      { stream: 'ledger/two', data: null, keys: 2 },
    ]);
    const { store } = await openLedger(ground);
    await store.submit(work('one', { do: 'give-names', names: ['name', 'sound'] }));
    await store.submit(work('two', { do: 'take-names', names: ['sound'] }));
    expect(await heldIn(ground)).toEqual([
      { key: 'name', stream: 'ledger/two', data: { taken: true } },
      { key: 'number', stream: 'ledger/two', data: null },
      { key: 'part', stream: 'ledger/two', data: null },
      { key: 'sound', stream: 'ledger/two', data: { taken: true } },
    ]);
    await store.close();
    await ground.drop();
  });
});
