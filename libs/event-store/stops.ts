import type { Pool } from 'pg';
import type { StepEnd } from './item.js';
import { markKey } from './opened.js';
import type { Session } from './session.js';
import type { ConsumedBatch, StoppedPartition } from './types.js';

interface StopRow {
  readonly consumer: string;
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
  readonly reason: string;
  readonly source: string | null;
  readonly shard: number | null;
  readonly position: string | null;
  readonly follows: string | null;
  readonly seen: string | null;
  readonly stopped_at: Date;
  readonly repaired: boolean;
}

/** Stops the consumer has not got past. */
const open = `stop s left join place p on p.consumer = s.consumer and p.topic = s.topic and p.partition = s.partition
  where coalesce(p.next, 0) <= s."offset"`;

/**
 * Partitions at which a consumer stopped. They are written down so that any instance can tell of them, and so that the
 * instance that stopped learns of their repair. What was repaired stays on record.
 */
export class Stops {
  constructor(
    private readonly pool: Pool,
    private readonly parkedQueueMax: number,
  ) {}

  async note(
    { consumer, topic, partition, firstOffset }: ConsumedBatch<unknown>,
    { reason, missing }: StepEnd & { readonly kind: 'gap' },
  ): Promise<void> {
    const {
      offset = firstOffset,
      source = null,
      shard = null,
      position = null,
      follows = null,
      seen = null,
    } = missing ?? {};
    await this.pool.query(
      `insert into stop (consumer, topic, partition, "offset", reason, source, shard, position, follows, seen)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict do nothing`,
      [consumer, topic, partition, offset, reason, source, shard, position, follows, seen],
    );
  }

  async list(): Promise<readonly StoppedPartition[]> {
    const { rows } = await this.pool.query<StopRow>(
      `select s.consumer, s.topic, s.partition, s."offset", s.reason, s.source, s.shard, s.position, s.follows, s.seen,
          s.stopped_at, s.pass_before is not null as repaired
        from ${open} order by s.consumer, s.topic, s.partition, s."offset"`,
    );
    return rows.map(toStopped);
  }

  /**
   * Lets this service go on past the gaps of a source's shard. Only when everything from the last record seen on has been
   * published again, and all of it lies before the offset: then what is passed over is read there.
   *
   * @returns how many partitions that concerns
   */
  async pass(topic: string, { source, shard }: { source: string; shard: number }, before: bigint): Promise<number> {
    const { rowCount } = await this.pool.query(
      `update stop set pass_before = $4, repaired_at = now() from (select s.consumer, s.topic, s.partition, s."offset"
          from ${open} and s.topic = $1 and s.source = $2 and s.shard = $3 and s."offset" < $4) as o
        where stop.consumer = o.consumer and stop.topic = o.topic and stop.partition = o.partition
          and stop."offset" = o."offset"`,
      [topic, source, shard, before],
    );
    return rowCount ?? 0;
  }

  /** Whether some of these partitions can go on: their gap was repaired, or the queue that was full is not any more. */
  async mayGoOn(consumer: string, topic: string, partitions: readonly number[]): Promise<boolean> {
    const { rows } = await this.pool.query(
      `select 1 from ${open} and s.consumer = $1 and s.topic = $2 and s.partition = any ($3)
          and (s.pass_before is not null or (s.source is null and not exists (
            select from parked k join parked_work w using (case_id)
              where k.shard = s.partition group by w.case_id having count(*) >= $4))) limit 1`,
      [consumer, topic, partitions, this.parkedQueueMax],
    );
    return rows.length > 0;
  }
}

/** Offsets, by {@link markKey}, before which this consumer passes over what follows a record never seen. */
export async function passesOf(session: Session, consumer: string): Promise<ReadonlyMap<string, bigint>> {
  const [answer] = await session.send({
    name: 'passes',
    text: `select topic, source, shard, max(pass_before) as before from stop
      where consumer = $1 and pass_before is not null group by topic, source, shard`,
    values: [consumer],
  });
  const rows = (answer?.rows ?? []) as { topic: string; source: string; shard: number; before: string }[];
  return new Map(rows.map((row) => [markKey(row), BigInt(row.before)]));
}

function toStopped(row: StopRow): StoppedPartition {
  const { consumer, topic, partition, offset, reason, source, shard, repaired } = row;
  const gap =
    source === null || shard === null
      ? null
      : { source, shard, position: Number(row.position), follows: Number(row.follows), seen: Number(row.seen) };
  return { consumer, topic, partition, offset, reason, gap, stoppedAt: row.stopped_at.getTime(), repaired };
}
