import { setTimeout as rested } from 'node:timers/promises';
import pg from 'pg';
import { connectMillis, packAgeMillis, packBytes, packRecords, packRest, statementMillis } from '../limits.js';
import { digestOf } from './packs.js';
import { press, unpress } from './press.js';

/** What is packed, and how; each has its default among the limits. */
export interface Packing {
  /** Records so much older than the newest of their topic, ms of domain time. */
  readonly ageMillis?: number;
  /** Records in a pack; fewer stay rows. */
  readonly recordsAPack?: number;
  /** Raw bytes in a pack. */
  readonly bytesAPack?: number;
  /** Rest after each pack, in times of what it took. */
  readonly rest?: number;
}

export interface PackLogOptions extends Packing {
  /** The log's own database. */
  readonly connectionString: string;
  /** Ends it after the pack in hand. */
  readonly signal?: AbortSignal;
}

export interface Packed {
  readonly packs: number;
  readonly records: number;
}

/** Any number will do as long as it stays the same: of two who would pack the same log, one has nothing to do. */
const packLock = 0x7061636b;

/**
 * Moves old records into packs, a transaction each, and answers what was moved: nothing where another packs already, or the
 * role may not. It may be killed at any time.
 *
 * @throws whatever the database throws; packs made until then stand
 */
export async function packLog(options: PackLogOptions): Promise<Packed> {
  const client = new pg.Client({
    connectionString: options.connectionString,
    application_name: 'event-stream packer',
    connectionTimeoutMillis: connectMillis,
    statement_timeout: statementMillis,
    query_timeout: statementMillis + connectMillis,
    options: '-c jit=off -c enable_seqscan=off',
  });
  // Its statement fails with the reason; without a listener a connection lost between two would end the process.
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await mayPack(client)) ? await packAll(client, options) : { packs: 0, records: 0 };
  } finally {
    await client.end();
  }
}

/** The lock ends with the session. */
async function mayPack(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ may: boolean }>(
    `select has_table_privilege('stream.pack', 'insert') and has_table_privilege('stream.record', 'delete')
      and pg_try_advisory_lock($1) as may`,
    [packLock],
  );
  return rows[0]?.may === true;
}

/** A partition, and the instant at and before which its records are old. */
interface Old {
  readonly topic: number;
  readonly partition: number;
  readonly until: number;
}

async function packAll(client: pg.Client, options: PackLogOptions): Promise<Packed> {
  let [packs, records] = [0, 0];
  for (const old of await partitions(client, options.ageMillis ?? packAgeMillis)) {
    let moved = -1;
    while (moved !== 0 && options.signal?.aborted !== true) {
      const began = performance.now();
      moved = await packNext(client, old, options);
      if (moved === 0) continue;
      packs += 1;
      records += moved;
      await restAfter((performance.now() - began) * (options.rest ?? packRest), options.signal);
    }
  }
  return { packs, records };
}

async function restAfter(millis: number, signal: AbortSignal | undefined): Promise<void> {
  await rested(millis, undefined, { ref: false, ...(signal === undefined ? {} : { signal }) }).catch(() => undefined);
}

/** The newest record of a topic says what time it is there: services may live by another clock than the machine's. */
async function partitions(client: pg.Client, ageMillis: number): Promise<readonly Old[]> {
  const { rows } = await client.query<{ topic: number; partition: number; newest: string | null }>(
    `select h.topic, h.partition, max(r.at) over (partition by h.topic) as newest
      from stream.head h left join stream.record r
        on r.topic = h.topic and r.partition = h.partition and r."offset" = h.next - 1
      order by h.topic, h.partition`,
  );
  return rows.flatMap(({ topic, partition, newest }) =>
    newest === null ? [] : [{ topic, partition, until: Number(newest) - ageMillis }],
  );
}

/** Records of the next pack; 0 where too few are old. */
async function packNext(client: pg.Client, old: Old, options: Packing): Promise<number> {
  const run = await nextRun(client, old, options);
  if (run === null) return 0;
  const { rows } = await client.query<{ plain: Buffer }>('select stream.plain($1, $2, $3, $4) as plain', [
    old.topic,
    old.partition,
    run.first,
    run.last,
  ]);
  const plain = rows[0]?.plain ?? Buffer.alloc(0);
  const body = await press(plain);
  // The database knows nothing of what the body holds, and the records go.
  if (!(await unpress(body)).equals(plain)) throw new Error('a pack does not unpack to what it was made of');
  await client.query(
    'insert into stream.pack (topic, partition, first, last, digest, body) values ($1, $2, $3, $4, $5, $6)',
    [old.topic, old.partition, run.first, run.last, digestOf(plain), body],
  );
  return Number(run.last) - Number(run.first) + 1;
}

interface Run {
  readonly first: string;
  readonly last: string;
}

/** A whole run has as many records as a pack takes, or one more would be too many bytes. */
const runSql = `
with start as (
  select coalesce((
    select last + 1 from stream.pack where topic = $1 and partition = $2 order by first desc limit 1), 0) as first
), page as (
  select r."offset", r.at, start.first, row_number() over o = 1
      or sum(octet_length(r.body) + octet_length(r.key)) over o <= $4 as fits
    from stream.record r, start
    where r.topic = $1 and r.partition = $2 and r."offset" >= start.first and r."offset" < start.first + $3
    window o as (order by r."offset")
)
select min(first) as first, max("offset") filter (where fits) as last from page
  having bool_and(at <= $5) filter (where fits) and (count(*) = $3 or not bool_and(fits))`;

async function nextRun(client: pg.Client, { topic, partition, until }: Old, options: Packing): Promise<Run | null> {
  const { recordsAPack = packRecords, bytesAPack = packBytes } = options;
  const { rows } = await client.query<Run>({
    name: 'run',
    text: runSql,
    values: [topic, partition, recordsAPack, bytesAPack, until],
  });
  return rows[0] ?? null;
}
