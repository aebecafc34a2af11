import { storeMigrations } from '@yichuang/event-store';
import { Client } from 'pg';
import { DataSource, type DataSourceOptions } from 'typeorm';

/** One migration at a time over all instances that start together. */
const MIGRATION_LOCK = 'yichuang-migrations';

/**
 * Migrations as the role that owns the tables, under a lock; then a data source as the role that serves, for
 * the registers' readers.
 */
export async function migrate(ownerUrl: string): Promise<void> {
  const lock = new Client({ connectionString: ownerUrl, application_name: 'migrations' });
  // its loss shows at the next statement
  lock.on('error', () => undefined);
  await lock.connect();
  try {
    await lock.query('select pg_advisory_lock(hashtext($1))', [MIGRATION_LOCK]);
    const owner = new DataSource({
      type: 'postgres',
      url: ownerUrl,
      migrations: [...storeMigrations] as NonNullable<DataSourceOptions['migrations']>,
      migrationsTableName: 'migration',
      poolSize: 1,
    });
    await owner.initialize();
    try {
      await owner.runMigrations({ transaction: 'all' });
    } finally {
      await owner.destroy();
    }
  } finally {
    await lock.end();
  }
}

/** For readers of registers: keyset pages, few connections. */
export async function registerReader(url: string): Promise<DataSource> {
  return new DataSource({ type: 'postgres', url, poolSize: 2, applicationName: 'registers' }).initialize();
}
