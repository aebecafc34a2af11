import { randomUUID } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sample, TestDoor, TestHouse, until, withDatabase, type Answered } from '@yichuang/testing';

const house = new TestHouse(['--clock', '2025-03-03 09:00']);
const door = new TestDoor(house);
const clockFile = join(house.data, 'clock');

interface CaseKey {
  readonly state: 'kept' | 'destroyed';
  readonly keptUntil: string | null;
  readonly holds: readonly string[];
  readonly destroyedAt: string | null;
}

const keyOf = async (caseId: string): Promise<CaseKey> =>
  (await door.get(`/api/v1/cases/${caseId}/key`)).body as unknown as CaseKey;
const act = (caseId: string, what: string, reason: string): Promise<Answered> =>
  door.send('POST', `/api/v1/cases/${caseId}/key/${what}`, { reason }, { 'idempotency-key': randomUUID() });
const replay = async (): Promise<{ destroyedKeys: number; differences: readonly { what: string; detail: string }[] }> =>
  JSON.parse((await house.cli('replay', '--check', '--json')).stdout) as never;
const secrets = (sql: string): Promise<number> =>
  withDatabase(house.databaseUrl('yc_vault'), async (client) => (await client.query(sql)).rowCount ?? 0);

let withdrawn = '';
let held = '';
let open = '';

beforeAll(async () => {
  await house.start();
  open = (await door.run(sample('c.yaml').form)).caseId;
  const [one, other] = await Promise.all([1, 2].map(() => door.run(sample('e.yaml').form)));
  withdrawn = String(one?.caseId);
  held = String(other?.caseId);
  await Promise.all([withdrawn, held].map((caseId) => door.act(caseId, 'withdraw')));
  await until(async () => (await keyOf(withdrawn)).keptUntil !== null && (await keyOf(held)).keptUntil !== null);
}, 120_000);
afterAll(() => house.end());

/** The house is closed, and opened again on another day. */
async function reopenOn(day: string): Promise<void> {
  await house.stop();
  const [, ...rest] = readFileSync(clockFile, 'utf8').split(',');
  writeFileSync(clockFile, [String(Date.parse(`${day}T09:00:00+08:00`)), ...rest].join(','));
  house.args = [];
  await house.start();
}

describe('the key of a case', () => {
  it('is not destroyed before its term is over, nor while the case goes on: 409 says why', async () => {
    expect((await keyOf(withdrawn)).keptUntil).toBe('2027-03-04T00:00:00+08:00');
    for (const caseId of [withdrawn, open])
      expect(await act(caseId, 'destroy', 'asked')).toMatchObject({ status: 409, body: { code: 'LEGAL_HOLD' } });
    expect((await act(held, 'hold', 'an inquiry of 2025')).status).toBe(200);
    expect(await act(open, 'destroy', ' ')).toMatchObject({ status: 400, body: { faults: [{ path: '/reason' }] } });
    expect((await act('nobodyscase', 'destroy', 'asked')).status).toBe(404);
    expect((await door.get('/api/v1/cases/nobodyscase/key')).status).toBe(404);
  });

  it('is destroyed for ever by its timer when the term of a case without a company is over', async () => {
    await reopenOn('2027-03-03');
    expect((await keyOf(withdrawn)).state).toBe('kept');
    await reopenOn('2027-03-05');
    await until(async () => (await keyOf(withdrawn)).state === 'destroyed');
    const { keptUntil, destroyedAt } = await keyOf(withdrawn);
    expect(Date.parse(String(destroyedAt))).toBeGreaterThanOrEqual(Date.parse(String(keptUntil)));
    expect(await secrets(`select 1 from secret where stream = 'key/${withdrawn}'`)).toBe(0);
    const { stdout } = await house.cli('key', 'show', withdrawn);
    expect(stdout).toContain('the key was destroyed at');
  });

  it('is kept beyond its term by a hold, and goes when the hold is lifted', async () => {
    expect(await keyOf(held)).toMatchObject({ state: 'kept', holds: ['an inquiry of 2025'] });
    const asked = await house.cli('key', 'destroy', held, '--reason', 'the term is over');
    expect([asked.code, asked.stderr]).toEqual([1, expect.stringContaining('somebody holds the key')]);
    const { code } = await house.cli('key', 'lift', held, '--reason', 'an inquiry of 2025', '--json');
    expect(code).toBe(0);
    await until(async () => (await keyOf(held)).state === 'destroyed');
  });

  it('leaves every decision and every hash as it was: replay counts what was destroyed and finds no difference', async () => {
    expect(await replay()).toMatchObject({ destroyedKeys: 2, differences: [] });
  });

  it('that is gone without an event, or is another, or is back, is found by replay', async () => {
    const own = `stream = 'key/${open}'`;
    await secrets(`create table kept_apart as select * from secret where ${own}`);
    await secrets(`delete from secret where ${own}`);
    expect((await replay()).differences).toMatchObject([
      { what: 'secret', detail: expect.stringContaining('missing') },
    ]);
    await secrets(`insert into secret select stream, '\\x00' from kept_apart`);
    expect((await replay()).differences).toMatchObject([
      { what: 'secret', detail: expect.stringContaining('not the one') },
    ]);
    await secrets(`delete from secret where ${own}`);
    await secrets('insert into secret select * from kept_apart');
    await secrets(`insert into secret select 'key/${withdrawn}', value from kept_apart`);
    expect((await replay()).differences).toMatchObject([
      { what: 'secret', detail: expect.stringContaining('no event') },
    ]);
  });
});
