import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeServiceKeys } from '@yichuang/host';
import { dropProvisioned, provisionApart, testDatabase, withDatabase, type TestDatabase } from '@yichuang/testing';
import pg from 'pg';
import { Agent, request } from 'undici';
import { mainOf } from '../start/services.js';

export type Environment = Readonly<Record<string, string>>;

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** One service as `node dist/apps/…/main.js` runs it, given nothing of this process's environment but the path. */
export class Alone {
  readonly ended: Promise<Ended>;
  private readonly child: ChildProcess;

  constructor(
    service: string,
    private readonly env: Environment,
  ) {
    this.child = spawn(process.execPath, [mainOf(service)], {
      env: { PATH: process.env['PATH'] ?? '', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const said = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr'] as const)
      this.child[name]?.on('data', (chunk: Buffer) => {
        said[name] += chunk.toString('utf8');
      });
    this.ended = once(this.child, 'close').then(([code]) => ({ code: code as number | null, ...said }));
  }

  /** @returns `null` while nothing listens */
  async get(path: string): Promise<{ readonly status: number; readonly body: unknown } | null> {
    try {
      const socket = this.env['LISTEN'] ?? '';
      const answer = await request(`http://localhost${path}`, { dispatcher: this.over(socket) });
      return { status: answer.statusCode, body: await answer.body.json() };
    } catch {
      return null;
    }
  }

  tell(signal: NodeJS.Signals): Promise<Ended> {
    this.child.kill(signal);
    return this.ended;
  }

  private over(socketPath: string): Agent {
    return new Agent({ connect: { socketPath }, keepAliveTimeout: 1, keepAliveMaxTimeout: 1 });
  }
}

/** What a service that runs alone stands on: a database that nobody has migrated, a log, keys. */
export class LonelyGround {
  private readonly databases: string[] = [];

  private constructor(
    readonly folder: string,
    readonly log: TestDatabase,
    readonly settings: Environment,
    readonly database: string,
  ) {
    this.databases.push(database);
  }

  static async make(service: string): Promise<LonelyGround> {
    const folder = mkdtempSync(join(tmpdir(), 'yc-alone-'));
    const log = await testDatabase();
    const keys = await makeServiceKeys(join(folder, 'keys'), [service]);
    const { database, settings } = await provisionApart(log.adminUrl, service);
    return new LonelyGround(
      folder,
      log,
      {
        MODE: 'development',
        // nobody signs in at a service that stands alone
        OIDC_ISSUER: 'http://127.0.0.1:9',
        ...settings,
        STREAM_URL: log.url,
        SIMULATORS_URL: log.adminUrl,
        SIMULATORS_PREFIX: `t${randomUUID().slice(0, 8)}_`,
        VAULT: join(folder, 'vault.sock'),
        TAG_KEY: randomBytes(32).toString('base64'),
        SERVICE_KEY_FILE: keys.keyFileOf(service),
        SERVICE_KEYS_FILE: keys.keysFile,
        LISTEN: join(folder, 'door.sock'),
      },
      database,
    );
  }

  async end(): Promise<void> {
    await withDatabase(this.log.adminUrl, async (admin) => {
      const prefix = this.settings['SIMULATORS_PREFIX'] ?? '';
      const { rows } = await admin.query<{ datname: string }>(
        'select datname from pg_database where starts_with(datname, $1)',
        [prefix],
      );
      for (const { datname } of rows) await admin.query(`drop database ${pg.escapeIdentifier(datname)} with (force)`);
    });
    await dropProvisioned(this.log.adminUrl, this.databases);
    await this.log.drop();
    rmSync(this.folder, { recursive: true });
  }
}
