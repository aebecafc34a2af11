import { provisionDatabase } from '@yichuang/event-store';
import pg from 'pg';
import { readWishes, type Wishes } from './wishes.js';

/**
 * Makes the databases and roles that the services' URLs name, where they are missing, and gives the roles the passwords of
 * those URLs. May be run again at any time, with services running: a password changed in a URL is changed in the database.
 *
 * @returns the databases' names
 * @throws BadWishes naming every variable that is missing or wrong
 */
export async function provision(raw: Readonly<Record<string, string | undefined>>): Promise<readonly string[]> {
  const { adminUrl, databases, simulators } = readWishes(raw);
  for (const one of databases) await provisionDatabase(one);
  if (simulators !== null) await provisionSimulators(adminUrl, simulators);
  return databases.map(({ database }) => database);
}

/** Simulators make their ledgers' databases themselves; the role may do that and reaches no service's database. */
async function provisionSimulators(
  adminUrl: string,
  { role, password }: NonNullable<Wishes['simulators']>,
): Promise<void> {
  const admin = new pg.Client({ connectionString: adminUrl, application_name: 'provision' });
  await admin.connect();
  try {
    const { rowCount } = await admin.query('select 1 from pg_roles where rolname = $1', [role]);
    const verb = rowCount === 0 ? 'create' : 'alter';
    await admin.query(
      `${verb} role ${pg.escapeIdentifier(role)} login createdb password ${pg.escapeLiteral(password)}`,
    );
  } finally {
    await admin.end();
  }
}
