import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  plantRow,
  rowsOf,
  Scanner,
  scanTable,
  tablesOf,
  textualColumns,
  withDatabase,
  type Found,
  type FoundInRow,
  type Table,
} from '@yichuang/testing';
import { services } from '../start/services.js';
import { entriesOf, ledgersOf } from './books.js';
import { keepBusy, type HandedIn } from './busy-house.js';
import { openingHouse } from './opening-house.js';

const LONG_MILLIS = 400_000;

/** Attempts and deadlines of an outage that a test need not wait out. */
const tuning = JSON.stringify({ errandDeadlineMillis: 500, errandBackOffMillis: 20, effectAttemptsMax: 4 });

describe('after all of life in the house, what is private', () => {
  const house = openingHouse({ LOG_LEVEL: 'trace', YICHUANG_TUNING: tuning });
  let handedIn: HandedIn;
  let scanner: Scanner;
  let databases: readonly string[];

  beforeAll(async () => {
    await house.start();
    handedIn = await keepBusy(house);
    scanner = new Scanner(handedIn.secrets);
    const rows = await rowsOf<{ datname: string }>(
      house,
      'postgres',
      'select datname from pg_database where not datistemplate order by 1',
    );
    databases = rows.map(({ datname }) => datname);
  }, LONG_MILLIS);
  afterAll(() => house.end(), LONG_MILLIS);

  it('is a lot, of parked cases and of open errands too', async () => {
    expect(handedIn.secrets.length).toBeGreaterThan(3_000);
    const [parked] = await rowsOf<{ n: number }>(
      house,
      'yc_market_regulation',
      'select count(*)::int as n from parked',
    );
    expect(parked?.n).toBeGreaterThan(0);
    expect(handedIn.published.size).toBeGreaterThan(150);
  });

  it(
    'stands in no table of any database',
    async () => {
      const leaks: string[] = [];
      const shown = new Set<string>();
      for (const database of databases) {
        await inTransaction(database, async (table, client) => {
          for (const found of await scanTable(client, table, scanner)) {
            if (isPublic(found)) shown.add(`${database} ${await kindOf(found, client)}`);
            else leaks.push(`${database} ${told(found)}`);
          }
        });
      }
      expect(leaks).toEqual([]);
      // the names that the register shows are published with the company and its licence, and kept by who answers for the case
      expect([...shown].sort()).toEqual([
        'yc_market_regulation event CompanyRegistered',
        'yc_market_regulation event LicenceIssued',
        'yc_orchestrator event StepAnswered',
        'yc_stream record CompanyRegistered',
        'yc_stream record LicenceIssued',
      ]);
    },
    LONG_MILLIS,
  );

  it('stands in no ledger either, whose entries are kept packed', async () => {
    let entries = 0;
    for (const ledger of await ledgersOf(house)) {
      const own = await entriesOf(house, ledger);
      entries += own.length;
      expect(scanner.scanText(JSON.stringify(own)).map(inWords)).toEqual([]);
    }
    expect(entries).toBeGreaterThan(1_000);
  });

  it('stands in no log, neither Postgres’ nor ours, in whatever detail it is kept', () => {
    // Postgres says that it is ready; every service says so in its own words
    expect(postgresLog()).toContain('ready to accept connections');
    expect(house.log().match(/"level":10/g)?.length).toBeGreaterThan(services.length);
    for (const text of [postgresLog(), house.log()]) expect(scanner.scanText(text).map(inWords)).toEqual([]);
  });

  it(
    'would be found in each of these places',
    async () => {
      const missed: string[] = [];
      let carriers = 0;
      for (const database of databases) {
        await inTransaction(database, async (table, client) => {
          if (isPack(table)) {
            // nothing can be planted in it, and what is in it was a row for a month: of a house this young there is nothing
            expect((await client.query(`select from ${table.schema}.pack`)).rowCount).toBe(0);
            return;
          }
          const columns = textualColumns(table).map(({ name }) => name);
          if (columns.length === 0) return;
          carriers += columns.length;
          const planted = new Map(columns.map((column, index) => [column, secretAt(carriers * 31 + index)]));
          await plantRow(client, table, (column) => planted.get(column) as HandedIn['secrets'][number], carriers);
          const found = new Set(
            (await scanTable(client, table, scanner)).map(({ column, secret }) => `${column} ${secret.label}`),
          );
          for (const [column, { label }] of planted) {
            if (!found.has(`${column} ${label}`)) missed.push(`${database} ${table.name} ${column} ${label}`);
          }
        });
      }
      expect(missed).toEqual([]);
      // every service, the log and every ledger
      expect(carriers).toBeGreaterThan(200);
    },
    LONG_MILLIS,
  );

  it('would be found in each log', async () => {
    const [one, other] = [secretAt(1), secretAt(2_001)];
    const leak = Buffer.from(`{"name":"${one.value}"}`).toString('base64');
    await withDatabase(house.databaseUrl(), (client) =>
      client.query(`do $$ begin raise warning 'read ${leak}'; end $$`),
    );
    expect(scanner.scanText(postgresLog()).map(({ secret }) => secret.label)).toEqual([one.label]);
    const line = JSON.stringify({ level: 10, service: 'tax', msg: `read ${other.value}` });
    expect(scanner.scanText(`${house.log()}${line}\n`).map(({ secret }) => secret.label)).toEqual([other.label]);
  });

  const isPack = ({ name }: Table): boolean => name === 'pack';

  const secretAt = (index: number) => handedIn.secrets[index % handedIn.secrets.length] as HandedIn['secrets'][number];

  const postgresLog = (): string => readFileSync(join(house.data, 'postgres.log'), 'utf8');

  /** Each table in a transaction of its own that is rolled back. */
  async function inTransaction(
    database: string,
    act: (table: Table, client: Parameters<typeof scanTable>[0]) => Promise<void>,
  ): Promise<void> {
    await withDatabase(house.databaseUrl(database), async (client) => {
      for (const table of await tablesOf(client)) {
        await client.query('begin');
        await act(table, client);
        await client.query('rollback');
      }
    });
  }

  /** The register of companies shows the names of its legal representative and shareholders once it is registered. */
  function isPublic({ secret, row }: FoundInRow): boolean {
    const cases = [row['case_id'], row['key'], row['stream']?.split('/')[1]];
    return cases.some((caseId) => handedIn.published.get(caseId ?? '')?.has(secret.value) === true);
  }

  /** The table, and of an event or a record the type; the log keeps a number for it. */
  async function kindOf({ table, row }: FoundInRow, client: Parameters<typeof scanTable>[0]): Promise<string> {
    const type = row['type'] ?? '';
    if (table.name !== 'record') return `${table.name} ${type}`.trim();
    const { rows } = await client.query<{ word: string }>('select word from stream.word where id = $1', [type]);
    return `${table.name} ${rows[0]?.word ?? ''}`;
  }

  const inWords = ({ secret, guise }: Found): string => `${secret.label} in ${guise}`;
  const told = (found: FoundInRow): string =>
    `${found.table.name}.${found.column} (${found.row['type'] ?? ''}): ${inWords(found)}`;
});
