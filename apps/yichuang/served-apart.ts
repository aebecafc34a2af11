import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  identityOf,
  makeServiceKeys,
  serve,
  serviceClient,
  type Department,
  type Service,
  type ServiceClient,
  type ServiceKeyFiles,
} from '@yichuang/host';
import {
  dropProvisioned,
  provisionApart,
  startPeople,
  testDatabase,
  type People,
  type Provisioned,
  type TestDatabase,
} from '@yichuang/testing';
import { makeMasterKeyFile } from '@yichuang/vault';
import { services } from './start/services.js';

/** When a training clock begins, epoch ms, and domain milliseconds per machine millisecond. */
export interface Training {
  readonly instant: number;
  readonly speed: number;
}

/** For specs: a few services as they run, each with a database of its own, without the others of the house. */
export class ServedApart {
  private readonly running: Service[] = [];
  private readonly provisionedBefore = new Map<string, Provisioned['settings']>();
  /** Of the services that have one. */
  readonly databases: string[] = [];

  private constructor(
    readonly sockets: string,
    readonly stream: TestDatabase,
    private readonly keys: ServiceKeyFiles,
    private readonly people: People,
    private readonly settings: Readonly<Record<string, string>>,
  ) {}

  static async begin({ instant, speed }: Training, shards: number): Promise<ServedApart> {
    const sockets = mkdtempSync(join(tmpdir(), 'yc-'));
    const stream = await testDatabase();
    const masterKey = join(sockets, 'master');
    await makeMasterKeyFile(masterKey);
    const keys = await makeServiceKeys(
      join(sockets, 'keys'),
      services.map(({ name }) => name),
    );
    const people = await startPeople(sockets);
    return new ServedApart(sockets, stream, keys, people, {
      MODE: 'development',
      OIDC_ISSUER: people.issuer,
      STREAM_URL: stream.url,
      SHARDS: String(shards),
      VAULT: join(sockets, 'vault.sock'),
      ORCHESTRATOR: join(sockets, 'orchestrator.sock'),
      SERVICES: ['vault', 'orchestrator'].map((name) => `${name}=${join(sockets, name)}.sock`).join(','),
      ATTACHMENTS_DIR: join(sockets, 'attachments'),
      MASTER_KEY_FILE: masterKey,
      SERVICE_KEYS_FILE: keys.keysFile,
      TAG_KEY: randomBytes(32).toString('base64'),
      CLOCK_ANCHOR: anchored({ instant, speed }),
      LOG_LEVEL: 'silent',
    });
  }

  socket(name: string): string {
    return join(this.sockets, `${name}.sock`);
  }

  async serve(one: Department, listen = this.socket(one.name), clock = this.settings): Promise<Service> {
    const { url } = this.stream;
    const database =
      one.desks.length === 0 ? { DATABASE_URL: url, DATABASE_OWNER_URL: url } : await this.provisioned(one);
    const service = await serve(one, {
      ...clock,
      ...database,
      SERVICE_KEY_FILE: this.keys.keyFileOf(one.name),
      LISTEN: listen,
    });
    this.running.push(service);
    return service;
  }

  /** Stops a service and starts it again on its own database, at a later time: what lies between has passed. */
  async serveLater(one: Department, running: Service, { instant, speed }: Training): Promise<Service> {
    this.running.splice(this.running.indexOf(running), 1);
    await running.stop();
    const clock = { ...this.settings, CLOCK_ANCHOR: anchored({ instant, speed }) };
    return this.serve(one, this.socket(one.name), clock);
  }

  /** Calls one of the services as another does. */
  client(to: string, as: string): ServiceClient {
    return serviceClient(this.socket(to), to, identityOf(as, this.keys.keyFileOf(as)));
  }

  /** Signs in as a demo account. */
  tokenOf(account: string): Promise<string> {
    return this.people.tokenOf(account);
  }

  /** Stops everything and leaves no database, role or file behind. */
  async end(): Promise<void> {
    for (const service of this.running.reverse()) await service.stop();
    await this.people.close();
    await dropProvisioned(this.stream.adminUrl, this.databases);
    await this.stream.drop();
    rmSync(this.sockets, { recursive: true });
  }

  private async provisioned({ name }: Department): Promise<Provisioned['settings']> {
    const before = this.provisionedBefore.get(name);
    if (before !== undefined) return before;
    const { database, settings } = await provisionApart(this.stream.adminUrl, name);
    this.databases.push(database);
    this.provisionedBefore.set(name, settings);
    return settings;
  }
}

const anchored = ({ instant, speed }: Training): string =>
  [instant, Date.now(), speed].map((part) => String(part)).join();
