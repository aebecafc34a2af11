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

/** Gives the place of a simulator's ledger, making the database where it is missing. */
export function simulatorLedgers(settings: Settings): (ledger: string) => Promise<LedgerPlace> {
  const { SIMULATORS_URL, SIMULATORS_PREFIX: prefix } = settings;
  const base = present(SIMULATORS_URL, 'SIMULATORS_URL');
  const shared = `${prefix}${SIMULATORS_DATABASE}`;
  return async (ledger) => {
    const schema = ledgerSchema(ledger);
    // a house that was made when each ledger had a database of its own keeps what stands in it
    const alone = `${prefix}${schema}`;
    const admin = new Client({ connectionString: base, application_name: 'simulators' });
    await admin.connect();
    try {
      await admin.query("select pg_advisory_lock(hashtext('simulator-databases'))");
      const { rows } = await admin.query<{ name: string }>(
        'select datname as name from pg_database where datname in ($1, $2)',
        [shared, alone],
      );
      const there = new Set(rows.map(({ name }) => name));
      if (there.has(alone)) return { url: withPath(base, alone), schema: 'public' };
      if (!there.has(shared)) await admin.query(`create database ${admin.escapeIdentifier(shared)}`);
    } finally {
      await admin.end();
    }
    return { url: withPath(base, shared), schema };
  };
}

function withPath(base: string, database: string): string {
  const url = new URL(base);
  url.pathname = `/${database}`;
  return url.href;
}
