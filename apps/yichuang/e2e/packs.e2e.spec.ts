import { brotliDecompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { rowsOf, Scanner, TestDoor, withDatabase } from '@yichuang/testing';
import { applicationsOfAllSix } from './applications.js';
import { openingHouse } from './opening-house.js';
import { settle } from './run-under-faults.js';
import { publishedNames, secretsOf } from './secrets-of.js';
import { StubbornClient } from './stubborn-client.js';

const LONG_MILLIS = 180_000;
const CASES = 12;

interface Figures {
  readonly service: string;
  readonly packs: number;
  readonly events: number;
  readonly bytes: number;
  readonly plainBytes: number;
  readonly packedTo: string | null;
}

/** Everything is old in the next millisecond, and a handful makes a pack. */
const tuning = JSON.stringify({ packAgeMillis: 1, packEvents: 7, packLookMillis: 3_600_000 });

describe('old events', () => {
  const house = openingHouse({ YICHUANG_TUNING: tuning });
  const door = new TestDoor(house);
  const client = new StubbornClient(house, door);
  const forms = applicationsOfAllSix(91, CASES + 2);
  const shown = new Set(forms.flatMap((form) => [...publishedNames(form)]));
  const secrets = forms
    .flatMap((form, index) => secretsOf(form, `application ${String(index)}`))
    .filter(({ value }) => !shown.has(value));
  const caseIds: string[] = [];

  const open = async (index: number): Promise<void> => {
    const caseId = String((await client.open(forms[index], `case-${String(index)}`)).body['caseId']);
    await client.completed(caseId);
    caseIds.push(caseId);
  };
  const linesOf = async (...args: readonly string[]): Promise<Record<string, unknown>[]> => {
    const { code, stdout, stderr } = await house.cli(...args, '--json');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    return stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  };
  const packs = async (): Promise<Figures[]> => (await linesOf('pack', 'list')) as unknown as Figures[];
  const replay = async () => {
    const { stdout, code } = await house.cli('replay', '--check', '--json');
    return { code, ...(JSON.parse(stdout) as { events: number; differences: Record<string, unknown>[] }) };
  };
  const casesShown = async (): Promise<unknown[]> =>
    Promise.all(caseIds.map(async (caseId) => (await door.get(`/api/v1/cases/${caseId}`)).body));

  beforeAll(async () => {
    await house.start();
    for (let index = 0; index < CASES; index += 1) await open(index);
    await settle(house);
  }, LONG_MILLIS);
  afterAll(() => house.end(), LONG_MILLIS);

  it(
    'go into packs when an operator says so, and nobody sees a difference',
    async () => {
      const before = { shown: await casesShown(), replayed: await replay() };
      expect((await packs()).every(({ packs: n, packedTo }) => n === 0 && packedTo === null)).toBe(true);
      const made = await linesOf('pack', 'now');
      expect(made).toContainEqual({
        service: 'orchestrator',
        packs: expect.any(Number),
        events: expect.any(Number),
        busy: false,
      });

      const figures = await packs();
      const packed = new Map(figures.map((one) => [one.service, one]));
      for (const service of ['orchestrator', 'market-regulation', 'tax', 'seal', 'housing-fund']) {
        const { events = 0, bytes = 0, plainBytes = 0, packs: count = 0 } = packed.get(service) ?? {};
        expect({ service, events }).toEqual({ service, events: 7 * count });
        expect(count).toBeGreaterThan(1);
        expect(bytes).toBeLessThan(plainBytes);
      }
      expect(await replay()).toMatchObject({ code: 0, events: before.replayed.events, differences: [] });
      expect(await casesShown()).toEqual(before.shown);
      expect((await door.get('/api/v1/packs')).body).toHaveLength(figures.length);
    },
    LONG_MILLIS,
  );

  it(
    'hold nothing private there, and are as before after a restart, for new cases, registers and what-if',
    async () => {
      const scanner = new Scanner(secrets);
      let read = 0;
      for (const { service } of await packs()) {
        const database = `yc_${service.replaceAll('-', '_')}`;
        const rows = await rowsOf<{ body: Buffer }>(house, database, 'select body from pack');
        for (const { body } of rows) {
          expect(scanner.scan(brotliDecompressSync(body)).map(({ secret }) => secret.label)).toEqual([]);
          read += 1;
        }
      }
      expect(read).toBeGreaterThan(20);

      await house.stop();
      await house.start();
      await open(CASES);
      const rebuilt = await house.cli('register', 'rebuild', 'case_row');
      expect(rebuilt).toMatchObject({ code: 0, stderr: '' });
      const { body } = await door.get('/api/v1/cases?status=completed&limit=200');
      expect(body['cases']).toHaveLength(CASES + 1);
      await settle(house);
      await linesOf('pack', 'now');
      expect(await replay()).toMatchObject({ code: 0, differences: [] });
    },
    LONG_MILLIS,
  );

  it(
    'of a damaged pack are told by name when the record is replayed',
    async () => {
      await withDatabase(house.databaseUrl('yc_tax'), async (db) => {
        await db.query("set session_replication_role = 'replica'");
        await db.query(
          'update pack set digest = sha256(digest) where (shard, first) = (select shard, first from pack limit 1)',
        );
      });
      const { code, differences } = await replay();
      expect(code).toBe(1);
      expect(differences).toEqual([
        expect.objectContaining({ service: 'tax', what: 'pack', detail: expect.stringMatching(/is damaged$/) }),
      ]);
    },
    LONG_MILLIS,
  );
});
