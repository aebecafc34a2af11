import { randomUUID } from 'node:crypto';
import pg from 'pg';

/** The superuser's URL of the Postgres that serves all specs of a run. */
function serverUrl(): string {
  const url = process.env['YICHUANG_TEST_POSTGRES'];
  if (url === undefined)
    throw new Error('YICHUANG_TEST_POSTGRES is not set: run the specs through jest, or name a server');
  return url;
}

/** A database of a spec's own, as superuser, which may be treated roughly. */
export interface TestDatabase {
  readonly url: string;
  query(sql: string): Promise<readonly Record<string, unknown>[]>;
  /** Ends every connection to it without grace. */
  breakConnections(): Promise<void>;
  drop(): Promise<void>;
}

export async function newDatabase(): Promise<TestDatabase> {
  const server = serverUrl();
  const name = `stream_${randomUUID().replaceAll('-', '')}`;
  await run(server, `create database ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    query: (sql) => run(url.href, sql),
    breakConnections: async () => {
      await run(
        server,
        `select pg_terminate_backend(pid, 10000) from pg_stat_activity where datname = '${name}' and pid <> pg_backend_pid()`,
      );
    },
    drop: async () => {
      await run(server, `drop database if exists ${name} with (force)`);
    },
  };
}

async function run(connectionString: string, sql: string): Promise<readonly Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}
