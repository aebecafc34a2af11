import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { provisionDatabase } from '@yichuang/event-store';
import { serve, type Department, type Service } from '@yichuang/host';
import { testDatabase, type TestDatabase } from '@yichuang/testing';
import { makeMasterKeyFile } from '@yichuang/vault';
import { Client } from 'pg';

/** When a training clock begins, epoch ms, and domain milliseconds per machine millisecond. */
export interface Training {
  readonly instant: number;
  readonly speed: number;
}

/** For specs: a few services as they run, each with a database of its own, without the others of the house. */
export class ServedApart {
  private readonly running: Service[] = [];
  private readonly databases: string[] = [];

  private constructor(
    readonly sockets: string,
    readonly stream: TestDatabase,
    private readonly settings: Readonly<Record<string, string>>,
  ) {}

  static async begin({ instant, speed }: Training, shards: number): Promise<ServedApart> {
    const sockets = mkdtempSync(join(tmpdir(), 'yc-'));
    const stream = await testDatabase();
    const masterKey = join(sockets, 'master');
    await makeMasterKeyFile(masterKey);
    return new ServedApart(sockets, stream, {
      MODE: 'development',
      STREAM_URL: stream.url,
      SHARDS: String(shards),
      VAULT: join(sockets, 'vault.sock'),
      ORCHESTRATOR: join(sockets, 'orchestrator.sock'),
      SERVICES: ['vault', 'orchestrator'].map((name) => `${name}=${join(sockets, name)}.sock`).join(','),
      MASTER_KEY_FILE: masterKey,
      TAG_KEY: randomBytes(32).toString('base64'),
      CLOCK_ANCHOR: `${String(instant)},${String(Date.now())},${String(speed)}`,
      LOG_LEVEL: 'silent',
    });
  }

  socket(name: string): string {
    return join(this.sockets, `${name}.sock`);
  }

  async serve(one: Department, listen = this.socket(one.name)): Promise<Service> {
    const { url } = this.stream;
    const database =
      one.desks.length === 0 ? { DATABASE_URL: url, DATABASE_OWNER_URL: url } : await this.provision(one);
    const service = await serve(one, { ...this.settings, ...database, LISTEN: listen });
    this.running.push(service);
    return service;
  }

  /** Stops everything and leaves no database, role or file behind. */
  async end(): Promise<void> {
    for (const service of this.running.reverse()) await service.stop();
    const admin = new Client({ connectionString: this.stream.adminUrl });
    await admin.connect();
    for (const database of this.databases) {
      await admin.query(`drop database ${database} with (force)`);
      await admin.query(`drop role ${database}`);
      await admin.query(`drop role ${database}_owner`);
    }
    await admin.end();
    await this.stream.drop();
    rmSync(this.sockets, { recursive: true });
  }

  private async provision({ name }: Department): Promise<Record<string, string>> {
    const database = `yc_${name}_${randomUUID().slice(0, 8)}`;
    const passwords = { owner: randomUUID(), service: randomUUID() };
    const roles = { ownerRole: `${database}_owner`, serviceRole: database };
    await provisionDatabase({ adminUrl: this.stream.adminUrl, database, ...roles, passwords });
    this.databases.push(database);
    const as = (user: string, password: string): string => {
      const made = new URL(this.stream.adminUrl);
      Object.assign(made, { pathname: `/${database}`, username: user, password });
      return made.href;
    };
    return {
      DATABASE_URL: as(roles.serviceRole, passwords.service),
      DATABASE_OWNER_URL: as(roles.ownerRole, passwords.owner),
    };
  }
}
