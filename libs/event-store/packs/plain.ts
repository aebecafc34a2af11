import type { StoredEvent } from '../types.js';

/**
 * The plain form of a run of events of one shard, as `plainOf` of `sql/packs.ts` writes it: the first position, how many events,
 * then column by column. Numbers are in network order; a text is its length in octets (-1: null) and its UTF-8.
 *
 * @throws RangeError for what is no such form
 */
export function eventsOf(shard: number, plain: Buffer): readonly StoredEvent[] {
  const reading = new Reading(plain);
  const first = reading.long();
  const count = reading.integer();
  const column = <A>(read: () => A): A[] => Array.from({ length: count }, read);
  const versions = column(() => reading.integer());
  const publicBefore = column(() => reading.integer());
  const recordedAfter = column(() => reading.long());
  const late = column(() => reading.long());
  const streams = column(() => reading.words());
  const types = column(() => reading.words());
  const audiences = column(() => reading.text());
  const causes = column(() => reading.words());
  const textLengths = column(() => reading.integer());
  const sealedLengths = column(() => reading.integer());
  const texts = textLengths.map((length) => reading.bytes(length));
  const sealed = sealedLengths.map((length) => reading.bytes(length));
  reading.end();
  let recordedAt = 0;
  return versions.map((version, index) => {
    const at = <A>(values: readonly A[]): A => values[index] as A;
    const position = first + index;
    recordedAt += at(recordedAfter);
    return {
      shard,
      position,
      stream: at(streams),
      version,
      type: at(types),
      audience: at(audiences),
      at: recordedAt - at(late),
      recordedAt,
      follows: at(publicBefore) < 0 ? null : position - at(publicBefore),
      cause: at(causes),
      body: at(sealed).length === 0 ? at(texts) : Buffer.concat([at(texts), at(sealed)]),
    };
  });
}

/** @throws RangeError beyond the end, as Buffer does */
class Reading {
  private at = 0;

  constructor(private readonly plain: Buffer) {}

  /** Instants and positions: exact as numbers, as everywhere. */
  long(): number {
    const value = Number(this.plain.readBigInt64BE(this.at));
    this.at += 8;
    return value;
  }

  integer(): number {
    const value = this.plain.readInt32BE(this.at);
    this.at += 4;
    return value;
  }

  words(): string {
    return this.bytes(this.integer()).toString('utf8');
  }

  text(): string | null {
    const length = this.integer();
    return length < 0 ? null : this.bytes(length).toString('utf8');
  }

  bytes(length: number): Buffer {
    const end = this.at + length;
    if (length < 0 || end > this.plain.length) throw new RangeError('a pack ends within an event');
    const bytes = this.plain.subarray(this.at, end);
    this.at = end;
    return bytes;
  }

  end(): void {
    if (this.at !== this.plain.length) throw new RangeError('a pack goes on behind its events');
  }
}
