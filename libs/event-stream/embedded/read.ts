import type { Pool } from 'pg';
import { batchBytes, batchRecords } from '../limits.js';
import type { StreamRecord } from '../types.js';
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
}

/** A short statement for all partitions together: rows and ends of one snapshot, bounded in number and bytes. */
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
            where r.topic = $1 and r.partition = w.partition and r."offset" >= w.place
            order by r."offset" limit $4
        ) page
    ) sized where sized.before < $5
  ) r on true
  order by w.partition, r."offset"`;

export async function readRecords(pool: Pool, topic: Topic, words: Words, wants: readonly Want[]): Promise<Found[]> {
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
    if (row[2] !== null) own.records.push(toRecord(topic.name, words, row));
  }
  return [...found.values()];
}

function toRecord(topic: string, words: Words, row: Row): StreamRecord {
  const record: StreamRecord = {
    topic,
    partition: row[0],
    offset: BigInt(row[2] ?? 0),
    key: row[10],
    source: words.wordOf(row[6]),
    shard: row[9],
    position: Number(row[3]),
    follows: Number(row[4]),
    type: words.wordOf(row[7]),
    audience: words.wordOf(row[8]),
    at: Number(row[5]),
    body: row[11],
  };
  return row[12] === null ? record : { ...record, traceparent: row[12] };
}

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
