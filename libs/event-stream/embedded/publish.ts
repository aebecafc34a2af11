import type { Pool } from 'pg';
import type { Group } from '../group-send.js';
import type { Words } from './words.js';

/**
 * One commit in one round trip. The heads are locked ascending, in a statement of its own: every statement of a volatile
 * function sees what was committed when it began, so the one after the lock sees the heads as the last writer left them.
 */
export const publishSql = `
create function stream.publish(
  in_topic smallint, in_partitions smallint[], in_counts integer[],
  in_partition smallint[], in_rank integer[], in_shard integer[],
  in_position bigint[], in_follows bigint[], in_at bigint[],
  in_source integer[], in_type integer[], in_audience integer[],
  in_key text[], in_trace text[], in_start integer[], in_length integer[], in_bodies bytea
) returns bigint[] language plpgsql volatile as $$
declare
  firsts bigint[];
begin
  perform 1 from stream.head
    where topic = in_topic and partition = any (in_partitions)
    order by partition for update;
  with moved as (
    update stream.head h set next = h.next + w.count
      from unnest(in_partitions, in_counts) as w (partition, count)
      where h.topic = in_topic and h.partition = w.partition
      returning h.partition, h.next - w.count as first
  ), written as (
    insert into stream.record
        ("offset", position, follows, at, source, type, audience, shard, topic, partition, key, body, traceparent)
      select m.first + r.rank, r.position, r.follows, r.at, r.source, r.type, r.audience, r.shard, in_topic, r.partition,
          r.key, substring(in_bodies from r.start for r.length), r.trace
        from unnest(in_partition, in_rank, in_shard, in_position, in_follows, in_at, in_source, in_type, in_audience,
            in_key, in_trace, in_start, in_length)
          as r (partition, rank, shard, position, follows, at, source, type, audience, key, trace, start, length)
        join moved m on m.partition = r.partition
  )
  select array_agg(first order by partition) into firsts from moved;
  if coalesce(array_length(firsts, 1), 0) <> array_length(in_partitions, 1) then
    raise exception 'topic % has no such partition among %', in_topic, in_partitions using errcode = 'YS002';
  end if;
  return firsts;
end $$;
`;

/** Writes the group in one transaction; answers the first offset of each partition, in the group's order. */
export async function publishGroup(pool: Pool, topic: number, group: Group, words: Words): Promise<readonly bigint[]> {
  const { rows } = await pool.query<[string[]]>({
    name: 'publish',
    text: 'select stream.publish($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)',
    rowMode: 'array',
    values: [topic, ...headColumns(group), ...recordColumns(group, words)],
  });
  return (rows[0]?.[0] ?? []).map(BigInt);
}

function headColumns(group: Group): string[] {
  return [list(group.map(([partition]) => partition)), list(group.map(([, records]) => records.length))];
}

function recordColumns(group: Group, words: Words): unknown[] {
  const rows = group.flatMap(([partition, records]) => records.map((record, rank) => ({ partition, rank, record })));
  const bodies = rows.map(({ record }) => record.body);
  let end = 1;
  return [
    list(rows.map((row) => row.partition)),
    list(rows.map((row) => row.rank)),
    list(rows.map((row) => row.record.shard)),
    list(rows.map((row) => row.record.position)),
    list(rows.map((row) => row.record.follows)),
    list(rows.map((row) => row.record.at)),
    list(rows.map((row) => words.idOf(row.record.source))),
    list(rows.map((row) => words.idOf(row.record.type))),
    list(rows.map((row) => words.idOf(row.record.audience))),
    rows.map((row) => row.record.key),
    rows.map((row) => row.record.traceparent ?? null),
    list(bodies.map((body) => (end += body.length) - body.length)),
    list(bodies.map((body) => body.length)),
    Buffer.concat(bodies),
  ];
}

/** An array literal of numbers, which need no quoting. */
function list(numbers: readonly number[]): string {
  return `{${numbers.join(',')}}`;
}
