import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Socket } from 'node:net';
import pg from 'pg';
import { CauseReused, shardOf, ShardsDiffer, TryLater, type EventStore } from './index.js';
import { add, openLedger, SHARDS, TestGround, work, type TestStore } from './testing/open.js';
import type { LedgerState, LedgerWork } from './testing/ledger.js';
import { until } from './testing/until.js';
import { caseIn } from './testing/works.js';

let ground: TestGround;
let one: TestStore;
let store: EventStore<LedgerWork, LedgerState>;
beforeAll(async () => {
  ground = await TestGround.make();
  one = await openLedger(ground);
  store = one.store;
});
afterAll(async () => {
  await store.close();
  await ground.drop();
});

const answerOf = async (given: Parameters<typeof store.submit>[0]): Promise<string> =>
  Buffer.from((await store.submit(given)).answer ?? []).toString();

describe('a turn', () => {
  it('lets the next command of a stream see what the one before it appended, in the same transaction', async () => {
    const answers = await Promise.all([1, 2, 3, 4, 5].map((amount) => answerOf(add('together', amount))));
    expect(answers).toEqual(['1', '3', '6', '10', '15']);
    const events = await store.readStream('ledger/together');
    expect(events.map(({ version }) => version)).toEqual([1, 2, 3, 4, 5]);
  });

  it('that must fold what this process does not know yet is tried again, and nobody is parked', async () => {
    await store.submit(add('known-elsewhere', 3));
    const other = await openLedger(ground);
    const fold = other.handler.evolve.bind(other.handler);
    let looks = 0;
    other.handler.evolve = (state, event) => {
      looks += 1;
      if (looks < 3) throw new TryLater('what this event names is being read');
      return fold(state, event);
    };
    const answered = await other.store.submit(add('known-elsewhere', 4));
    expect(Buffer.from(answered.answer ?? []).toString()).toBe('7');
    expect(looks).toBeGreaterThanOrEqual(3);
    expect(await other.store.parked.list()).toEqual([]);
    await other.store.close();
  });

  it('gives positions that are dense and in commit order, over many writers and two processes', async () => {
    const other = await openLedger(ground);
    const cases = Array.from({ length: 40 }, (_, index) => `dense-${String(index)}`);
    await Promise.all(
      cases.flatMap((caseId) => [
        store.submit(add(caseId)),
        other.store.submit(add(caseId)),
        store.submit(add(caseId)),
      ]),
    );
    await other.store.close();
    const rows = await ground.query<{ shard: number; gaps: string; last: string; head: string }>(`
      select h.shard, coalesce(max(e.position), 0) - count(e.position) as gaps, coalesce(max(e.position), 0) as last, h.position as head
      from head h left join event e on e.shard = h.shard group by h.shard, h.position`);
    expect(rows).toHaveLength(SHARDS);
    for (const { gaps, last, head } of rows) {
      expect(gaps).toBe('0');
      expect(last).toBe(head);
    }
    for (const caseId of cases)
      expect((await store.readStream(`ledger/${caseId}`)).map(({ version }) => version)).toEqual([1, 2, 3]);
  });

  it('marks every public event with the public one before it in its shard, and private ones with none', async () => {
    const caseId = 'follows';
    await Promise.all([
      store.submit(work(caseId, { do: 'add', amount: 1 })),
      store.submit(work(caseId, { do: 'add', amount: 1, public: false })),
      store.submit(work(caseId, { do: 'add', amount: 1 })),
    ]);
    const [first, second, third] = await store.readStream(`ledger/${caseId}`);
    expect(second).toMatchObject({ audience: null, follows: null });
    expect(third?.follows).toBe(first?.position);
  });

  it('gives the first answer again to the same cause and request, and turns down another request under it', async () => {
    const first = add('repeat', 7, { cause: 'key-1', tag: 'seven' });
    expect(await answerOf(first)).toBe('7');
    const again = await store.submit({ ...first });
    expect(again).toMatchObject({ outcome: 'repeated' });
    expect(Buffer.from(again.answer ?? []).toString()).toBe('7');
    await expect(store.submit(add('repeat', 8, { cause: 'key-1', tag: 'eight' }))).rejects.toThrow(CauseReused);
    expect(await store.readStream('ledger/repeat')).toHaveLength(1);
  });

  it('gives the first answer again also within one turn', async () => {
    const twice = add('twice', 3, { cause: 'key-2', tag: 'three' });
    const answers = await Promise.all([store.submit(twice), store.submit({ ...twice })]);
    expect(answers.map(({ outcome }) => outcome).sort()).toEqual(['done', 'repeated']);
    expect(await store.readStream('ledger/twice')).toHaveLength(1);
  });

  it('records nothing of a rejection, so that asking again decides again', async () => {
    const asked = work('rejected', { do: 'reject' }, { cause: 'key-3', tag: 'x' });
    expect(await store.submit(asked)).toMatchObject({ outcome: 'done' });
    expect(await store.submit(asked)).toMatchObject({ outcome: 'done' });
    expect(await ground.query("select 1 from command where cause = 'key-3'")).toEqual([]);
  });

  it('fails a broken command alone: its neighbours of the same turn are written', async () => {
    const results = await Promise.allSettled([
      store.submit(add('fine-1')),
      store.submit(work('broken', { do: 'break' })),
      store.submit(add('fine-2')),
    ]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(await store.readStream('ledger/broken')).toEqual([]);
  });

  it('finds by trial which case the database will not take, and writes all others', async () => {
    const results = await Promise.allSettled([
      store.submit(add('pure-1')),
      store.submit(work('poisoned', { do: 'poison' })),
      store.submit(add('pure-2')),
    ]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(await store.readStream('ledger/pure-2')).toHaveLength(1);
  });

  it('never lets recorded time go backwards within a stream', async () => {
    one.clock.set(one.clock.now() + 1000);
    await store.submit(add('backwards'));
    one.clock.set(one.clock.now() - 900);
    await store.submit(add('backwards'));
    const [first, second] = await store.readStream('ledger/backwards');
    expect(second?.recordedAt).toBe(first?.recordedAt);
  });

  it('locks heads ascending whatever the order of the works, so that two processes never deadlock', async () => {
    const other = await openLedger(ground);
    const cases = Array.from({ length: SHARDS * 6 }, (_, index) => `order-${String(index)}`);
    const rounds = Array.from({ length: 12 }, () => [...cases].sort(() => Math.random() - 0.5));
    await Promise.all(
      rounds.flatMap((order, round) =>
        order.map((caseId) => (round % 2 === 0 ? store : other.store).submit(add(caseId))),
      ),
    );
    await other.store.close();
    const [row] = await ground.query<{ deadlocks: string }>(
      'select deadlocks from pg_stat_database where datname = current_database()',
    );
    expect(row?.deadlocks).toBe('0');
  });

  it('waits for a head holding only lower ones', async () => {
    const blocker = new pg.Client({ connectionString: ground.ownerUrl });
    await blocker.connect();
    for (let round = 0; round < 4; round += 1) {
      await blocker.query('begin');
      await blocker.query('select 1 from head where shard = 0 for update');
      const waiting = Promise.all([3, 1, 0, 2].map((shard) => store.submit(add(caseIn(shard, 'lower')))));
      await until(async () => (await ground.waitingForLocks()) > 0);
      // a turn over all shards waits for the first and holds none of the others
      expect(
        await ground.query('select shard from head where shard > 0 order by shard for update nowait'),
      ).toHaveLength(3);
      await blocker.query('rollback');
      await waiting;
    }
    await blocker.end();
  });

  it('reads under the lock in a statement of its own: a stream another process wrote to while it waited is folded whole', async () => {
    const caseId = 'waited';
    const warned = one.warnings.length;
    await store.submit(add(caseId, 5));
    const blocker = new pg.Client({ connectionString: ground.ownerUrl });
    await blocker.connect();
    await blocker.query('begin');
    await blocker.query('select 1 from head where shard = $1 for update', [shardOf(caseId, SHARDS)]);
    const waiting = answerOf(add(caseId, 1));
    await until(async () => (await ground.waitingForLocks()) > 0);
    await blocker.query(
      `insert into event (shard, position, follows, at, recorded_at, stream, version, type, audience, cause, body)
        select shard, position + 1, public_position, 0, 0, $2, 2, 'Added', '*', 'by-hand', convert_to('{"amount":100}', 'utf8') from head where shard = $1`,
      [shardOf(caseId, SHARDS), `ledger/${caseId}`],
    );
    await blocker.query('update head set position = position + 1, public_position = position + 1 where shard = $1', [
      shardOf(caseId, SHARDS),
    ]);
    await blocker.query('commit');
    await blocker.end();
    expect(await waiting).toBe('106');
    // seen at once, not after a failure that a second attempt healed
    expect(one.warnings.slice(warned)).toEqual([]);
  });

  it('is tried again when the database ends its session, and then answers', async () => {
    await store.submit(add('session'));
    await ground.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'toy turns'",
      [],
      ground.adminUrl,
    );
    expect(await answerOf(add('session'))).toBe('2');
  });
});

describe('a commit whose answer is lost', () => {
  it('is asked for: a command whose answer is not kept, so that nothing else would recognise it, is not run again', async () => {
    const caseId = 'lost-commit';
    const commits: unknown[] = [];
    const stop = cutNextCommit(commits);
    try {
      expect(await answerOf(work(caseId, { do: 'add', amount: 4, unkept: true }))).toBe('4');
    } finally {
      stop();
    }
    expect(commits).toHaveLength(1);
    expect(await store.readStream(`ledger/${caseId}`)).toHaveLength(1);
  });
});

describe('a reader by position', () => {
  it('never skips an event whose writer stalls before its commit', async () => {
    const caseId = 'stalled';
    const shard = shardOf(caseId, SHARDS);
    await store.submit(add(caseId));
    const before = (await store.readStream(`ledger/${caseId}`))[0]?.position ?? 0;
    const writer = new pg.Client({ connectionString: ground.ownerUrl });
    await writer.connect();
    await writer.query('begin');
    await writer.query('select 1 from head where shard = $1 for update', [shard]);
    await writer.query(
      `insert into event (shard, position, follows, at, recorded_at, stream, version, type, audience, cause, body)
        select shard, position + 1, public_position, 0, 0, $2, 2, 'Added', '*', 'by-hand', convert_to('{"amount":1}', 'utf8') from head where shard = $1`,
      [shard, `ledger/${caseId}`],
    );
    await writer.query('update head set position = position + 1, public_position = position + 1 where shard = $1', [
      shard,
    ]);
    const late = store.submit(add(caseId));
    await until(async () => (await ground.waitingForLocks()) > 0);
    // neither the stalled one nor anything after it shows: a reader cannot pass it by
    expect(await store.eventsAfter(shard, before)).toEqual([]);
    await writer.query('commit');
    await writer.end();
    await late;
    expect((await store.eventsAfter(shard, before)).map(({ position }) => position - before)).toEqual([1, 2]);
  });
});

describe('the events of a service', () => {
  it.each(['update event set at = 0', 'delete from event', 'truncate event'])(
    'are for ever: %s fails for the role that serves',
    async (sql) => {
      await expect(ground.query(sql, [], ground.serviceUrl)).rejects.toThrow(/permission denied|for ever/);
    },
  );

  it.each(['update event set at = 0', 'delete from event', 'truncate event'])(
    'are for ever: %s raises even for the role that owns them',
    async (sql) => {
      await expect(ground.query(sql)).rejects.toMatchObject({ code: 'YE001' });
    },
  );

  it('are kept in as many shards as the database was made with: another number refuses to open', async () => {
    await expect(openLedger(ground, { shards: SHARDS + 1 })).rejects.toThrow(ShardsDiffer);
  });
});

/** Cuts the line of the next commit once it is sent and done, before its answer can be read. */
function cutNextCommit(seen: unknown[]): () => void {
  const whole = Object.getOwnPropertyDescriptor(pg.Client.prototype, 'query') as PropertyDescriptor;
  const query = whole.value as (this: pg.Client, ...given: unknown[]) => unknown;
  pg.Client.prototype.query = function (this: pg.Client, ...given: unknown[]) {
    if (given[0] !== 'commit' || seen.length > 0) return query.apply(this, given);
    seen.push(given[0]);
    const { stream } = (this as unknown as { connection: { stream: Socket } }).connection;
    // nothing more is read of this session: the commit goes out, its answer does not come in
    stream.removeAllListeners('data');
    const answer = query.apply(this, given);
    void until(
      async () => (await ground.query("select 1 from event where stream = 'ledger/lost-commit'")).length > 0,
    ).then(() => stream.destroy());
    return answer;
  } as typeof pg.Client.prototype.query;
  return () => {
    Object.defineProperty(pg.Client.prototype, 'query', whole);
  };
}
