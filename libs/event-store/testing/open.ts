import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { DataSource } from 'typeorm';
import {
  openEventStore,
  provisionDatabase,
  storeMigrations,
  type EventStore,
  type Origin,
  type RecordMark,
  type StoreOptions,
  type Work,
} from '../index.js';
import { ledgerRegister, LedgerHandler, type LedgerState, type LedgerWork } from './ledger.js';

export const SHARDS = 4;
export const START = Date.UTC(2026, 10, 23, 0, 0);

/** A clock that tests set. */
export class TestClock {
  constructor(private at = START) {}
  now = (): number => this.at;
  machineDelay = (until: number): number => Math.max(0, until - this.at);
  set(at: number): void {
    this.at = at;
  }
}

/** A database as a service has it: two roles, migrated by its owner. */
export class TestGround {
  private readonly pools = new Map<string, pg.Pool>();

  private constructor(
    readonly adminUrl: string,
    readonly database: string,
    readonly ownerUrl: string,
    readonly serviceUrl: string,
  ) {}

  /** @param before name of a migration: it and those behind it are left for {@link migrate} */
  static async make(before?: string): Promise<TestGround> {
    const server = process.env['YICHUANG_TEST_POSTGRES'];
    if (server === undefined) throw new Error('the tests have no Postgres: run them through npm test');
    const database = `store_${randomUUID().replaceAll('-', '')}`;
    const password = randomUUID();
    const roles = {
      ownerRole: `${database}_o`.slice(-60).replace(/^[^a-z]+/, 'o'),
      serviceRole: `${database}_s`.slice(-60).replace(/^[^a-z]+/, 's'),
    };
    await provisionDatabase({
      adminUrl: server,
      database,
      ...roles,
      passwords: { owner: password, service: password },
    });
    const as = (user: string): string => {
      const url = new URL(server);
      url.pathname = `/${database}`;
      url.username = user;
      url.password = password;
      return url.href;
    };
    const ground = new TestGround(server, database, as(roles.ownerRole), as(roles.serviceRole));
    const last = storeMigrations.findIndex((Migration) => new Migration().name === before);
    await ground.migrate(last < 0 ? storeMigrations : storeMigrations.slice(0, last));
    return ground;
  }

  async migrate(migrations = storeMigrations): Promise<void> {
    const source = new DataSource({
      type: 'postgres',
      url: this.ownerUrl,
      migrations: [...migrations] as never[],
      poolSize: 1,
    });
    await source.initialize();
    await source.runMigrations({ transaction: 'all' });
    await source.destroy();
  }

  async query<R extends pg.QueryResultRow>(
    sql: string,
    values: readonly unknown[] = [],
    url = this.ownerUrl,
  ): Promise<R[]> {
    const pool = this.pools.get(url) ?? leavingQuietly(new pg.Pool({ connectionString: url, max: 1 }));
    this.pools.set(url, pool);
    return (await pool.query<R>(sql, [...values])).rows;
  }

  /** Sessions of this database that wait for a lock. */
  async waitingForLocks(): Promise<number> {
    const sql = "select 1 from pg_stat_activity where datname = $1 and wait_event_type = 'Lock'";
    return (await this.query(sql, [this.database], this.adminUrl)).length;
  }

  async drop(): Promise<void> {
    for (const pool of this.pools.values()) await pool.end();
    const client = new pg.Client({ connectionString: this.adminUrl });
    await client.connect();
    try {
      await client.query(`drop database if exists "${this.database}" with (force)`);
    } finally {
      await client.end();
    }
  }
}

/** A pool has ended before its sessions are gone, and the database may be dropped under them: nobody needs to hear of that. */
function leavingQuietly(pool: pg.Pool): pg.Pool {
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

export interface TestStore {
  readonly store: EventStore<LedgerWork, LedgerState>;
  readonly handler: LedgerHandler;
  readonly clock: TestClock;
  /** What an operator would have seen. */
  readonly warnings: string[];
}

export async function openLedger(
  ground: TestGround,
  more: Partial<StoreOptions<LedgerWork, LedgerState>> = {},
): Promise<TestStore> {
  const handler = new LedgerHandler();
  const clock = new TestClock();
  const warnings: string[] = [];
  const warn = (fields: object, message: string): void => {
    warnings.push(`${message} ${JSON.stringify(fields)}`);
  };
  const store = await openEventStore<LedgerWork, LedgerState>({
    connectionString: ground.serviceUrl,
    ownerConnectionString: ground.ownerUrl,
    service: 'toy',
    shards: SHARDS,
    handler,
    clock,
    registers: [ledgerRegister],
    desks: ['ledger'],
    timerWork: (stream, caseId, kind, dueAt) => ({
      stream,
      caseId,
      cause: `${stream}:${kind}:${String(dueAt)}`,
      origin: { kind: 'timer', timer: kind, dueAt },
      payload: { do: 'fired', kind },
    }),
    log: { warn, error: warn },
    ...more,
  });
  return { store, handler, clock, warnings };
}

let serial = 0;

/** A work on a case's ledger; a cause of its own unless one is given. */
export function work(
  caseId: string,
  payload: LedgerWork,
  more: { cause?: string; tag?: string; origin?: Origin } = {},
): Work<LedgerWork> {
  serial += 1;
  return {
    stream: `ledger/${caseId}`,
    caseId,
    cause: more.cause ?? `cause-${String(serial)}`,
    ...(more.tag === undefined ? {} : { tag: Buffer.from(more.tag) }),
    origin: more.origin ?? { kind: 'command' },
    payload,
  };
}

export const add = (caseId: string, amount = 1, more: Parameters<typeof work>[2] = {}): Work<LedgerWork> =>
  work(caseId, { do: 'add', amount }, more);

/** A record of another service's shard, as the stream tells of it. */
export const mark = (partition: number, position: number, more: Partial<RecordMark> = {}): RecordMark => ({
  topic: 'toy-topic',
  partition,
  offset: BigInt(position - 1),
  source: 'elsewhere',
  shard: partition,
  position,
  follows: position - 1,
  ...more,
});
