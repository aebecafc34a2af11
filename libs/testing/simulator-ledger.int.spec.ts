import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ledgerEntries, SimulatorLedger, type DomainClock, type SimulatorDefinition } from '@yichuang/host';
import { testDatabase, type TestDatabase } from './postgres.js';
import { withDatabase } from './rows.js';

const clock = { now: () => 0 } as DomainClock;
const tagKey = Buffer.from('key');
const title = { 'zh-CN': '登记（模拟）', en: 'Registry (simulator)' };

/** One outside system with two ports: it takes people in, and says who is with whom. */
const ledger = 'registry';
const take: SimulatorDefinition = {
  ...{ name: 'take', ledger, title, nature: 'effect' },
  answer: ({ ask, serial }) => ({ answer: { serial }, effects: [`in:${(ask as { who: string }).who}`] }),
};
const whose: SimulatorDefinition = {
  ...{ name: 'whose', ledger, title, nature: 'question' },
  looks: ({ ask }) => [`in:${(ask as { who: string }).who}`],
  answer: ({ found }) => ({ answer: { cases: found.map(({ caseId }) => caseId).sort() } }),
};

let database: TestDatabase;
const open: SimulatorLedger[] = [];
const opened = async (definitions: readonly SimulatorDefinition[] = [take, whose]): Promise<SimulatorLedger> => {
  const one = await SimulatorLedger.open({ url: database.url, schema: 'sim_registry' }, definitions, clock, tagKey);
  open.push(one);
  return one;
};
const ask = (of: SimulatorLedger, port: string, call: { key: string; caseId: string; who: string }) =>
  of.port(port).call({ ...call, ask: { who: call.who }, section: null, signal: new AbortController().signal });
const query = <R extends object>(sql: string) =>
  withDatabase(database.url, async (client) => (await client.query<R>(sql)).rows);
const entries = () => ledgerEntries(query, 'sim_registry');

beforeEach(async () => {
  database = await testDatabase();
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
  await database.drop();
});

describe('the ledger of a simulator', () => {
  it('answers a key once, tells whoever comes again the same, and counts how often', async () => {
    const one = await opened();
    const call = { key: 'k1', caseId: 'c1', who: 'a' };
    const first = await ask(one, 'take', call);
    expect(await ask(one, 'take', { ...call, who: 'somebody-else' })).toEqual(first);
    expect(await ask(one, 'take', call)).toEqual(first);
    const [entry, ...others] = await entries();
    expect(others).toEqual([]);
    expect(entry).toMatchObject({
      ...{ port: 'take', caseId: 'c1', ask: { who: 'a' }, answer: first, effects: ['in:a'], repeats: 2 },
    });
  });

  it('takes the same key of two ports for two calls', async () => {
    const one = await opened();
    const call = { key: 'k1', caseId: 'c1', who: 'a' };
    await ask(one, 'take', call);
    expect(await ask(one, 'whose', call)).toEqual({ cases: ['c1'] });
    expect((await entries()).map(({ port, repeats }) => [port, repeats])).toEqual([
      ['take', 0],
      ['whose', 0],
    ]);
  });

  it('looks up what was effected for other cases, and nothing of what nobody asked for', async () => {
    const one = await opened();
    await ask(one, 'take', { key: 'k1', caseId: 'c1', who: 'a' });
    await ask(one, 'take', { key: 'k2', caseId: 'c2', who: 'a' });
    await ask(one, 'take', { key: 'k3', caseId: 'c3', who: 'b' });
    expect(await ask(one, 'whose', { key: 'k4', caseId: 'c4', who: 'a' })).toEqual({ cases: ['c1', 'c2'] });
    expect(await ask(one, 'whose', { key: 'k5', caseId: 'c4', who: 'nobody' })).toEqual({ cases: [] });
  });

  it('is one for all instances of a service: the first to ask says what the others’ entries are told by', async () => {
    const instances = await Promise.all([opened(), opened(), opened()]);
    const calls = Array.from({ length: 30 }, (_, index) => ({
      ...{ key: `k${String(index)}`, caseId: `c${String(index)}`, who: `w${String(index)}` },
    }));
    const answers = await Promise.all(instances.map((one) => Promise.all(calls.map((call) => ask(one, 'take', call)))));
    expect(answers[1]).toEqual(answers[0]);
    expect(answers[2]).toEqual(answers[0]);
    const kept = await entries();
    expect(kept.map(({ effects }) => effects[0]).sort()).toEqual(calls.map(({ who }) => `in:${who}`).sort());
    expect(kept.every(({ repeats }) => repeats === 2)).toBe(true);
    expect(new Set(kept.map(({ serial }) => serial)).size).toBe(calls.length);
  });

  it('keeps no marks where no port looks', async () => {
    const one = await opened([take]);
    await ask(one, 'take', { key: 'k1', caseId: 'c1', who: 'a' });
    expect(await query('select marks from sim_registry.entry')).toEqual([{ marks: null }]);
  });
});

describe('a ledger of a version that kept everything in full', () => {
  const old = `create schema sim_registry;
    create table sim_registry.call (
      serial bigint generated always as identity primary key,
      port text not null, key text not null, case_id text not null,
      ask jsonb, answer jsonb, effects text[] not null, at timestamptz not null default now(), repeats int not null default 0,
      unique (port, key)
    );
    create index call_effect on sim_registry.call using gin (effects) with (fastupdate = off);
    insert into sim_registry.call (port, key, case_id, ask, answer, effects, repeats)
      select 'take', 'k' || n, 'c' || n, jsonb_build_object('who', 'w' || n), jsonb_build_object('serial', n),
        array['in:w' || n], n % 2 from generate_series(1, 1200) n`;

  it('is taken over with all it holds: keys, answers, effects, counts, and numbers that go on', async () => {
    await query(old);
    const one = await opened();
    expect(await query("select to_regclass('sim_registry.call') as call")).toEqual([{ call: null }]);
    const kept = await entries();
    expect(kept).toHaveLength(1_200);
    expect(kept[1_100]).toMatchObject({
      ...{ serial: 1_101, port: 'take', caseId: 'c1101', ask: { who: 'w1101' }, answer: { serial: 1_101 } },
      ...{ effects: ['in:w1101'], repeats: 1 },
    });
    expect(await ask(one, 'take', { key: 'k7', caseId: 'c7', who: 'w7' })).toEqual({ serial: 7 });
    expect(await ask(one, 'whose', { key: 'q', caseId: 'new', who: 'w1200' })).toEqual({ cases: ['c1200'] });
    const { serial } = (await ask(one, 'take', { key: randomUUID(), caseId: 'new', who: 'new' })) as { serial: number };
    expect(serial).toBeGreaterThan(1_200);
  });

  it('is taken over once, whoever starts at the same time', async () => {
    await query(old);
    await Promise.all([opened(), opened()]);
    expect(await entries()).toHaveLength(1_200);
  });
});
