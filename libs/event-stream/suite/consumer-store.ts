import pg from 'pg';
import { StopPartition, type Handled, type RecordBatch, type StreamRecord, type Subscribe } from '../types.js';

const tables = `
create table if not exists place (consumer text, topic text, partition int, next bigint not null, primary key (consumer, topic, partition));
create table if not exists watermark (consumer text, topic text, source text, shard int, position bigint not null,
  primary key (consumer, topic, source, shard));
create table if not exists effect (consumer text, topic text, source text, shard int, position bigint, at_offset bigint,
  nth bigint generated always as identity);
`;

/**
 * Parts of the protocol that a naive consumer leaves out: whether the batch begins where the consumer is, whether a record
 * was seen, whether the one before it was, and the one transaction for effects and places.
 */
export type Forgone = 'place' | 'watermark' | 'follows' | 'transaction';

/** What may go wrong on the way; each is called inside the delivery. */
export interface Mishaps {
  /** For the proofs that each part is needed. */
  readonly forgoing?: readonly Forgone[];
  readonly beforeBegin?: (batches: readonly RecordBatch[]) => Promise<void>;
  readonly beforeCommit?: (batches: readonly RecordBatch[]) => Promise<void>;
}

/** The smallest consumer that keeps the protocol: its place and its watermarks move in the transaction of its effects. */
export class ConsumerStore {
  private constructor(private readonly pool: pg.Pool) {}

  static async open(connectionString: string): Promise<ConsumerStore> {
    const pool = new pg.Pool({ connectionString, max: 4 });
    await pool.query(`select pg_advisory_lock(1); ${tables} select pg_advisory_unlock(1);`);
    return new ConsumerStore(pool);
  }

  close(): Promise<void> {
    return this.pool.end();
  }

  /** A subscription of one instance of the consumer. `answers` receives what it said, delivery by delivery. */
  instance(consumer: string, topic: string, mishaps: Mishaps = {}, answers: Handled[] = []): Subscribe {
    return {
      consumer,
      topic,
      placeOf: (partitions) => this.places(consumer, topic, partitions),
      onBatches: async (batches) => {
        await mishaps.beforeBegin?.(batches);
        const handled = await this.turn({ consumer, topic, mishaps }, batches);
        answers.push(...handled);
        return handled;
      },
    };
  }

  async places(consumer: string, topic: string, partitions: readonly number[]): Promise<bigint[]> {
    const { rows } = await this.pool.query<{ partition: number; next: string }>(
      'select partition, next from place where consumer = $1 and topic = $2',
      [consumer, topic],
    );
    const known = new Map(rows.map((row) => [row.partition, BigInt(row.next)]));
    return partitions.map((partition) => known.get(partition) ?? 0n);
  }

  async movePlace(consumer: string, topic: string, partition: number, next: bigint): Promise<void> {
    await this.pool.query('update place set next = $4 where consumer = $1 and topic = $2 and partition = $3', [
      consumer,
      topic,
      partition,
      next,
    ]);
  }

  /**
   * Positions of the effects done, in the order of their doing. The table numbers them: where a row lies (`ctid`) tells
   * nothing of when it came, since the room of a turn rolled back is given again.
   */
  async effects(consumer: string, topic: string, source: string, shard: number): Promise<number[]> {
    const { rows } = await this.pool.query<{ position: string }>(
      'select position from effect where consumer = $1 and topic = $2 and source = $3 and shard = $4 order by nth',
      [consumer, topic, source, shard],
    );
    return rows.map((row) => Number(row.position));
  }

  private async turn(delivery: Delivery, batches: readonly RecordBatch[]): Promise<Handled[]> {
    const client = await this.pool.connect();
    try {
      await client.query('begin');
      const ascending = [...batches].sort((one, other) => one.partition - other.partition);
      const answers = new Map<RecordBatch, Handled>();
      for (const batch of ascending) answers.set(batch, await takeBatch(client, delivery, batch));
      await delivery.mishaps.beforeCommit?.(batches);
      await client.query('commit');
      return batches.map((batch) => answers.get(batch) ?? { kind: 'ok' });
    } catch (error) {
      await client.query('rollback');
      throw error;
    } finally {
      client.release();
    }
  }
}

interface Delivery {
  readonly consumer: string;
  readonly topic: string;
  readonly mishaps: Mishaps;
}

const forgoes = ({ mishaps }: Delivery, part: Forgone): boolean => mishaps.forgoing?.includes(part) === true;

async function takeBatch(client: pg.PoolClient, delivery: Delivery, batch: RecordBatch): Promise<Handled> {
  const key = [delivery.consumer, delivery.topic, batch.partition];
  await client.query('insert into place values ($1, $2, $3, 0) on conflict do nothing', key);
  const { rows } = await client.query<{ next: string }>(
    'select next from place where consumer = $1 and topic = $2 and partition = $3 for update',
    key,
  );
  const next = BigInt(rows[0]?.next ?? 0);
  if (next !== batch.firstOffset && !forgoes(delivery, 'place')) return { kind: 'seek', offset: next };
  for (const record of batch.records) await takeRecord(client, delivery, record);
  if (forgoes(delivery, 'transaction')) await client.query('commit; begin');
  await client.query('update place set next = $4 where consumer = $1 and topic = $2 and partition = $3', [
    ...key,
    batch.nextOffset,
  ]);
  return { kind: 'ok' };
}

async function takeRecord(client: pg.PoolClient, delivery: Delivery, record: StreamRecord): Promise<void> {
  const { topic, source, shard, position, follows } = record;
  const key = [delivery.consumer, topic, source, shard];
  const { rows } = await client.query<{ position: string }>(
    'select position from watermark where consumer = $1 and topic = $2 and source = $3 and shard = $4',
    key,
  );
  const seen = Number(rows[0]?.position ?? 0);
  if (position <= seen && !forgoes(delivery, 'watermark')) return;
  if (follows > seen && !forgoes(delivery, 'follows'))
    throw new StopPartition(record.partition, `${source}/${String(shard)}: ${String(follows)} was never seen`);
  await client.query(
    `insert into watermark values ($1, $2, $3, $4, $5)
      on conflict (consumer, topic, source, shard) do update set position = excluded.position`,
    [...key, position],
  );
  await client.query('insert into effect values ($1, $2, $3, $4, $5, $6)', [...key, position, record.offset]);
}
