import pg from 'pg';
import { connectMillis } from '../limits.js';
import { packsSql } from './pack-tables.js';
import { publishSql } from './publish.js';
import { appendOnlySql, grantSql, schemaVersion, tablesSql } from './tables.js';
import { topicSql } from './topic.js';
import { wordsSql } from './words.js';

/** Any number will do as long as it stays the same: it keeps two processes from making the same log at once. */
const schemaLock = 0x73747265;

export interface LogSchema {
  /** The log's own database. */
  readonly connectionString: string;
  /** Partitions of every topic; fixed when the log is made. */
  readonly partitions: number;
  /** A role that owns nothing and shall serve: it may read and append. */
  readonly servingRole?: string;
}

/**
 * Makes the log where there is none, and raises one of an older version. May be called by several processes at once and again at any time; a role that may
 * only serve can call it as well, for an existing log is only looked at.
 *
 * @throws Error when the log was made with another number of partitions (both named) or by a newer program.
 */
export async function ensureSchema(schema: LogSchema): Promise<void> {
  const client = new pg.Client({
    connectionString: schema.connectionString,
    connectionTimeoutMillis: connectMillis,
    application_name: 'event-stream schema',
  });
  await client.connect();
  try {
    const found = await existing(client);
    const log = found?.version === schemaVersion ? found : await makeOrRaise(client, schema.partitions);
    check(log, schema.partitions);
    if (schema.servingRole !== undefined) await client.query(grantSql(pg.escapeIdentifier(schema.servingRole)));
  } finally {
    await client.end();
  }
}

interface Log {
  readonly version: number;
  readonly partitions: number;
}

async function existing(client: pg.Client): Promise<Log | null> {
  // a query over the catalogue, not to_regclass: that one may answer from what this session remembers of before the lock
  const { rows } = await client.query<{ made: boolean }>(
    `select exists (select 1 from pg_tables where schemaname = 'stream' and tablename = 'log') as made`,
  );
  if (rows[0]?.made !== true) return null;
  const log = await client.query<Log>('select version, partitions from stream.log');
  return log.rows[0] ?? null;
}

/** What each version adds to the one before it. */
const additions: readonly string[] = [[tablesSql, appendOnlySql, topicSql, wordsSql, publishSql].join('\n'), packsSql];

async function makeOrRaise(client: pg.Client, partitions: number): Promise<Log> {
  await client.query('begin');
  try {
    await client.query('select pg_advisory_xact_lock($1)', [schemaLock]);
    const found = (await existing(client)) ?? { version: 0, partitions };
    const log = found.partitions === partitions ? await raise(client, found) : found;
    await client.query('commit');
    return log;
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
}

/** A log of a newer version stays what it is. */
async function raise(client: pg.Client, { version, partitions }: Log): Promise<Log> {
  if (version >= schemaVersion) return { version, partitions };
  await client.query(additions.slice(version).join('\n'));
  await client.query(
    `insert into stream.log (version, partitions) values ($1, $2)
      on conflict (one) do update set version = excluded.version`,
    [schemaVersion, partitions],
  );
  return { version: schemaVersion, partitions };
}

function check(log: Log, partitions: number): void {
  if (log.partitions !== partitions) {
    throw new Error(`the log was made with ${String(log.partitions)} partitions, ${String(partitions)} are configured`);
  }
  if (log.version !== schemaVersion) {
    throw new Error(`the log has schema version ${String(log.version)}, this program knows ${String(schemaVersion)}`);
  }
}
