import { randomUUID } from 'node:crypto';
import { provisionDatabase } from '@yichuang/event-store';
import pg from 'pg';
import { withDatabase } from './rows.js';

/** A service's database with its two roles, under names that no other spec has. */
export interface Provisioned {
  readonly database: string;
  readonly settings: { readonly DATABASE_URL: string; readonly DATABASE_OWNER_URL: string };
}

export async function provisionApart(adminUrl: string, service: string): Promise<Provisioned> {
  const database = `yc_${service.replaceAll('-', '_')}_${randomUUID().slice(0, 8)}`;
  const passwords = { owner: randomUUID(), service: randomUUID() };
  const roles = { ownerRole: `${database}_owner`, serviceRole: database };
  await provisionDatabase({ adminUrl, database, ...roles, passwords });
  const as = (username: string, password: string): string =>
    Object.assign(new URL(adminUrl), { pathname: `/${database}`, username, password }).href;
  return {
    database,
    settings: {
      DATABASE_URL: as(roles.serviceRole, passwords.service),
      DATABASE_OWNER_URL: as(roles.ownerRole, passwords.owner),
    },
  };
}

/** Leaves neither database nor role behind, whoever is still connected. */
export async function dropProvisioned(adminUrl: string, databases: readonly string[]): Promise<void> {
  await withDatabase(adminUrl, async (admin) => {
    for (const database of databases) {
      await admin.query(`drop database ${pg.escapeIdentifier(database)} with (force)`);
      for (const role of [database, `${database}_owner`]) await admin.query(`drop role ${pg.escapeIdentifier(role)}`);
    }
  });
}
