import type { Pool } from 'pg';
import { batchBytes, batchRecords } from '../limits.js';
import type { StreamRecord } from '../types.js';
import { DamagedPack, type Packs } from './packs.js';
import { toRecord, type StoredRecord } from './stored.js';
import type { Topic } from './topic.js';
import type { Words } from './words.js';

/** Where to read on in one partition. */
export interface Want {
  readonly partition: number;
  readonly place: bigint;
}

/** What was found there, with the partition's end in the same snapshot. */
export interface Found {
  readonly partition: number;
  readonly end: bigint;
  readonly records: readonly StreamRecord[];
  /** Why nothing can be read there. */
  readonly damage?: string;
}

/** What is read from. */
export interface Log {
  readonly pool: Pool;
  readonly words: Words;
  readonly packs: Packs;
}

/**
 * A short statement for all partitions together: rows and ends of one snapshot, bounded in number and bytes. Offsets are
 * dense, so the bound in number is one of offsets, and rows behind a hole are not fetched in vain.
 */
const readSql = `
select w.partition, h.next, r."offset", r.position, r.follows, r.at, r.source, r.type, r.audience, r.shard,
    r.key, r.body, r.traceparent
  from unnest($2::smallint[], $3::bigint[]) as w (partition, place)
  join stream.head h on h.topic = $1 and h.partition = w.partition
  left join lateral (
    select * from (
      select page.*, sum(octet_length(page.body)) over (order by page."offset") - octet_length(page.body) as before
        from (
          select * from stream.record r
            where r.topic = $1 and r.partition = w.partition
              and r."offset" >= w.place and r."offset" < w.place + $4
            order by r."offset"
        ) page
    ) sized where sized.before < $5
  ) r on true
  order by w.partition, r."offset"`;

/**
 * Rows first, then packs for what the rows lack: records are packed from the front and never come back, so one that is no
 * row when the statement looks lies in a pack ever after.
 */
export async function readRecords(log: Log, topic: Topic, wants: readonly Want[]): Promise<Found[]> {
  const places = new Map(wants.map((want) => [want.partition, want.place]));
  const found = await readRows(log, topic, wants);
  return Promise.all(found.map((own) => withPacked(log, topic, places.get(own.partition) ?? own.end, own)));
}

async function withPacked(log: Log, topic: Topic, place: bigint, own: Found): Promise<Found> {
  if (place >= own.end || own.records[0]?.offset === place) return own;
  const { partition, end } = own;
  try {
    return { partition, end, records: await log.packs.from(topic, { partition, place }) };
  } catch (error) {
    if (error instanceof DamagedPack) return { partition, end, records: [], damage: error.message };
    throw error;
  }
}

async function readRows({ pool, words }: Log, topic: Topic, wants: readonly Want[]): Promise<Found[]> {
  const { rows } = await pool.query<Row>({
    name: 'read',
    text: readSql,
    rowMode: 'array',
    values: [topic.id, wants.map((want) => want.partition), wants.map((want) => want.place), batchRecords, batchBytes],
  });
  await words.recall(new Set(rows.flatMap((row) => (row[2] === null ? [] : [row[6], row[7], row[8]]))));
  const found = new Map<number, Found & { records: StreamRecord[] }>();
  for (const row of rows) {
    const own = found.get(row[0]) ?? { partition: row[0], end: BigInt(row[1]), records: [] };
    found.set(row[0], own);
    if (row[2] !== null) own.records.push(toRecord(topic.name, row[0], words, storedOf(row, row[2])));
  }
  return [...found.values()];
}

const storedOf = (row: Row, offset: string): StoredRecord => ({
  offset: BigInt(offset),
  position: Number(row[3]),
  follows: Number(row[4]),
  at: Number(row[5]),
  source: row[6],
  type: row[7],
  audience: row[8],
  shard: row[9],
  key: row[10],
  body: row[11],
  traceparent: row[12],
});

/** 64-bit numbers arrive as text. */
type Row = [
  partition: number,
  next: string,
  offset: string | null,
  position: string,
  follows: string,
  at: string,
  source: number,
  type: number,
  audience: number,
  shard: number,
  key: string,
  body: Buffer,
  traceparent: string | null,
];
