import { Client } from 'pg';
import { present, type Settings } from './settings.js';

/** Gives the URL of a simulator's database, making the database where it is missing. */
export function simulatorDatabases(settings: Settings): (database: string) => Promise<string> {
  const { SIMULATORS_URL, SIMULATORS_PREFIX: prefix } = settings;
  const base = present(SIMULATORS_URL, 'SIMULATORS_URL');
  return async (name) => {
    const database = `${prefix}${name}`;
    const admin = new Client({ connectionString: base, application_name: 'simulators' });
    await admin.connect();
    try {
      await admin.query("select pg_advisory_lock(hashtext('simulator-databases'))");
      const { rowCount } = await admin.query('select 1 from pg_database where datname = $1', [database]);
      if (rowCount === 0) await admin.query(`create database ${admin.escapeIdentifier(database)}`);
    } finally {
      await admin.end();
    }
    const url = new URL(base);
    url.pathname = `/${database}`;
    return url.href;
  };
}
