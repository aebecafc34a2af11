import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { testDatabase, type TestDatabase } from '@yichuang/testing';
import { Client } from 'pg';
import { copyIn } from './copy-in.js';

let database: TestDatabase;
let client: Client;

beforeAll(async () => {
  database = await testDatabase();
  client = new Client({ connectionString: database.url });
  await client.connect();
  await client.query('create table kept (id integer primary key, said text)');
});

afterAll(async () => {
  await client.end();
  await database.drop();
});

describe('a copy from what is made as it goes', () => {
  it('takes every row, more than go on the wire at once', async () => {
    const wide = 'x'.repeat(10_000);
    const chunks = Array.from({ length: 500 }, (_, id) => `${String(id)}\t${wide}\n`);
    await copyIn(client, 'copy kept (id, said) from stdin', chunks);
    const { rows } = await client.query('select count(*)::int as rows, sum(length(said))::int as letters from kept');
    expect(rows).toEqual([{ rows: 500, letters: 5_000_000 }]);
  });

  it('tells what the server does not take, and the session serves on', async () => {
    await expect(copyIn(client, 'copy kept (id, said) from stdin', ['1\ttwice\n'])).rejects.toThrow('duplicate key');
    await expect(copyIn(client, 'copy nowhere (id) from stdin', ['1\n'])).rejects.toThrow('does not exist');
    const { rows } = await client.query('select count(*)::int as rows from kept');
    expect(rows).toEqual([{ rows: 500 }]);
  });
});
