import { provisionDatabase } from '@yichuang/event-store';
import type { Department } from '@yichuang/host';
import { Client } from 'pg';
import { databaseOf } from './services.js';

export type Raw = Readonly<Record<string, string | undefined>>;

interface Role {
  readonly user: string;
  readonly password: string;
}

export function withDatabase(url: string, database: string, role?: Role): string {
  const made = new URL(url);
  made.pathname = `/${database}`;
  if (role !== undefined) {
    made.username = role.user;
    made.password = role.password;
  }
  return made.href;
}

const rolesOf = (database: string) => ({ ownerRole: `${database}_owner`, serviceRole: database });

/** The database of a service that keeps events, as the role that serves and as the one that owns; none for another. */
export function databaseSettings({ name, desks }: Department, adminUrl: string, password: string): Raw {
  if (desks.length === 0) return {};
  const database = databaseOf(name);
  const { ownerRole, serviceRole } = rolesOf(database);
  return {
    DATABASE_URL: withDatabase(adminUrl, database, { user: serviceRole, password }),
    DATABASE_OWNER_URL: withDatabase(adminUrl, database, { user: ownerRole, password }),
  };
}

/** Makes that database and its two roles where they are missing. */
export async function provision({ name, desks }: Department, adminUrl: string, password: string): Promise<void> {
  if (desks.length === 0) return;
  const database = databaseOf(name);
  const passwords = { owner: password, service: password };
  await provisionDatabase({ adminUrl, database, ...rolesOf(database), passwords });
}

export async function ensureDatabase(adminUrl: string, database: string): Promise<void> {
  const client = new Client({ connectionString: adminUrl });
  await client.connect();
  try {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [database]);
    if (rowCount === 0) await client.query(`create database ${client.escapeIdentifier(database)}`);
  } finally {
    await client.end();
  }
}
