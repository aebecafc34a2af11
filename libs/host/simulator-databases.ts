import { Client } from 'pg';
import type { Settings } from './settings.js';

/** Gives the URL of a simulator's database, making the database where it is missing. */
export function simulatorDatabases(settings: Settings): (database: string) => Promise<string> {
  const { SIMULATORS_URL: base, SIMULATORS_PREFIX: prefix } = settings;
  if (base === undefined) throw new TypeError('SIMULATORS_URL is not set and this service has simulators');
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
