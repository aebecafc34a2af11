import { Client } from 'pg';
import { present, type Settings } from './settings.js';

/** Where a ledger lies. */
export interface LedgerPlace {
  readonly url: string;
  readonly schema: string;
}

/** The one database of all simulators: each further one would cost some three hundred files and a second of the first start. */
export const SIMULATORS_DATABASE = 'simulators';
export const ledgerSchema = (ledger: string): string => `sim_${ledger.replaceAll('-', '_')}`;

/** Gives the places of a service's ledgers in their order, making the database where it is missing. */
export function simulatorLedgers(settings: Settings): (ledgers: readonly string[]) => Promise<readonly LedgerPlace[]> {
  const { SIMULATORS_URL, SIMULATORS_PREFIX: prefix } = settings;
  const base = present(SIMULATORS_URL, 'SIMULATORS_URL');
  const shared = `${prefix}${SIMULATORS_DATABASE}`;
  return async (ledgers) => {
    const schemas = ledgers.map(ledgerSchema);
    // a house that was made when each ledger had a database of its own keeps what stands in it
    const alone = (schema: string): string => `${prefix}${schema}`;
    const admin = new Client({ connectionString: base, application_name: 'simulators' });
    await admin.connect();
    try {
      await admin.query("select pg_advisory_lock(hashtext('simulator-databases'))");
      const { rows } = await admin.query<{ name: string }>(
        'select datname as name from pg_database where datname = any($1)',
        [[shared, ...schemas.map(alone)]],
      );
      const there = new Set(rows.map(({ name }) => name));
      const places = schemas.map((schema) =>
        there.has(alone(schema))
          ? { url: withPath(base, alone(schema)), schema: 'public' }
          : { url: withPath(base, shared), schema },
      );
      const isWanted = places.some(({ schema }) => schema !== 'public');
      if (isWanted && !there.has(shared)) await admin.query(`create database ${admin.escapeIdentifier(shared)}`);
      return places;
    } finally {
      await admin.end();
    }
  };
}

function withPath(base: string, database: string): string {
  const url = new URL(base);
  url.pathname = `/${database}`;
  return url.href;
}
