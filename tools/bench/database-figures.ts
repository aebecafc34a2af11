import pg from 'pg';

/** As Postgres reports them, not as they were asked for. */
export interface Durability {
  readonly version: string;
  readonly fsync: string;
  readonly synchronousCommit: string;
  readonly fullPageWrites: string;
}

export async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, application_name: 'bench' });
  // a server that ends under the session says so to the statement under way, and to the next one
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

export async function durability(url: string): Promise<Durability> {
  return withClient(url, async (client) => {
    const show = async (name: string): Promise<string> =>
      String(Object.values((await client.query<Record<string, string>>(`show ${name}`)).rows[0] ?? {})[0]);
    return {
      version: await show('server_version'),
      fsync: await show('fsync'),
      synchronousCommit: await show('synchronous_commit'),
      fullPageWrites: await show('full_page_writes'),
    };
  });
}

/** Events in the event tables of all services' databases. */
export async function countEvents(urlOf: (database: string) => Promise<string>): Promise<number> {
  const databases = await withClient(await urlOf('postgres'), async (client) => {
    const { rows } = await client.query<{ name: string }>(
      `select datname as name from pg_database where datname like 'yc\\_%' order by 1`,
    );
    return rows.map(({ name }) => name);
  });
  const counts = await Promise.all(databases.map(async (database) => eventsIn(await urlOf(database))));
  return counts.reduce((sum, count) => sum + count, 0);
}

/** A simulator's ledger and the stream's log are databases too, but their rows are no service's events. */
async function eventsIn(url: string): Promise<number> {
  return withClient(url, async (client) => {
    const { rows: tables } = await client.query(`select 1 where to_regclass('public.event') is not null`);
    if (tables.length === 0) return 0;
    const { rows } = await client.query<{ count: string }>('select count(*) from event');
    return Number(rows[0]?.count ?? 0);
  });
}
