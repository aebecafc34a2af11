import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chown, mkdir, open, readFile, rename, rm, stat, writeFile, type FileHandle } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { text } from '@yichuang/kernel';
import { Client } from 'pg';
import { Failure } from '../failure.js';
import { findPostgres, type Postgres } from './binaries.js';

/** Reached through an inherited descriptor: as root, Postgres' user need not be able to walk the directories above. */
const DIRECTORY_BY_DESCRIPTOR = '/proc/self/fd/3';
/** One advisory lock, held by one session for as long as a start owns the directory. */
const OWNER_LOCK = 0x79696368;
const START_MILLIS_MAX = 60_000;
const LOOK_MILLIS = 50;
/** A killed owner's session is noticed when its sockets close; machines under load take a moment. */
const ORPHAN_MILLIS_MAX = 15_000;

const SETTINGS: Readonly<Record<string, string>> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '250',
  // a quarter of a small machine at the most; the working set of a case is a few kilobytes
  shared_buffers: '256MB',
  // few checkpoints: each makes the next writes copy whole pages into the log
  max_wal_size: '4GB',
  checkpoint_timeout: '15min',
  // never weakened: an answer means it is on the disk
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  // statements carry private ciphertext and keyed tags; none of them belongs in a log
  log_statement: 'none',
  log_min_error_statement: 'panic',
  log_parameter_max_length: '0',
  log_parameter_max_length_on_error: '0',
  timezone: 'UTC',
};

/** As Postgres names them: `immediate` leaves out the last checkpoint, and a next start recovers from the log. */
export type Shutdown = 'fast' | 'immediate';

export interface PostgresServer {
  /** As the superuser, database `postgres`. */
  readonly adminUrl: string;
  readonly adopted: boolean;
  /** Of the postmaster; `null` when none lives. */
  pid(): Promise<number | null>;
  stop(how?: Shutdown): Promise<void>;
}

export interface PostgresOptions {
  /** The cluster's directory; made when missing. */
  readonly directory: string;
  readonly logFile: string;
  /** Names the process that owns the directory. */
  readonly ownerFile: string;
  readonly password: string;
  /** To be found again where it was after it was killed; any free one when absent. */
  readonly port?: number;
}

/**
 * Postgres of one data directory. A server that a killed start left behind is adopted, a dying one waited for.
 *
 * @throws Failure when another start owns the directory
 */
export async function startPostgres(options: PostgresOptions): Promise<PostgresServer> {
  const postgres = await findPostgres();
  await initialise(postgres, options);
  const running = await runningServer(options);
  const port = running ?? (await launch(postgres, options));
  const adminUrl = `postgres://postgres:${encodeURIComponent(options.password)}@127.0.0.1:${String(port)}/postgres`;
  const owner = await own(adminUrl, options.ownerFile);
  return {
    adminUrl,
    adopted: running !== null,
    pid: () => postmasterPid(options.directory),
    async stop(how) {
      const pid = await postmasterPid(options.directory);
      await owner.end();
      if (pid !== null) await endProcess(pid, how);
    },
  };
}

/** Ends a server whose start is gone, for cleaning up after a kill. */
export async function stopOrphan(directory: string): Promise<void> {
  const pid = await postmasterPid(directory);
  if (pid !== null && alive(pid)) await endProcess(pid);
}

async function initialise(postgres: Postgres, { directory, password }: PostgresOptions): Promise<void> {
  if ((await stat(join(directory, 'PG_VERSION')).catch(() => null)) !== null) return;
  const half = `${directory}.${String(process.pid)}`;
  await rm(half, { recursive: true, force: true });
  await mkdir(half, { recursive: true, mode: 0o700 });
  if (postgres.user !== null) await chown(half, postgres.user.uid, postgres.user.gid);
  const passwordFile = join(tmpdir(), `yichuang-${randomUUID()}`);
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600, flag: 'wx' });
  if (postgres.user !== null) await chown(passwordFile, postgres.user.uid, postgres.user.gid);
  const { child, said } = await run(postgres, 'initdb', half, [
    '--username=postgres',
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--locale=C',
    '--encoding=UTF8',
    '--no-instructions',
  ]);
  const [code] = (await once(child, 'exit')) as [number | null];
  await rm(passwordFile, { force: true });
  if (code !== 0) {
    await rm(half, { recursive: true, force: true });
    throw new Failure(text(`Postgres 无法初始化：${said()}`, `Postgres could not be initialised: ${said()}`));
  }
  try {
    await rename(half, directory);
  } catch {
    // another start was faster; its cluster is as good
    await rm(half, { recursive: true, force: true });
  }
}

/** Port of a server that serves this directory already, or `null`; a dying one is waited for. */
async function runningServer({ directory, password }: PostgresOptions): Promise<number | null> {
  const until = Date.now() + START_MILLIS_MAX;
  while (Date.now() < until) {
    const lines = await pidFile(directory);
    const pid = Number(lines?.[0]);
    const port = Number(lines?.[3]);
    if (lines === null || !Number.isInteger(pid) || !alive(pid)) return null;
    if (port > 0 && (await answers(port, password))) return port;
    await pause(LOOK_MILLIS);
  }
  throw new Failure(
    text(
      `${directory} 的 Postgres 既不服务也不结束：请先结束它`,
      `a Postgres of ${directory} neither serves nor ends: end it first`,
    ),
  );
}

async function launch(postgres: Postgres, options: PostgresOptions): Promise<number> {
  const until = Date.now() + START_MILLIS_MAX;
  for (;;) {
    const port = options.port ?? (await freePort());
    await writeSettings(options.directory);
    const log = await open(options.logFile, 'a', 0o600);
    const { size: begins } = await log.stat();
    const { child, said } = await run(postgres, 'postgres', options.directory, ['-p', String(port)], log);
    await log.close();
    child.unref();
    const ended = (): boolean => child.exitCode !== null || child.signalCode !== null;
    while (!ended() && Date.now() < until) {
      if (await answers(port, options.password)) return port;
      await pause(LOOK_MILLIS);
    }
    // backends of a killed server may hold its shared memory for a moment: try again until they are gone
    const why = await lastFatal(options.logFile, begins);
    if (Date.now() >= until || !PASSES.test(why)) {
      const reason = why === '' ? said() : why;
      throw new Failure(
        text(
          `Postgres 没有启动：${reason}（见 ${options.logFile}）`,
          `Postgres did not start: ${reason} (see ${options.logFile})`,
        ),
      );
    }
    await pause(LOOK_MILLIS * 4);
  }
}

/** What a dying predecessor leaves behind goes away by itself; a wrong setting or a full disk does not. */
const PASSES = /^$|shared memory|lock file|could not create any|starting up|shutting down|terminating connection/;

async function lastFatal(logFile: string, begins: number): Promise<string> {
  const log = (await readFile(logFile)).subarray(begins).toString('utf8');
  const fatal = log.split('\n').findLast((line) => line.includes('FATAL:'));
  return fatal === undefined ? '' : fatal.slice(fatal.indexOf('FATAL:') + 'FATAL:'.length).trim();
}

/** Written before every start, so that a changed default reaches old directories too. */
async function writeSettings(directory: string): Promise<void> {
  const lines = Object.entries(SETTINGS).map(([name, value]) => `${name} = '${value}'`);
  await writeFile(join(directory, 'postgresql.auto.conf'), `${lines.join('\n')}\n`, { mode: 0o600 });
}

async function run(
  { bin, user }: Postgres,
  program: string,
  directory: string,
  args: readonly string[],
  log?: FileHandle,
): Promise<{ child: ChildProcess; said: () => string }> {
  const byDescriptor = process.platform === 'linux' && user !== null;
  const handle = byDescriptor ? await open(directory, 'r') : null;
  const output = log === undefined ? 'pipe' : log.fd;
  const child = spawn(join(bin, program), ['-D', byDescriptor ? DIRECTORY_BY_DESCRIPTOR : directory, ...args], {
    ...(user ?? {}),
    cwd: '/',
    // a group of its own: Ctrl-C ends Node, and Node ends Postgres when the services are done with it
    detached: true,
    stdio: [log === undefined ? 'pipe' : 'ignore', output, output, ...(handle === null ? [] : [handle.fd])],
    env: { PATH: process.env['PATH'] ?? '', LC_ALL: 'C' },
  });
  await handle?.close();
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      text = (text + chunk.toString('utf8')).slice(-2_000);
    });
  }
  return { child, said: () => text.trim().split('\n').slice(-3).join(' | ') };
}

/** Holds the lock in a session of its own. Whoever has it serves this directory; nobody else may. */
async function own(adminUrl: string, ownerFile: string): Promise<Client> {
  const client = new Client({ connectionString: adminUrl, application_name: 'yichuang-owner', keepAlive: true });
  client.on('error', () => undefined);
  await client.connect();
  const until = Date.now() + ORPHAN_MILLIS_MAX;
  for (;;) {
    const { rows } = await client.query<{ owned: boolean }>('select pg_try_advisory_lock($1) as owned', [OWNER_LOCK]);
    if (rows[0]?.owned === true) {
      await writeFile(ownerFile, String(process.pid), { mode: 0o600 });
      return client;
    }
    // a killed owner's session ends as soon as Postgres sees its sockets closed; a living one keeps the directory
    const holder = Number(await readFile(ownerFile, 'utf8').catch(() => '0'));
    if (Date.now() >= until || (holder > 0 && alive(holder))) break;
    await pause(LOOK_MILLIS);
  }
  await client.end();
  throw new Failure(
    text(
      '另一个进程正在使用此数据目录：请先结束它，或用 --data 另选一个',
      'another start serves this data directory: end it first, or choose another with --data',
    ),
  );
}

async function answers(port: number, password: string): Promise<boolean> {
  const client = new Client({
    host: '127.0.0.1',
    port,
    user: 'postgres',
    password,
    database: 'postgres',
    connectionTimeoutMillis: 2_000,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('select 1');
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function pidFile(directory: string): Promise<string[] | null> {
  const text = await readFile(join(directory, 'postmaster.pid'), 'utf8').catch(() => null);
  return text === null ? null : text.split('\n');
}

async function postmasterPid(directory: string): Promise<number | null> {
  const pid = Number((await pidFile(directory))?.[0]);
  return Number.isInteger(pid) && pid > 0 ? pid : null;
}

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    // an orphan whose new parent never asks after it stays a zombie: dead all the same
    return !isZombie(pid);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function isZombie(pid: number): boolean {
  try {
    const status = readFileSync(`/proc/${String(pid)}/stat`, 'utf8');
    return status.slice(status.lastIndexOf(')') + 2).startsWith('Z');
  } catch {
    return false;
  }
}

/** Sessions are ended, nothing committed is lost. */
async function endProcess(pid: number, how: Shutdown = 'fast'): Promise<void> {
  const until = Date.now() + START_MILLIS_MAX;
  try {
    process.kill(pid, how === 'fast' ? 'SIGINT' : 'SIGQUIT');
  } catch {
    return;
  }
  while (alive(pid) && Date.now() < until) await pause(LOOK_MILLIS);
}

async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port is free');
  return address.port;
}
