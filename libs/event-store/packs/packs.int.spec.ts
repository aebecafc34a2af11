import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import pg from 'pg';
import type { PublicRecord, StoredEvent, Tuning } from '../index.js';
import { add, openLedger, SHARDS, START, TestGround, work, type TestStore } from '../testing/open.js';
import { until } from '../testing/until.js';
import { caseIn } from '../testing/works.js';
import { plainOf } from '../sql/packs.js';
import { packOld } from './pack-old.js';

const DAY = 24 * 3_600_000;

let ground: TestGround;
const stores: TestStore[] = [];
const open = async (tuning: Partial<Tuning> = {}): Promise<TestStore> => {
  const store = await openLedger(ground, { tuning: { packAgeMillis: DAY, packEvents: 5, ...tuning } });
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

const hide = (caseId: string) => work(caseId, { do: 'add', amount: 1, public: false });

/** As if a relay had published everything. */
async function publishAll(): Promise<void> {
  await ground.query('update relay r set cursor = h.public_position from head h where h.shard = r.shard');
}

/** Writes some events a case, publishes them, and lets a month go by. */
async function grownOld(one: TestStore, cases: readonly string[], events = 7): Promise<void> {
  for (let index = 0; index < events; index += 1)
    await Promise.all(cases.map((caseId) => one.store.submit(index % 3 === 1 ? hide(caseId) : add(caseId, index))));
  await publishAll();
  one.clock.set(one.clock.now() + 30 * DAY);
}

const rowsLeft = async (): Promise<number> =>
  Number((await ground.query<{ n: string }>('select count(*) as n from event'))[0]?.n);

const plain = (events: readonly StoredEvent[]) =>
  events.map(({ body, ...rest }) => ({ ...rest, body: Buffer.from(body).toString('utf8') }));

async function feedOf({ store }: TestStore, shard: number, limit: number): Promise<StoredEvent[]> {
  const found: StoredEvent[] = [];
  for (;;) {
    const page = await store.eventsAfter(shard, found.at(-1)?.position ?? 0, limit);
    if (page.length === 0) return found;
    expect(page.length).toBeLessThanOrEqual(limit);
    found.push(...page);
  }
}

async function streamsOf({ store }: TestStore, limit: number): Promise<string[]> {
  const found: string[] = [];
  for (let page = await store.streams(null, limit); ; page = await store.streams(page.next, limit)) {
    expect(page.streams.length).toBeLessThanOrEqual(limit);
    found.push(...page.streams);
    if (page.next === null) return found;
  }
}

async function publicOf({ store }: TestStore, shard: number, from: number, limit: number): Promise<PublicRecord[]> {
  const found: PublicRecord[] = [];
  for (;;) {
    const read = await store.outbox.readPublic(new Map([[shard, found.at(-1)?.position ?? from]]), limit);
    const page = read.get(shard) ?? [];
    if (page.length === 0) return found;
    expect(page.length).toBeLessThanOrEqual(limit);
    found.push(...page);
  }
}

/** All that can be read of the ledgers, in every way there is. */
async function everything(one: TestStore, cases: readonly string[], limit: number) {
  const { store } = one;
  const shards = [...Array(SHARDS).keys()];
  return {
    feeds: (await Promise.all(shards.map((shard) => feedOf(one, shard, limit)))).map(plain),
    streams: await streamsOf(one, limit),
    cases: await Promise.all(cases.map(async (caseId) => plain(await store.eventsOfCase(caseId)))),
    past: plain(await store.readStream(`ledger/${cases[0] ?? ''}`, { untilAt: START })),
    together: [...(await store.readStreams(cases.map((caseId) => `ledger/${caseId}`)))]
      .map(([stream, events]) => [stream, plain(events)] as const)
      .sort(([left], [right]) => (left < right ? -1 : 1)),
    records: await Promise.all(
      shards.map(async (shard) =>
        (await publicOf(one, shard, 0, limit)).map(({ body, ...rest }) => ({
          ...rest,
          body: Buffer.from(body).toString('utf8'),
        })),
      ),
    ),
  };
}

describe('old events', () => {
  it('are read in every way as they were, whatever their sizes and texts and wherever packs end', async () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 12 }).filter((words) => !words.includes('\u0000'));
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(5), fc.nat(400), fc.boolean(), text), { minLength: 1, maxLength: 60 }),
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 60, max: 2_000 }),
        fc.integer({ min: 1, max: 7 }),
        async (writes, packEvents, packBytes, limit) => {
          const one = await open({ packEvents, packBytes });
          const reader = await open({ packEvents, packBytes });
          const seed = String(stores.length);
          for (const [index, [which, body, isPublic, name]] of writes.entries()) {
            const cause = `${seed} ${String(index)} ${name}`;
            await one.store.submit(
              work(`case ${seed} ${String(which)}`, { do: 'add', amount: 1, body, public: isPublic }, { cause }),
            );
          }
          await publishAll();
          one.clock.set(one.clock.now() + 30 * DAY);
          const cases = [0, 1, 2, 3, 4, 5].map((which) => `case ${seed} ${String(which)}`);
          const before = await everything(reader, cases, limit);
          await one.store.pack();
          expect(await everything(reader, cases, limit)).toEqual(before);
          await Promise.all(stores.splice(0).map(({ store }) => store.close()));
        },
      ),
      { numRuns: 12 },
    );
  });

  it('leave their rows, and a pack says how many and how much', async () => {
    const one = await open();
    await grownOld(one, [caseIn(1, 'a'), caseIn(1, 'b')], 9);
    expect(await one.store.pack()).toEqual({ events: 15, packs: 3 });
    expect(await rowsLeft()).toBe(3);
    const figures = await one.store.packFigures();
    expect(figures).toMatchObject({ packs: 3, events: 15, packedTo: START });
    expect(figures.plainBytes).toBeGreaterThan(figures.bytes);
  });

  it('stay in rows when they are not old, not published, or fewer than a pack', async () => {
    const one = await open();
    const caseId = caseIn(2, 'young');
    for (let index = 0; index < 7; index += 1) await one.store.submit(add(caseId));
    await publishAll();
    expect(await one.store.pack()).toEqual({ events: 0, packs: 0 });
    one.clock.set(START + 30 * DAY);
    await one.store.outbox.rewind(2, 3);
    expect(await one.store.pack()).toEqual({ events: 0, packs: 0 });
    await publishAll();
    expect(await one.store.pack()).toEqual({ events: 5, packs: 1 });
    expect(await rowsLeft()).toBe(2);
  });

  it('of a service that publishes nothing are packed as others are', async () => {
    const one = await open();
    for (let index = 0; index < 5; index += 1) await one.store.submit(hide(caseIn(0, 'silent')));
    one.clock.set(START + 30 * DAY);
    expect(await one.store.pack()).toEqual({ events: 5, packs: 1 });
  });

  it('go on: a case of which no row is left is folded from its pack, and its versions and positions go on', async () => {
    const one = await open();
    const caseId = caseIn(3, 'on');
    await grownOld(one, [caseId], 5);
    await one.store.pack();
    expect(await rowsLeft()).toBe(0);
    const fresh = await open();
    const { answer } = await fresh.store.submit(add(caseId, 100));
    expect(Buffer.from(answer ?? []).toString()).toBe(String(0 + 1 + 2 + 3 + 1 + 100));
    const events = await fresh.store.eventsOfCase(caseId);
    expect(events.map(({ version }) => version)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(events.map(({ position }) => position)).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('are found over a change of their index, also by an instance that goes on meanwhile', async () => {
    await ground.drop();
    ground = await TestGround.make('LeanPacked1764430000000');
    const cases = [caseIn(0, 'before'), caseIn(1, 'before')];
    const one = await open();
    await grownOld(one, cases);
    expect(await one.store.pack()).toMatchObject({ packs: 2 });
    const before = await everything(one, cases, 3);
    await ground.migrate();
    expect(await everything(one, cases, 3)).toEqual(before);
    expect(await everything(await open(), cases, 3)).toEqual(before);
    for (const caseId of cases) await one.store.submit(add(caseId));
    const versions = cases.map(async (caseId) => (await one.store.readStream(`ledger/${caseId}`)).at(-1)?.version);
    expect(await Promise.all(versions)).toEqual([8, 8]);
  });

  it('that were packed twice over and after a restart are one run without a hole', async () => {
    const one = await open();
    const caseId = caseIn(1, 'twice');
    await grownOld(one, [caseId], 6);
    await one.store.pack();
    const other = await open();
    other.clock.set(one.clock.now());
    await grownOld(other, [caseId], 6);
    await other.store.pack();
    const events = await feedOf(one, 1, 4);
    expect(events.map(({ position }) => position)).toEqual([...Array(12).keys()].map((index) => index + 1));
  });

  it('are published again when their shard is rewound, and their age is told meanwhile', async () => {
    const one = await open();
    await grownOld(one, [caseIn(1, 'again')], 8);
    await one.store.pack();
    await one.store.outbox.rewind(1, 2);
    const cursor = await one.store.outbox.cursor(1);
    const records = await publicOf(await open(), 1, cursor, 2);
    expect(records.map(({ position }) => position)).toEqual([3, 4, 6, 7]);
    expect((await one.store.counts()).oldestUnpublishedMillis).toBe(30 * DAY);
  });

  it('fill a register that is built anew', async () => {
    const one = await open();
    const cases = [caseIn(0, 'r'), caseIn(1, 'r'), caseIn(2, 'r')];
    await grownOld(one, cases, 7);
    await one.store.pack();
    expect(await one.store.strayRows('balance', 10)).toEqual([]);
    const before = await ground.query('select case_id, sum from balance order by case_id');
    expect(await one.store.rebuildRegister('balance')).toBe(3);
    expect(await ground.query('select case_id, sum from balance order by case_id')).toEqual(before);
  });

  it('leave the answer of a command as it was given', async () => {
    const one = await open();
    const caseId = caseIn(1, 'asked');
    const asked = add(caseId, 5, { tag: 'tag' });
    const first = await one.store.submit(asked);
    await grownOld(one, [caseId], 6);
    await one.store.pack();
    expect(await one.store.submit(asked)).toMatchObject({ outcome: 'repeated', answer: first.answer });
  });
});

describe('a reader', () => {
  it('misses nothing and reads nothing twice while a packer is at work beside it', async () => {
    const one = await open({ packEvents: 2 });
    const reader = await open({ packEvents: 2 });
    const cases = [caseIn(1, 'x'), caseIn(1, 'y')];
    await grownOld(one, cases, 40);
    const wanted = await everything(reader, cases, 3);
    const packed = one.store.pack();
    const over = packed.then(() => true);
    const look = async (): Promise<boolean> => {
      expect(await everything(reader, cases, 3)).toEqual(wanted);
      return false;
    };
    while (!(await Promise.race([look(), over])));
    expect(await everything(reader, cases, 3)).toEqual(wanted);
    expect(await packed).toEqual({ events: 80, packs: 40 });
  });

  it('is told of a damaged pack by its place, and is given nothing of it', async () => {
    const one = await open();
    const caseId = caseIn(1, 'damaged');
    await grownOld(one, [caseId], 5);
    await one.store.pack();
    await ground.query('alter table pack disable trigger user');
    await ground.query(
      'update pack set body = set_byte(body, octet_length(body) / 2, get_byte(body, octet_length(body) / 2) # 1)',
    );
    const reader = await open();
    const told = 'the pack of positions 1 to 5 of shard 1 is damaged';
    await expect(reader.store.eventsOfCase(caseId)).rejects.toThrow(told);
    await expect(reader.store.eventsAfter(1, 0)).rejects.toThrow(told);
    await expect(reader.store.streams(null, 10)).rejects.toThrow(told);
  });
});

describe('the database', () => {
  const asOwner = (sql: string) => ground.query(sql);

  it.each([
    ['events without a pack', 'delete from event where shard = 1 and position = 6'],
    ['events of a pack that bears another digest', packSql(6, 6, "'\\x00'")],
    ['more events than the pack has', `${packSql(6, 6)}; delete from event where shard = 1`],
    ['fewer events than the pack has', packSql(6, 7).replace('between 6 and 7', '= 6')],
  ])('lets no owner remove %s', async (_what, sql) => {
    const one = await open();
    await grownOld(one, [caseIn(1, 'kept')], 8);
    await one.store.pack();
    await expect(asOwner(sql)).rejects.toMatchObject({ code: 'YE001' });
    expect(await rowsLeft()).toBe(3);
  });

  it.each([
    'update pack set last = last + 1',
    'delete from pack',
    'truncate pack',
    'update packed set version = 1',
    'delete from packed',
    'truncate packed',
    'update event set type = type',
    'truncate event',
    "insert into pack values (1, 7, 7, 0, '', 0, '')",
    "insert into pack values (1, 5, 6, 0, '', 0, '')",
  ])('refuses its owner: %s', async (sql) => {
    const one = await open();
    await grownOld(one, [caseIn(1, 'owned')], 6);
    await one.store.pack();
    await expect(asOwner(sql)).rejects.toMatchObject({ code: 'YE001' });
  });

  it.each([
    "insert into pack values (1, 1, 1, 0, '', 0, '')",
    'delete from event',
    'insert into packed values (gen_random_uuid(), 1, 1, 1)',
  ])('refuses the role that serves: %s', async (sql) => {
    await open();
    await expect(ground.query(sql, [], ground.serviceUrl)).rejects.toMatchObject({ code: '42501' });
  });

  /** A pack of some rows as they are, and their removal. */
  function packSql(first: number, last: number, digest?: string): string {
    const rows = `shard = 1 and position between ${String(first)} and ${String(last)}`;
    return `insert into pack select 1, ${String(first)}, ${String(last)}, 0,
      ${digest ?? 'sha256(plain)'}, 1, '\\x00' from (${plainOf(`(select * from event where ${rows})`)}) as run;
      delete from event where ${rows}`;
  }
});

describe('a packer', () => {
  it('that dies between two packs has moved whole ones only, and another goes on from there', async () => {
    const one = await open({ packEvents: 2 });
    const caseId = caseIn(1, 'killed');
    await grownOld(one, [caseId], 12);
    const wanted = await everything(one, [caseId], 5);
    // the database ends the session in the midst of the third pack
    await ground.query(`create function die() returns trigger language plpgsql as $$ begin
      if new.first >= 5 then perform pg_terminate_backend(pg_backend_pid()); end if; return new; end $$;
      create trigger die before insert on pack for each row execute function die()`);
    await expect(one.store.pack()).rejects.toThrow();
    expect((await one.store.packFigures()).packs).toBe(2);
    expect(await everything(await open(), [caseId], 5)).toEqual(wanted);
    await ground.query('drop trigger die on pack');
    expect(await one.store.pack()).toEqual({ events: 8, packs: 4 });
    expect(await everything(await open(), [caseId], 5)).toEqual(wanted);
  });

  it('leaves it to another that is at work, and stops when it is told to', async () => {
    const one = await open();
    await grownOld(one, [caseIn(1, 'busy')], 10);
    const owner = new pg.Client({ connectionString: ground.ownerUrl });
    await owner.connect();
    await owner.query("select pg_advisory_lock(hashtext('yichuang-packs'))");
    expect(await one.store.pack()).toBeNull();
    await owner.query("select pg_advisory_unlock(hashtext('yichuang-packs'))");
    const wish = { owner, shards: SHARDS, recordedBefore: one.clock.now(), packEvents: 5, packBytes: 1_000 };
    expect(await packOld({ ...wish, signal: AbortSignal.abort() })).toEqual({ events: 0, packs: 0 });
    expect(await packOld(wish)).toEqual({ events: 10, packs: 2 });
    await owner.end();
  });

  it('looks by itself now and then', async () => {
    const one = await open({ packLookMillis: 10 });
    await grownOld(one, [caseIn(1, 'self')], 5);
    one.store.start({ call: () => Promise.resolve(null), answerWork: () => add('nobody') });
    await until(async () => (await rowsLeft()) === 0);
  });
});
