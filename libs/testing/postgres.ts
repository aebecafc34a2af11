import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import pg from 'pg';

export interface TestDatabase {
  /** The fresh database, as superuser. */
  readonly url: string;
  /** The server's own database, as superuser: for making other databases and roles. */
  readonly adminUrl: string;
  /** Ends what is still connected and removes the database. */
  drop(): Promise<void>;
}

/** A fresh database on the Postgres of this test run. Without such a server, one is started that ends with this process. */
export async function testDatabase(): Promise<TestDatabase> {
  const adminUrl = await serverUrl();
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await run(adminUrl, `create database ${name}`);
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  return { url: url.href, adminUrl, drop: () => run(adminUrl, `drop database if exists ${name} with (force)`) };
}

let started: Promise<string> | null = null;

function serverUrl(): Promise<string> {
  const given = process.env['YICHUANG_TEST_POSTGRES'];
  if (given !== undefined) return Promise.resolve(given);
  started ??= startServer();
  return started;
}

async function startServer(): Promise<string> {
  const root = fileURLToPath(new URL('../../', import.meta.url)).replace(/dist\/$/, '');
  const { NODE_OPTIONS: _options, ...env } = process.env;
  // the guard ends when our end of its standard input closes, however we end
  const child = spawn(process.execPath, [`${root}tools/jest/postgres-guard.mjs`], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env,
    detached: true,
  });
  const lines = createInterface({ input: child.stdout });
  const url = await Promise.race([
    once(lines, 'line').then(([line]) => line as string),
    once(child, 'exit').then(() => Promise.reject(new Error('the Postgres of the tests did not start'))),
  ]);
  lines.close();
  child.unref();
  for (const stream of [child.stdin, child.stdout]) (stream as unknown as { unref(): void }).unref();
  return url;
}

async function run(connectionString: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
