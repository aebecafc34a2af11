import type { StreamRecord } from '../types.js';
import type { Words } from './words.js';

/** A record as the log keeps it: words that repeat by their numbers. */
export interface StoredRecord {
  readonly offset: bigint;
  readonly position: number;
  readonly follows: number;
  readonly at: number;
  readonly source: number;
  readonly type: number;
  readonly audience: number;
  readonly shard: number;
  readonly key: string;
  readonly traceparent: string | null;
  readonly body: Buffer;
}

/** The same as it was published. Its words must have been recalled. */
export function toRecord(topic: string, partition: number, words: Words, stored: StoredRecord): StreamRecord {
  const { offset, key, shard, position, follows, at, body, traceparent } = stored;
  const record: StreamRecord = {
    topic,
    partition,
    offset,
    key,
    source: words.wordOf(stored.source),
    shard,
    position,
    follows,
    type: words.wordOf(stored.type),
    audience: words.wordOf(stored.audience),
    at,
    body,
  };
  return traceparent === null ? record : { ...record, traceparent };
}

export function* wordsIn(records: Iterable<StoredRecord>): Generator<number> {
  for (const { source, type, audience } of records) {
    yield source;
    yield type;
    yield audience;
  }
}
