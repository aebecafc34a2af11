import pg from 'pg';
import type { TestHouse } from './house.js';

export type Row = Readonly<Record<string, unknown>>;

/** One session as superuser, given back however `act` ends. */
export async function withDatabase<A>(url: string, act: (client: pg.Client) => Promise<A>): Promise<A> {
  const client = new pg.Client({ connectionString: url, application_name: 'test' });
  // a server that is killed under the session says so to the query under way
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await act(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Rows of one database of a house. */
export function rowsOf<R extends Row>(
  house: Pick<TestHouse, 'databaseUrl'>,
  database: string,
  sql: string,
  values: readonly unknown[] = [],
): Promise<readonly R[]> {
  return withDatabase(house.databaseUrl(database), async (client) => (await client.query<R>(sql, [...values])).rows);
}
