import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { testDatabase, withDatabase, type TestDatabase } from '@yichuang/testing';
import pg from 'pg';
import { provision } from './provision.js';

const unique = randomUUID().slice(0, 8);
const database = `yc_tax_${unique}`;
const simulators = `yc_simulators_${unique}`;
let ground: TestDatabase;
let wished: Record<string, string>;

const as = (role: string, password: string, at = database): string =>
  Object.assign(new URL(ground.adminUrl), { pathname: `/${at}`, username: role, password }).href;

const asked = async (url: string, sql: string): Promise<unknown[]> =>
  withDatabase(url, async (client) => (await client.query<Record<string, unknown>>(sql)).rows);

beforeAll(async () => {
  ground = await testDatabase();
  wished = {
    ADMIN_URL: ground.adminUrl,
    TAX_DATABASE_URL: as(database, 'serves'),
    TAX_DATABASE_OWNER_URL: as(`${database}_owner`, 'owns'),
    SIMULATORS_URL: as(simulators, 'plays', 'postgres'),
  };
  await Promise.all([provision(wished), provision(wished)]);
});

afterAll(async () => {
  await withDatabase(ground.adminUrl, async (admin) => {
    for (const name of [`${database}_ledger`, database])
      await admin.query(`drop database if exists ${pg.escapeIdentifier(name)} with (force)`);
    for (const role of [database, `${database}_owner`, simulators])
      await admin.query(`drop role ${pg.escapeIdentifier(role)}`);
  });
  await ground.drop();
});

describe('what provisioning makes', () => {
  it('lets the owner make tables that the serving role may only read', async () => {
    await asked(wished['TAX_DATABASE_OWNER_URL'] ?? '', 'create table kept (one int)');
    expect(await asked(wished['TAX_DATABASE_URL'] ?? '', 'select * from kept')).toEqual([]);
    await expect(asked(wished['TAX_DATABASE_URL'] ?? '', 'insert into kept values (1)')).rejects.toMatchObject({
      code: '42501',
    });
  });

  it('lets the simulators make databases of their own, and keeps them out of the services’', async () => {
    await asked(wished['SIMULATORS_URL'] ?? '', `create database ${database}_ledger`);
    await expect(asked(as(simulators, 'plays'), 'select 1')).rejects.toMatchObject({ code: '42501' });
  });

  it('stays when it is made again, and a changed password holds from then on', async () => {
    const changed = as(database, 'serves again');
    expect(await provision({ ...wished, TAX_DATABASE_URL: changed })).toEqual([database]);
    expect(await asked(changed, 'select * from kept')).toEqual([]);
    await expect(asked(as(database, 'serves'), 'select 1')).rejects.toMatchObject({ code: '28P01' });
  });
});
