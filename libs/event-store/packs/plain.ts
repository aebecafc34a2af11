import type { StoredEvent } from '../types.js';

/**
 * The plain form of a run of events, as `plain_event` of `sql/packs.ts` writes it: numbers in network order, a text as its
 * length in octets (-1: null) and its UTF-8, one event after another.
 */
export function* eventsOf(shard: number, plain: Buffer): Generator<StoredEvent> {
  const reading = new Reading(plain);
  while (!reading.over) {
    const position = reading.long();
    const follows = reading.long();
    const at = reading.long();
    const recordedAt = reading.long();
    const version = reading.integer();
    const stream = reading.words();
    const type = reading.words();
    const audience = reading.text();
    const cause = reading.words();
    const body = reading.bytes();
    yield {
      shard,
      position,
      follows: follows < 0 ? null : follows,
      at,
      recordedAt,
      version,
      stream,
      type,
      audience,
      cause,
      body,
    };
  }
}

/** @throws RangeError beyond the end, as Buffer does */
class Reading {
  private at = 0;

  constructor(private readonly plain: Buffer) {}

  get over(): boolean {
    return this.at === this.plain.length;
  }

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

  bytes(): Buffer {
    return this.slice(this.integer());
  }

  words(): string {
    return this.bytes().toString('utf8');
  }

  text(): string | null {
    const length = this.integer();
    return length < 0 ? null : this.slice(length).toString('utf8');
  }

  private slice(length: number): Buffer {
    const end = this.at + length;
    if (length < 0 || end > this.plain.length) throw new RangeError('a pack ends within an event');
    const bytes = this.plain.subarray(this.at, end);
    this.at = end;
    return bytes;
  }
}
