import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { openLedger, TestGround, work, type TestStore } from './testing/open.js';
import { until } from './testing/until.js';

let ground: TestGround;
let one: TestStore;
let other: TestStore;
beforeAll(async () => {
  ground = await TestGround.make();
  one = await openLedger(ground);
  other = await openLedger(ground);
});
afterAll(async () => {
  await one.store.close();
  await other.store.close();
  await ground.drop();
});

const lastOf = async (caseId: string): Promise<string | undefined> =>
  (await one.store.readStream(`ledger/${caseId}`)).at(-1)?.type;

describe('a claim', () => {
  it('goes to exactly one of two cases that ask for one name in the same instant, from two processes, fifty times', async () => {
    const pairs = Array.from({ length: 50 }, (_, index) => `name-${String(index)}`);
    await Promise.all(
      pairs.flatMap((name) => [
        one.store.submit(work(`${name}-left`, { do: 'take-name', name })),
        other.store.submit(work(`${name}-right`, { do: 'take-name', name })),
      ]),
    );
    for (const name of pairs) {
      const ends = [await lastOf(`${name}-left`), await lastOf(`${name}-right`)];
      expect(ends.sort()).toEqual(['NameRefused', 'NameTaken']);
    }
  });

  it('is seen by the works of its own turn, before anything of it is committed', async () => {
    await Promise.all([
      one.store.submit(work('same-turn-1', { do: 'take-name', name: 'same-turn' })),
      one.store.submit(work('same-turn-2', { do: 'take-name', name: 'same-turn' })),
    ]);
    expect(await lastOf('same-turn-1')).toBe('NameTaken');
    expect(await lastOf('same-turn-2')).toBe('NameRefused');
    const [first] = await one.store.readStream('ledger/same-turn-1');
    const [second] = await one.store.readStream('ledger/same-turn-2');
    expect(second?.recordedAt).toBe(first?.recordedAt);
  });

  it('can be had by another case once it was released', async () => {
    await one.store.submit(work('holder', { do: 'take-name', name: 'passed-on' }));
    await one.store.submit(work('holder', { do: 'give-name', name: 'passed-on' }));
    await other.store.submit(work('heir', { do: 'take-name', name: 'passed-on' }));
    expect(await lastOf('heir')).toBe('NameTaken');
    expect(await ground.query("select stream from holding where keys && '{passed-on}'")).toEqual([
      { stream: 'ledger/heir' },
    ]);
  });

  it('released within a turn is free for the next work of the same turn', async () => {
    await one.store.submit(work('first-owner', { do: 'take-name', name: 'within' }));
    await Promise.all([
      one.store.submit(work('first-owner', { do: 'give-name', name: 'within' })),
      one.store.submit(work('second-owner', { do: 'take-name', name: 'within' })),
    ]);
    expect(await lastOf('second-owner')).toBe('NameTaken');
  });

  it('of many keys is locked sorted, so that processes that ask for the same keys in any order never deadlock', async () => {
    const names = Array.from({ length: 24 }, (_, index) => `sorted-${String(index)}`);
    const rounds = Array.from({ length: 60 }, (_, round) => ({ round, some: shuffled(names).slice(0, 8) }));
    await Promise.all(
      rounds.map(({ round, some }) =>
        (round % 2 === 0 ? one : other).store.submit(
          work(`sorted-${String(round)}`, { do: 'take-names', names: some }),
        ),
      ),
    );
    expect(await ground.query('select deadlocks from pg_stat_database where datname = current_database()')).toEqual([
      { deadlocks: '0' },
    ]);
    // each name has at most one holder
    expect(await ground.query('select key from holding, unnest(keys) as key group by key having count(*) > 1')).toEqual(
      [],
    );
  });

  it('is waited for holding only keys that sort before it', async () => {
    const blocker = new pg.Client({ connectionString: ground.ownerUrl });
    await blocker.connect();
    for (let round = 0; round < 4; round += 1) {
      await blocker.query('begin');
      await blocker.query("insert into claim (key) values ('k-1')");
      const names = ['k-4', 'k-2', 'k-1', 'k-3'];
      const waiting = one.store.submit(work(`waiting-${String(round)}`, { do: 'take-names', names }));
      await until(async () => (await ground.waitingForLocks()) > 0);
      // a waiter that held one of them would keep this from returning
      await ground.query("set lock_timeout = '2s'");
      await ground.query(
        "with tried as (insert into claim (key) values ('k-2'), ('k-3'), ('k-4') returning key) select key from tried",
      );
      await ground.query("delete from claim where key in ('k-2', 'k-3', 'k-4')");
      await blocker.query('rollback');
      await waiting;
    }
    await blocker.end();
  });

  it('that a decision turns out to need, because of what the work before it appended, is locked by running the turn again', async () => {
    await one.store.submit(work('rival', { do: 'take-name', name: 'next-1' }));
    await Promise.all([
      one.store.submit(work('counting', { do: 'take-next' })),
      one.store.submit(work('counting', { do: 'take-next' })),
    ]);
    const events = await one.store.readStream('ledger/counting');
    expect(events.map(({ type }) => type)).toEqual(['NameTaken', 'NameRefused']);
  });

  it('that a decision never has enough of fails that work alone', async () => {
    const results = await Promise.allSettled([
      one.store.submit(work('modest', { do: 'take-name', name: 'modest' })),
      one.store.submit(work('greedy', { do: 'add', amount: 1 })),
      one.store.submit(work('greedy', { do: 'take-ever-more' })),
    ]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected']);
  });

  it('leaves no row of its lock behind', async () => {
    expect(await ground.query('select key from claim')).toEqual([]);
  });

  it('is kept under one index, by which it is found, and one of what a stream holds', async () => {
    const indexes = await ground.query(
      "select indexrelid::regclass::text as name from pg_index where indrelid = 'holding'::regclass order by 1",
    );
    expect(indexes).toEqual([{ name: 'holding_keys_idx' }, { name: 'holding_stream_idx' }]);
  });

  it('is no lock on the case: a name taken twice by its own case stays one', async () => {
    await one.store.submit(work('own', { do: 'take-name', name: 'own' }));
    await one.store.submit(work('own', { do: 'take-name', name: 'own' }));
    expect(await lastOf('own')).toBe('NameTaken');
    expect(await ground.query("select 1 from holding where keys && '{own}'")).toHaveLength(1);
  });
});

describe('the naive form', () => {
  it('of one statement that inserts and reads the holders sees no winner: the reading must be a statement of its own', async () => {
    // what turn_claim would be in one statement, run by hand while the winner is not committed yet
    const naive = `with locked as (
        insert into claim (key) values ('naive') on conflict (key) do update set key = excluded.key returning key)
      select g.stream from locked join holding g on g.keys && array[locked.key]`;
    const { seen, split } = await raced(naive);
    expect(seen).toEqual([]);
    expect(split).toEqual([{ held: [['naive', 'ledger/winner', null]] }]);
  });
});

/** A winner holds a key and commits while two others wait for it, one each way. */
async function raced(naive: string): Promise<{ seen: unknown[]; split: unknown[] }> {
  const clients = await Promise.all(
    [1, 2, 3].map(async () => {
      const client = new pg.Client({ connectionString: ground.ownerUrl });
      await client.connect();
      return client;
    }),
  );
  const [winner, loser, wise] = clients as [(typeof clients)[0], (typeof clients)[0], (typeof clients)[0]];
  await winner.query('begin');
  await winner.query("insert into claim (key) values ('naive')");
  await winner.query("insert into holding (stream, keys) values ('ledger/winner', '{naive}')");
  const seen = loser.query(naive);
  await until(async () => (await ground.waitingForLocks()) === 1);
  const split = wise.query("select turn_claim('{naive}') as held");
  await until(async () => (await ground.waitingForLocks()) === 2);
  await winner.query('commit');
  const answers = { seen: (await seen).rows as unknown[], split: (await split).rows as unknown[] };
  await Promise.all(clients.map((client) => client.end()));
  await ground.query("delete from claim where key = 'naive'");
  return answers;
}

const shuffled = <A>(values: readonly A[]): A[] =>
  values
    .map((value) => ({ value, rank: Math.random() }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ value }) => value);
