import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { shardOf } from '@yichuang/event-store';
import { openEmbeddedStream, type StreamEngine, type StreamRecord, type Subscription } from '@yichuang/event-stream';
import {
  frame,
  identityOf,
  ledgerEntries,
  ledgerSchema,
  makeServiceKeys,
  ON_BEHALF_OF,
  seal,
  serve,
  serviceClient,
  SIMULATORS_DATABASE,
  unframe,
  type Department,
  type Identity,
  type LedgerEntry,
  type Service,
  type ServiceKeyFiles,
  type ShownEvent,
} from '@yichuang/host';
import pg from 'pg';
import { until } from './house.js';
import { accountFor, startPeople, type People } from './people.js';
import { testDatabase, type TestDatabase } from './postgres.js';
import { dropProvisioned, provisionApart, type Provisioned } from './provisioned.js';
import { withDatabase, type Row } from './rows.js';

const SHARDS = 4;
const TOPIC = 'company-opening';

export interface StartDepartment {
  /** The service that keeps the keys, where the department has a sealed section. */
  readonly vault?: { readonly service: Department; readonly masterKey: (file: string) => Promise<void> };
  /** The training clock begins here, epoch ms; else time is real. */
  readonly at?: number;
  /** Beside what every service is given. */
  readonly settings?: Readonly<Record<string, string | undefined>>;
  readonly logTo?: { write(line: string): void };
}

/** What came back from the service's own door. */
export interface Said<B = Readonly<Record<string, unknown>>> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: B;
}

/** What is on the stream, its body read; `sealed` is left out. */
export interface Published {
  readonly source: string;
  readonly caseId: string;
  readonly type: string;
  readonly audience: string;
  readonly body: Readonly<Record<string, unknown>>;
}

interface Ground {
  readonly folder: string;
  readonly keys: ServiceKeyFiles;
  readonly log: TestDatabase;
  readonly stream: StreamEngine;
  readonly people: People;
  readonly settings: Record<string, string | undefined>;
}

/**
 * One service as it runs: a database, a stream and simulators' ledgers of its own, a real vault beside it where it has a
 * sealed section. The test speaks as the other services do, on the stream, and reads what the service says there.
 */
export class ServiceUnderTest {
  private readonly databases: string[] = [];
  private readonly running = new Set<Service>();
  private readonly positions = new Map<string, number>();
  private readonly records: Published[] = [];
  private listening: Subscription | null = null;
  private service: Service | null = null;
  url = '';

  private constructor(
    private readonly department: Department,
    private readonly options: StartDepartment,
    private readonly ground: Ground,
  ) {}

  static async start(department: Department, options: StartDepartment): Promise<ServiceUnderTest> {
    const folder = mkdtempSync(join(tmpdir(), 'yc-service-'));
    const log = await testDatabase();
    const stream = await openEmbeddedStream({ connectionString: log.url, partitions: SHARDS });
    const unique = randomUUID().slice(0, 8);
    const keys = await makeServiceKeys(join(folder, 'keys'), [department.name, 'vault', 'gateway']);
    const people = await startPeople(folder);
    const settings = {
      MODE: 'development',
      OIDC_ISSUER: people.issuer,
      STREAM_URL: log.url,
      SHARDS: String(SHARDS),
      TOPIC,
      SIMULATORS_URL: log.adminUrl,
      SIMULATORS_PREFIX: `t${unique}_`,
      VAULT: join(folder, 'vault.sock'),
      MASTER_KEY_FILE: join(folder, 'master'),
      SERVICE_KEY_FILE: keys.keyFileOf(department.name),
      SERVICE_KEYS_FILE: keys.keysFile,
      TAG_KEY: randomBytes(32).toString('base64'),
      CLOCK_ANCHOR: options.at === undefined ? undefined : `${String(options.at)},${String(Date.now())},1`,
      LOG_LEVEL: options.logTo === undefined ? 'silent' : 'trace',
      ...options.settings,
    };
    const it = new ServiceUnderTest(department, options, { folder, keys, log, stream, people, settings });
    const { vault } = options;
    if (vault !== undefined) {
      await vault.masterKey(join(folder, 'master'));
      const own = {
        ...(await it.provisioned(vault.service.name)),
        SERVICE_KEY_FILE: keys.keyFileOf('vault'),
        // nobody is behind it: the vault asks it only where a person reads a case
        ORCHESTRATOR: join(folder, 'orchestrator.sock'),
        LISTEN: join(folder, 'vault.sock'),
      };
      it.running.add(await serve(vault.service, { ...it.ground.settings, ...own }, { logTo: options.logTo }));
    }
    Object.assign(it.ground.settings, await it.provisioned(department.name));
    await it.listen();
    await it.startAgain();
    return it;
  }

  /** By which the services of this house know one another. */
  get keys(): ServiceKeyFiles {
    return this.ground.keys;
  }

  /** Another instance over the same database and stream. */
  async another(): Promise<Service> {
    const service = await serve(
      this.department,
      { ...this.ground.settings, LISTEN: '127.0.0.1:0' },
      { logTo: this.options.logTo },
    );
    this.running.add(service);
    return service;
  }

  async startAgain(): Promise<void> {
    this.service = await this.another();
    this.url = await this.service.app.getUrl();
  }

  /** As on SIGTERM: takes no more, finishes what is under way. */
  async stop(service: Service | null = this.service): Promise<void> {
    if (service === null) return;
    this.running.delete(service);
    await service.stop();
  }

  /** Stops everything and leaves no database, role or file behind. */
  async end(): Promise<void> {
    await this.listening?.close();
    for (const service of [...this.running].reverse()) await service.stop();
    await this.ground.stream.close();
    await this.ground.people.close();
    await withDatabase(this.ground.log.adminUrl, async (admin) => {
      const prefix = this.ground.settings['SIMULATORS_PREFIX'] ?? '';
      const ledgers = await admin.query<{ datname: string }>(
        'select datname from pg_database where starts_with(datname, $1)',
        [prefix],
      );
      for (const { datname } of ledgers.rows)
        await admin.query(`drop database ${pg.escapeIdentifier(datname)} with (force)`);
    });
    await dropProvisioned(this.ground.log.adminUrl, this.databases);
    await this.ground.log.drop();
    rmSync(this.ground.folder, { recursive: true });
  }

  /** Every setting of the service as it runs, for starting it otherwise. */
  settingsOf(): Readonly<Record<string, string | undefined>> {
    return { ...this.ground.settings, LISTEN: '127.0.0.1:0' };
  }

  /** Seals a section as the public door does: with the case's key, which the vault makes. */
  async sealed(caseId: string, section: unknown): Promise<Uint8Array> {
    const name = this.department.section?.name ?? this.department.name;
    const vault = serviceClient(this.ground.settings['VAULT'] ?? '', 'vault', this.theDoor());
    try {
      const made = await vault.post<{ keys: string[][] }>('/keys/make', { caseIds: [caseId], sections: [name] });
      return seal(Buffer.from(made.keys[0]?.[0] ?? '', 'base64'), { caseId, section: name }, section);
    } finally {
      await vault.close();
    }
  }

  /** What the vault has recorded of a case, as an auditor is shown it. */
  async vaultEvents(caseId: string): Promise<readonly ShownEvent[]> {
    const vault = serviceClient(this.ground.settings['VAULT'] ?? '', 'vault', this.theDoor());
    try {
      return await vault.onBehalfOf(await this.tokenOf('auditor')).get(`/cases/${caseId}/events`);
    } finally {
      await vault.close();
    }
  }

  /** Publishes as another service does. */
  async say(
    caseId: string,
    type: string,
    body: object,
    more: { readonly source?: string; readonly sealed?: Uint8Array; readonly audience?: string } = {},
  ): Promise<void> {
    const { source = 'orchestrator', sealed, audience = this.department.name } = more;
    const shard = shardOf(caseId, SHARDS);
    const place = `${source}/${String(shard)}`;
    const follows = this.positions.get(place) ?? 0;
    this.positions.set(place, follows + 1);
    const at = this.options.at ?? Date.now();
    const record = { key: caseId, source, shard, position: follows + 1, follows, type, audience, at };
    await this.ground.stream.publish(TOPIC, new Map([[shard, [{ ...record, body: frame(body, sealed) }]]]));
  }

  /** What the service has published of a case, in order. */
  published(caseId: string): readonly Published[] {
    return this.records.filter((one) => one.caseId === caseId && one.source === this.department.name);
  }

  /** The first event of that kind for which `is` holds, once it is on the stream. */
  async hears(
    caseId: string,
    type: string,
    is: (body: Published['body']) => boolean = () => true,
  ): Promise<Published['body']> {
    const look = () => this.published(caseId).find((one) => one.type === type && is(one.body));
    await until(
      () => look() !== undefined,
      15_000,
      () => `no ${type} of ${caseId}: ${JSON.stringify(this.published(caseId).map((one) => one.type))}`,
    );
    return look()?.body ?? {};
  }

  /** The identity of the public door, which alone may call a service's doors. */
  private theDoor(): Identity {
    return identityOf('gateway', this.ground.keys.keyFileOf('gateway'));
  }

  /** Signs in as a demo account. */
  tokenOf(account: string): Promise<string> {
    return this.ground.people.tokenOf(account);
  }

  /** As the public door does, for a person: by default the account that fits what is done. */
  async call<B = Said['body']>(
    method: string,
    path: string,
    body?: unknown,
    headers: Readonly<Record<string, string>> = {},
    account: string = accountFor(method, path),
  ): Promise<Said<B>> {
    const answer = await fetch(new URL(path, this.url), {
      method,
      headers: {
        authorization: `Bearer ${await this.theDoor().tokenFor(this.department.name)}`,
        [ON_BEHALF_OF]: await this.ground.people.tokenOf(account),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await answer.text();
    const json = /json/.test(answer.headers.get('content-type') ?? '');
    return { status: answer.status, headers: answer.headers, body: (json ? JSON.parse(text) : { text }) as B };
  }

  get<B = Said['body']>(path: string, headers?: Readonly<Record<string, string>>): Promise<Said<B>> {
    return this.call<B>('GET', path, undefined, headers);
  }

  /** Rows of the service's own database, as superuser. */
  rows<R extends Row>(sql: string, values: readonly unknown[] = []): Promise<readonly R[]> {
    return this.rowsIn<R>(this.databases.at(-1) ?? '', sql, values);
  }

  /** Calls of one case in a simulator's ledger. */
  async ledger(name: string, caseId: string): Promise<readonly LedgerEntry[]> {
    const database = `${this.ground.settings['SIMULATORS_PREFIX'] ?? ''}${SIMULATORS_DATABASE}`;
    const entries = await ledgerEntries((sql) => this.rowsIn(database, sql, []), ledgerSchema(name));
    return entries.filter((one) => one.caseId === caseId);
  }

  private rowsIn<R extends Row>(database: string, sql: string, values: readonly unknown[]): Promise<readonly R[]> {
    const url = new URL(this.ground.log.adminUrl);
    url.pathname = `/${database}`;
    return withDatabase(url.href, async (client) => (await client.query<R>(sql, [...values])).rows);
  }

  private async listen(): Promise<void> {
    const places = Array.from({ length: SHARDS }, () => 0n);
    this.listening = await this.ground.stream.subscribe({
      consumer: 'test',
      topic: TOPIC,
      placeOf: (partitions) => Promise.resolve(partitions.map((one) => places[one] ?? 0n)),
      onBatches: (batches) => {
        for (const { partition, nextOffset, records } of batches) {
          places[partition] = nextOffset;
          this.records.push(...records.map(readable));
        }
        return Promise.resolve(batches.map(() => ({ kind: 'ok' as const })));
      },
    });
  }

  private async provisioned(name: string): Promise<Provisioned['settings']> {
    const { database, settings } = await provisionApart(this.ground.log.adminUrl, name);
    this.databases.push(database);
    return settings;
  }
}

function readable({ source, key, type, audience, body }: StreamRecord): Published {
  const { json } = unframe(body);
  return { source, caseId: key, type, audience, body: json as Published['body'] };
}
