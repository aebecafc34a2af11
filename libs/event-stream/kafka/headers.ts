import type { IHeaders, KafkaMessage, Message } from 'kafkajs';
import type { OutgoingRecord, StreamRecord } from '../types.js';

/**
 * A record as Kafka carries it: CloudEvents 1.0, Kafka protocol binding, binary mode. `ce_id` is shard and position, which
 * with the source is unique as the standard asks. Each header costs every reader some 0.35 µs, so nothing is said twice
 * and an audience only where it is not everybody.
 */
export function toMessage(partition: number, record: OutgoingRecord): Message {
  const headers: IHeaders = {
    ce_specversion: '1.0',
    ce_id: `${String(record.shard)}:${String(record.position)}`,
    ce_source: record.source,
    ce_type: record.type,
    ce_time: new Date(record.at).toISOString(),
    ce_follows: String(record.follows),
  };
  if (record.audience !== everybody) headers['ce_audience'] = record.audience;
  if (record.traceparent !== undefined) headers['ce_traceparent'] = record.traceparent;
  return { partition, key: record.key, value: bufferOf(record.body), headers };
}

/** @throws Error when the message is none of ours, naming the header and never its value */
export function toRecord(topic: string, partition: number, message: KafkaMessage): StreamRecord {
  const headers = message.headers ?? {};
  const id = needed(headers, 'ce_id');
  const colon = id.indexOf(COLON);
  const shard = numberOf(id, 0, colon);
  const position = numberOf(id, colon + 1, id.length);
  const followsText = needed(headers, 'ce_follows');
  const follows = numberOf(followsText, 0, followsText.length);
  const at = Date.parse(needed(headers, 'ce_time').toString('latin1'));
  if (!(shard >= 0 && position >= 0 && follows >= 0) || Number.isNaN(at))
    throw new Error('a header that should hold a number or an instant does not');
  const record = {
    topic,
    partition,
    offset: BigInt(message.offset),
    key: message.key?.toString() ?? '',
    source: needed(headers, 'ce_source').toString(),
    shard,
    position,
    follows,
    type: needed(headers, 'ce_type').toString(),
    audience: headers['ce_audience'] === undefined ? everybody : needed(headers, 'ce_audience').toString(),
    at,
    body: message.value ?? empty,
  };
  if (headers['ce_traceparent'] === undefined) return record;
  return { ...record, traceparent: needed(headers, 'ce_traceparent').toString() };
}

const everybody = '*';
const empty = Buffer.alloc(0);
const COLON = 0x3a;
const ZERO = 0x30;

function needed(headers: IHeaders, name: string): Buffer {
  const value = headers[name];
  if (Buffer.isBuffer(value)) return value;
  throw new Error(`the header ${name} is missing or given twice`);
}

/** Decimal digits between two indices; NaN when there is anything else, or nothing. */
function numberOf(digits: Buffer, from: number, to: number): number {
  if (to <= from) return NaN;
  let value = 0;
  for (let index = from; index < to; index += 1) {
    const digit = (digits[index] ?? 0) - ZERO;
    if (digit < 0 || digit > 9) return NaN;
    value = value * 10 + digit;
  }
  return value;
}

function bufferOf(body: Uint8Array): Buffer {
  return Buffer.isBuffer(body) ? body : Buffer.from(body.buffer, body.byteOffset, body.byteLength);
}
