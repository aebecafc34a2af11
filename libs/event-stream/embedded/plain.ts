import type { StoredRecord } from './stored.js';

/** Of the form below; a pack says it of itself, so that another form can come to stand beside it. */
const form = 1;

/**
 * The plain form of records that follow one another: form, topic, partition, first offset and number, then column by
 * column, big-endian, for columns press better than rows. A body is cut at its first zero byte, where text ends and
 * ciphertext begins: texts press well together, and ciphertext beside them would spoil it. Only the database writes this
 * form; so it compares what it made itself before it lets records go.
 */
const plainOf = (rows: string): string => `
  select int4send(${String(form)}) || int2send(min(r.topic)) || int2send(min(r.partition)) || int8send(min(r."offset"))
      || int4send(count(*)::integer)
      || string_agg(int8send(r.position), '' order by r."offset")
      || string_agg(int8send(r.follows), '' order by r."offset")
      || string_agg(int8send(r.at), '' order by r."offset")
      || string_agg(int4send(r.source), '' order by r."offset")
      || string_agg(int4send(r.type), '' order by r."offset")
      || string_agg(int4send(r.audience), '' order by r."offset")
      || string_agg(int4send(r.shard), '' order by r."offset")
      || string_agg(int4send(octet_length(r.key)), '' order by r."offset")
      || string_agg(int4send(coalesce(octet_length(r.traceparent), -1)), '' order by r."offset")
      || string_agg(int4send(r.text), '' order by r."offset")
      || string_agg(int4send(octet_length(r.body) - r.text), '' order by r."offset")
      || string_agg(convert_to(r.key, 'UTF8'), '' order by r."offset")
      || string_agg(convert_to(coalesce(r.traceparent, ''), 'UTF8'), '' order by r."offset")
      || string_agg(substring(r.body from 1 for r.text), '' order by r."offset")
      || string_agg(substring(r.body from r.text + 1), '' order by r."offset")
    from (
      select *, coalesce(nullif(position('\\x00'::bytea in body), 0) - 1, octet_length(body)) as text from ${rows}
    ) r`;

/** The records of a table that is held in the hand, and the same of a run of the log. */
export const plainOfGone = plainOf('gone');

export const plainSql = `
create function stream.plain(in_topic smallint, in_partition smallint, in_first bigint, in_last bigint) returns bytea
language sql stable as $$
${plainOf('stream.record where topic = in_topic and partition = in_partition and "offset" between in_first and in_last')}
$$;
`;

/** Records in the plain form, read. */
export interface Plain {
  readonly topic: number;
  readonly partition: number;
  readonly records: StoredRecord[];
}

/** @throws RangeError for bytes that are not of this form; bodies are views of these bytes where they are of one piece */
export function readPlain(plain: Buffer): Plain {
  const bytes = new Bytes(plain);
  const [is, topic, partition] = [bytes.int4(), bytes.int2(), bytes.int2()];
  if (is !== form) throw new RangeError(`form ${String(is)} of packed records is not known`);
  const first = bytes.int8();
  const count = bytes.int4();
  const [position, follows, at] = [bytes.int8s(count), bytes.int8s(count), bytes.int8s(count)];
  const [source, type, audience, shard] = [
    bytes.int4s(count),
    bytes.int4s(count),
    bytes.int4s(count),
    bytes.int4s(count),
  ];
  const [keys, traces, texts, rests] = [bytes.int4s(count), bytes.int4s(count), bytes.int4s(count), bytes.int4s(count)];
  const key = keys.map((length) => bytes.take(length).toString('utf8'));
  const traceparent = traces.map((length) => (length < 0 ? null : bytes.take(length).toString('utf8')));
  const text = texts.map((length) => bytes.take(length));
  const rest = rests.map((length) => bytes.take(length));
  bytes.assertEnd();
  const records = key.map((own, index): StoredRecord => ({
    offset: first + BigInt(index),
    position: position[index] ?? 0,
    follows: follows[index] ?? 0,
    at: at[index] ?? 0,
    source: source[index] ?? 0,
    type: type[index] ?? 0,
    audience: audience[index] ?? 0,
    shard: shard[index] ?? 0,
    key: own,
    traceparent: traceparent[index] ?? null,
    body: joined(text[index] ?? nothing, rest[index] ?? nothing),
  }));
  return { topic, partition, records };
}

const nothing = Buffer.alloc(0);

const joined = (text: Buffer, rest: Buffer): Buffer => (rest.length === 0 ? text : Buffer.concat([text, rest]));

/** Bytes read from the beginning to the end. */
class Bytes {
  private at = 0;

  constructor(private readonly all: Buffer) {}

  take(length: number): Buffer {
    const end = this.at + length;
    if (length < 0 || end > this.all.length) throw new RangeError('packed records end too early');
    const taken = this.all.subarray(this.at, end);
    this.at = end;
    return taken;
  }

  int2 = (): number => this.take(2).readInt16BE();
  int4 = (): number => this.take(4).readInt32BE();
  int8 = (): bigint => this.take(8).readBigInt64BE();

  int4s(count: number): number[] {
    const column = this.take(4 * count);
    return Array.from({ length: count }, (_, index) => column.readInt32BE(4 * index));
  }

  /** Numbers that were safe integers when they were published. */
  int8s(count: number): number[] {
    const column = this.take(8 * count);
    return Array.from({ length: count }, (_, index) => Number(column.readBigInt64BE(8 * index)));
  }

  assertEnd(): void {
    if (this.at !== this.all.length) throw new RangeError('packed records go on after their end');
  }
}
