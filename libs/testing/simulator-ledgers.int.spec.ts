import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SIMULATORS_DATABASE, simulatorLedgers, type Settings } from '@yichuang/host';
import { testDatabase, type TestDatabase } from './postgres.js';
import { withDatabase } from './rows.js';

describe('where the ledgers of simulators lie', () => {
  const prefix = `t${randomUUID().slice(0, 8)}_`;
  let database: TestDatabase;
  let placesOf: ReturnType<typeof simulatorLedgers>;
  const asked = (sql: string) =>
    withDatabase(database.adminUrl, async (admin) => (await admin.query<object>(sql)).rows);

  beforeAll(async () => {
    database = await testDatabase();
    placesOf = simulatorLedgers({ SIMULATORS_URL: database.adminUrl, SIMULATORS_PREFIX: prefix } as Settings);
  });
  afterAll(async () => {
    for (const name of [SIMULATORS_DATABASE, 'sim_of_old'])
      await asked(`drop database if exists ${prefix}${name} with (force)`);
    await database.drop();
  });

  it('is one database that is made once, with a schema for each, whoever starts at the same time', async () => {
    const places = (await Promise.all([['tax-registration', 'seal-maker'], ['seal-maker']].map(placesOf))).flat();
    expect(places.map(({ schema }) => schema)).toEqual(['sim_tax_registration', 'sim_seal_maker', 'sim_seal_maker']);
    const urls = new Set(places.map(({ url }) => new URL(url).pathname));
    expect([...urls]).toEqual([`/${prefix}${SIMULATORS_DATABASE}`]);
    expect(await asked(`select 1 from pg_database where starts_with(datname, '${prefix}')`)).toHaveLength(1);
  });

  it('is where it was in a house that was made when each had a database of its own', async () => {
    await asked(`create database ${prefix}sim_of_old`);
    const places = (await placesOf(['of-old'])).map(({ url, schema }) => [new URL(url).pathname, schema]);
    expect(places).toEqual([[`/${prefix}sim_of_old`, 'public']]);
  });
});
