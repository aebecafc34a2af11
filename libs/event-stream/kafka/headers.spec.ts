import { describe, expect, it } from '@jest/globals';
import type { IHeaders, KafkaMessage } from 'kafkajs';
import fc from 'fast-check';
import { event } from '../suite/under-test.js';
import type { OutgoingRecord } from '../types.js';
import { toMessage, toRecord } from './headers.js';

/** As the client hands over what it was given: values as bytes. */
function fetched(
  record: OutgoingRecord,
  offset = '0',
  headers: IHeaders = toMessage(0, record).headers ?? {},
): KafkaMessage {
  const { key, value } = toMessage(0, record);
  const bytes = Object.entries(headers).map(([name, text]) => [name, Buffer.from(String(text))] as const);
  return {
    key: Buffer.from(key ?? ''),
    value: Buffer.from(value ?? ''),
    headers: Object.fromEntries(bytes),
    timestamp: '0',
    attributes: 0,
    offset,
  };
}

describe('a record as Kafka carries it', () => {
  it('is a CloudEvent 1.0 in the binary mode of the Kafka binding', () => {
    const { key, partition, headers } = toMessage(3, event('tax', 3, 17, { follows: 12, audience: 'seal' }));
    expect({ key, partition, headers }).toEqual({
      key: 'case-3-17',
      partition: 3,
      headers: {
        ce_specversion: '1.0',
        ce_id: '3:17',
        ce_source: 'tax',
        ce_type: 'something-happened',
        ce_time: '2026-01-01T00:00:00.017Z',
        ce_follows: '12',
        ce_audience: 'seal',
      },
    });
  });

  it('comes back as it went, whatever its numbers and words', () => {
    const nat = fc.maxSafeNat();
    const word = fc.string({ unit: 'grapheme', minLength: 1 });
    const at = fc.integer({ min: -8_640_000_000_000_000, max: 8_640_000_000_000_000 });
    const parts = fc.record({ shard: nat, position: nat, follows: nat, at, type: word, key: word, audience: word });
    fc.assert(
      fc.property(parts, (given) => {
        const record = { ...event('tax', 0, 1), ...given };
        expect(toRecord('t', 2, fetched(record))).toEqual({ ...record, topic: 't', partition: 2, offset: 0n });
      }),
    );
  });

  it('has an offset of 64 bits, beyond what a number holds exactly', () => {
    const offsets = ['9007199254740993', '9223372036854775807'];
    expect(offsets.map((offset) => toRecord('t', 0, fetched(event('tax', 0, 1), offset)).offset)).toEqual([
      9_007_199_254_740_993n,
      9_223_372_036_854_775_807n,
    ]);
  });

  it.each([
    ['ce_id', 'private'],
    ['ce_id', '1:'],
    ['ce_follows', '-1'],
    ['ce_time', 'yesterday'],
  ])('is refused when %s is %s, without repeating the value', (name, value) => {
    const record = event('tax', 0, 1);
    const headers = { ...toMessage(0, record).headers, [name]: value };
    expect(() => toRecord('t', 0, fetched(record, '0', headers))).toThrow('a header that should hold');
  });

  it.each(['ce_id', 'ce_source', 'ce_type', 'ce_time', 'ce_follows'])('is refused without %s', (name) => {
    const record = event('tax', 0, 1);
    const { [name]: _, ...headers } = toMessage(0, record).headers ?? {};
    expect(() => toRecord('t', 0, fetched(record, '0', headers))).toThrow(name);
  });
});
