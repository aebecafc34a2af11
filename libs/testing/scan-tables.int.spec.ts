import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { testDatabase, type TestDatabase } from './postgres.js';
import { Scanner } from './scan-bytes.js';
import { plantRow, textualColumns, writingsCount } from './scan-plant.js';
import { scanTable, tablesOf, type Table } from './scan-tables.js';

const secrets = ['chinese', 'latin', 'digits'].map((label) => ({
  label,
  value: { chinese: '福建省三明市', latin: 'Person1@Example.com', digits: '35040519880512001X' }[label] ?? '',
}));
const scanner = new Scanner(secrets);

let database: TestDatabase;
let client: pg.Client;
let table: Table;

beforeAll(async () => {
  database = await testDatabase();
  client = new pg.Client({ connectionString: database.url });
  await client.connect();
  await client.query(`create schema "Odd"; create table "Odd".kept (
    id bigint generated always as identity primary key, at timestamptz not null, how boolean, many integer[],
    words text not null unique, said jsonb, more json, bytes bytea, list text[])`);
  await client.query(`insert into "Odd".kept (at, words, bytes) select now(), 'w' || n, sha256(n::text::bytea)
    from generate_series(1, 4500) as n`);
  table = (await tablesOf(client)).find(({ name }) => name === 'kept') as Table;
});

afterAll(async () => {
  await client.end();
  await database.drop();
});

describe('a scan of a table', () => {
  it('finds nothing where nothing is', async () => {
    await client.query('begin');
    expect(await scanTable(client, table, scanner)).toEqual([]);
    await client.query('rollback');
  });

  it.each(Array.from({ length: writingsCount }, (_, turn) => turn))(
    'finds what was planted in every column, in each writing (%s)',
    async (turn) => {
      for (const secret of secrets) {
        await client.query('begin');
        await plantRow(client, table, () => secret, turn);
        const found = await scanTable(client, table, scanner);
        await client.query('rollback');
        expect(new Set(found.map(({ secret: one, column }) => `${one.label} in ${column}`))).toEqual(
          new Set(textualColumns(table).map(({ name }) => `${secret.label} in ${name}`)),
        );
      }
    },
  );
});
