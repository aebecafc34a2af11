import { createHash } from 'node:crypto';
import type { Pool } from 'pg';
import { recordOverheadBytes, unpackedBytes } from '../limits.js';
import { messageOf } from '../trouble.js';
import type { StreamRecord } from '../types.js';
import { batchFrom } from './batch.js';
import { readPlain } from './plain.js';
import { unpress } from './press.js';
import type { Want } from './read.js';
import { toRecord, wordsIn, type StoredRecord } from './stored.js';
import type { Topic } from './topic.js';
import type { Words } from './words.js';

/** A pack that cannot be read as it was written. */
export class DamagedPack extends Error {
  override readonly name = 'DamagedPack';
}

interface Unpacked {
  readonly topic: number;
  readonly partition: number;
  readonly first: bigint;
  readonly last: bigint;
  readonly records: readonly StreamRecord[];
  readonly bytes: number;
}

/** The packs of one log as this process reads them; what was unpacked lately is kept, since it is read on. */
export class Packs {
  /** The one read last at the end. */
  private kept: Unpacked[] = [];

  constructor(
    private readonly pool: Pool,
    private readonly words: Words,
  ) {}

  /**
   * Records from the place on, at most a batch and none of another pack; none where no pack has the place.
   *
   * @throws DamagedPack that names topic, partition and offsets
   */
  async from(topic: Topic, want: Want): Promise<readonly StreamRecord[]> {
    const pack = this.known(topic, want) ?? (await this.fetch(topic, want));
    if (pack === null) return [];
    this.keep(pack);
    return batchFrom(pack.records, Number(want.place - pack.first));
  }

  /** Packs follow one another from the beginning, so the last one of each partition tells. */
  async recordsOf(topic: Topic): Promise<number> {
    const { rows } = await this.pool.query<{ records: string | null }>(
      `select sum(p.last + 1) as records from stream.head h cross join lateral (
          select last from stream.pack where topic = h.topic and partition = h.partition order by first desc limit 1
        ) p where h.topic = $1`,
      [topic.id],
    );
    return Number(rows[0]?.records ?? 0);
  }

  private known(topic: Topic, { partition, place }: Want): Unpacked | null {
    const own = (pack: Unpacked): boolean => pack.topic === topic.id && pack.partition === partition;
    return this.kept.find((pack) => own(pack) && pack.first <= place && place <= pack.last) ?? null;
  }

  private async fetch(topic: Topic, { partition, place }: Want): Promise<Unpacked | null> {
    const { rows } = await this.pool.query<Row>({
      name: 'pack',
      text: `select first, last, digest, body from (
          select * from stream.pack where topic = $1 and partition = $2 and first <= $3 order by first desc limit 1
        ) pack where last >= $3`,
      rowMode: 'array',
      values: [topic.id, partition, place],
    });
    return rows[0] === undefined ? null : this.unpack(topic, partition, rows[0]);
  }

  private async unpack(topic: Topic, partition: number, row: Row): Promise<Unpacked> {
    const stored = await readPack(topic.id, partition, row).catch((error: unknown) => {
      const where = `topic ${topic.name}, partition ${String(partition)}, offsets ${row[0]} to ${row[1]}`;
      throw new DamagedPack(`the pack of ${where} is damaged: ${messageOf(error)}`, { cause: error });
    });
    await this.words.recall(wordsIn(stored));
    const records = stored.map((one) => toRecord(topic.name, partition, this.words, one));
    const bytes = records.reduce((sum, { body }) => sum + body.length + recordOverheadBytes, 0);
    return { topic: topic.id, partition, first: BigInt(row[0]), last: BigInt(row[1]), records, bytes };
  }

  /** Two who unpacked the same at once keep one. */
  private keep(pack: Unpacked): void {
    const { topic, partition, first } = pack;
    const others = this.kept.filter((one) => one.topic !== topic || one.partition !== partition || one.first !== first);
    this.kept = [...others, pack];
    let bytes = this.kept.reduce((sum, one) => sum + one.bytes, 0);
    while (bytes > unpackedBytes && this.kept.length > 1) bytes -= this.kept.shift()?.bytes ?? 0;
  }
}

/** @throws Error when the body does not unpack, or not to the records that the row tells of */
async function readPack(topic: number, partition: number, [first, last, digest, body]: Row): Promise<StoredRecord[]> {
  const plain = await unpress(body);
  if (!digestOf(plain).equals(digest)) throw new Error('its records have another digest');
  const run = readPlain(plain);
  const [begins, ends] = [run.records[0]?.offset, run.records.at(-1)?.offset];
  const own = run.topic === topic && run.partition === partition && begins === BigInt(first) && ends === BigInt(last);
  if (!own) throw new Error('its records are those of another pack');
  return run.records;
}

export const digestOf = (plain: Buffer): Buffer => createHash('sha256').update(plain).digest();

/** 64-bit numbers arrive as text. */
type Row = [first: string, last: string, digest: Buffer, body: Buffer];
