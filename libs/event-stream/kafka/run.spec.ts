import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { batchBytes, batchRecords } from '../limits.js';
import { event } from '../suite/under-test.js';
import type { StreamRecord } from '../types.js';
import { Run } from './run.js';

const fetched = (from: number, to: number, bytes = 10): StreamRecord[] =>
  Array.from({ length: to - from }, (_, index) => ({
    ...event('tax', 0, from + index + 1, { body: Buffer.alloc(bytes) }),
    topic: 't',
    partition: 0,
    offset: BigInt(from + index),
  }));

const append = (run: Run, from: number, to: number, bytes?: number): boolean =>
  run.append(fetched(from, to, bytes), BigInt(from), BigInt(to));

describe('what was fetched of a partition', () => {
  it('takes in only what follows what is there', () => {
    const run = new Run();
    expect([append(run, 7, 9), append(run, 10, 11), append(run, 8, 10), append(run, 9, 12)]).toEqual([
      true,
      false,
      false,
      true,
    ]);
    expect(run.delivery().map(({ offset }) => offset)).toEqual([7n, 8n, 9n, 10n, 11n]);
  });

  it('keeps what a delivery holds until the place has moved past it', () => {
    const run = new Run();
    append(run, 0, 5);
    expect([run.delivery().length, run.delivery().length]).toEqual([5, 5]);
    expect(run.moveTo(3n)).toBe(true);
    expect(run.delivery().map(({ offset }) => offset)).toEqual([3n, 4n]);
  });

  it('is emptied for a place that is not within it, and goes on only from there', () => {
    const run = new Run();
    append(run, 10, 15);
    for (const place of [9n, 16n]) {
      expect(run.moveTo(place)).toBe(false);
      expect([run.delivery(), run.next]).toEqual([[], place]);
      expect(append(run, 20, 21)).toBe(false);
      run.restart(10n);
      append(run, 10, 15);
    }
  });

  it('gives a delivery no more than its limits, but always one record', () => {
    const many = new Run();
    append(many, 0, batchRecords + 7);
    expect(many.delivery()).toHaveLength(batchRecords);
    const large = new Run();
    append(large, 0, 3, batchBytes);
    expect(large.delivery()).toHaveLength(1);
  });

  it('is full with more than one delivery, and is not when that is done', () => {
    const run = new Run();
    append(run, 0, batchRecords);
    expect(run.isFull).toBe(false);
    append(run, batchRecords, batchRecords + 1);
    expect(run.isFull).toBe(true);
    run.moveTo(BigInt(batchRecords));
    expect(run.isFull).toBe(false);
  });

  it('hands over each offset once and in order, however it is fetched and handled', () => {
    const steps = fc.array(fc.record({ fetch: fc.nat(6), handle: fc.nat(6) }), { maxLength: 30 });
    fc.assert(
      fc.property(steps, (all) => {
        const run = new Run();
        const handled: bigint[] = [];
        let [end, place] = [0, 0n];
        for (const { fetch, handle } of all) {
          if (fetch > 0) append(run, end, (end += fetch));
          for (const { offset } of run.delivery().slice(0, handle)) handled.push((place = offset + 1n) - 1n);
          if (run.next !== null) run.moveTo(place);
        }
        expect(handled).toEqual(handled.map((_, index) => BigInt(index)));
      }),
    );
  });
});
