import type { Pool } from 'pg';
import type { Bell } from '../bell.js';
import type { Group } from '../group-send.js';
import { recentBytes } from '../limits.js';
import type { OutgoingRecord, StreamRecord } from '../types.js';
import { Recent } from './recent.js';

/** Two who ask for a new topic at once get the same: the second waits for the first and then reads, in a later statement. */
export const topicSql = `
create function stream.open_topic(in_name text) returns smallint language plpgsql volatile as $$
declare
  chosen smallint;
begin
  select id into chosen from stream.topic where name = in_name;
  if chosen is not null then
    return chosen;
  end if;
  insert into stream.topic (name) values (in_name) on conflict do nothing;
  select id into chosen from stream.topic where name = in_name;
  insert into stream.head (topic, partition)
    select chosen, p from stream.log, generate_series(0, partitions - 1) as p
    on conflict do nothing;
  return chosen;
end $$;
`;

/** A topic as this process knows it: where each partition ends, its tail in memory, and who waits for more. */
export class Topic {
  readonly bells = new Set<Bell>();
  private readonly known: bigint[];
  private readonly recents: Recent[];

  constructor(
    readonly id: number,
    readonly name: string,
    partitions: number,
  ) {
    this.known = Array.from({ length: partitions }, () => 0n);
    this.recents = this.known.map(() => new Recent(recentBytes / partitions));
  }

  get partitions(): number {
    return this.known.length;
  }

  /** Next offset of each partition, as far as this process knows. */
  get ends(): readonly bigint[] {
    return this.known;
  }

  recent(partition: number, place: bigint): readonly StreamRecord[] | null {
    return this.recents[partition]?.from(place) ?? null;
  }

  /** Takes in what was just committed and wakes who waits. */
  committed(group: Group, firsts: readonly bigint[]): void {
    group.forEach(([partition, records], index) => {
      const first = firsts[index] ?? 0n;
      this.recents[partition]?.add(
        records.map((record, rank) => numbered(this.name, partition, first + BigInt(rank), record)),
      );
      this.moved(partition, first + BigInt(records.length));
    });
    this.wake();
  }

  /** Takes in ends read from the log; another process may have written. */
  seen(ends: readonly { readonly partition: number; readonly next: bigint }[]): void {
    let news = false;
    for (const { partition, next } of ends) news = this.moved(partition, next) || news;
    if (news) this.wake();
  }

  private moved(partition: number, next: bigint): boolean {
    if (next <= (this.known[partition] ?? next)) return false;
    this.known[partition] = next;
    return true;
  }

  private wake(): void {
    for (const bell of this.bells) bell.ring();
  }
}

function numbered(topic: string, partition: number, offset: bigint, record: OutgoingRecord): StreamRecord {
  const { key, source, shard, position, follows, type, audience, at, body, traceparent } = record;
  const plain = { topic, partition, offset, key, source, shard, position, follows, type, audience, at, body };
  return traceparent === undefined ? plain : { ...plain, traceparent };
}

export async function findTopic(pool: Pool, name: string, partitions: number): Promise<Topic> {
  const { rows } = await pool.query<{ id: number }>('select stream.open_topic($1) as id', [name]);
  const id = rows[0]?.id;
  if (id === undefined) throw new Error(`topic ${name} could not be made`);
  const topic = new Topic(id, name, partitions);
  topic.seen(await readEnds(pool, id));
  return topic;
}

export async function readEnds(pool: Pool, topic: number): Promise<{ partition: number; next: bigint }[]> {
  const { rows } = await pool.query<[number, string]>({
    name: 'ends',
    text: 'select partition, next from stream.head where topic = $1 order by partition',
    rowMode: 'array',
    values: [topic],
  });
  return rows.map(([partition, next]) => ({ partition, next: BigInt(next) }));
}
