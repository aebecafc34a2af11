import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serve, type Department, type Service } from '@yichuang/host';
import { dropProvisioned, provisionApart, testDatabase, type Provisioned, type TestDatabase } from '@yichuang/testing';
import { makeMasterKeyFile } from '@yichuang/vault';

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
      one.desks.length === 0 ? { DATABASE_URL: url, DATABASE_OWNER_URL: url } : await this.provisioned(one);
    const service = await serve(one, { ...this.settings, ...database, LISTEN: listen });
    this.running.push(service);
    return service;
  }

  /** Stops everything and leaves no database, role or file behind. */
  async end(): Promise<void> {
    for (const service of this.running.reverse()) await service.stop();
    await dropProvisioned(this.stream.adminUrl, this.databases);
    await this.stream.drop();
    rmSync(this.sockets, { recursive: true });
  }

  private async provisioned({ name }: Department): Promise<Provisioned['settings']> {
    const { database, settings } = await provisionApart(this.stream.adminUrl, name);
    this.databases.push(database);
    return settings;
  }
}
