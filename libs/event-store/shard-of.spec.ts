import { describe, expect, it } from '@jest/globals';
import { caseIdOf, shardOf } from './index.js';

describe('the shard of a case', () => {
  // kept for ever: a change would send the events of a case to another shard and partition
  it.each([
    ['', 16, 11],
    ['a', 16, 3],
    ['case-1', 16, 11],
    ['case-2', 16, 14],
    ['case-1', 64, 27],
    ['019ab3f2-7c51-7e0a-9d5e-0c6f1d2b3a49', 16, 5],
    ['019ab3f2-7c51-7e0a-9d5e-0c6f1d2b3a49', 64, 21],
    ['沙县一窗', 16, 1],
    ['case-1', 1, 0],
  ])('of %j among %i is %i', (caseId, shards, shard) => {
    expect(shardOf(caseId, shards)).toBe(shard);
  });

  it.each([3, 4, 16, 64])('is spread evenly over %i, also when the ids differ in their last digits only', (shards) => {
    const counts = new Array<number>(shards).fill(0);
    const cases = shards * 2_000;
    for (let index = 0; index < cases; index += 1) {
      const shard = shardOf(`019ab3f2-7c51-7e0a-9d5e-${index.toString(16).padStart(12, '0')}`, shards);
      counts[shard] = (counts[shard] ?? 0) + 1;
    }
    // five standard deviations of a fair draw
    const spread = 5 * Math.sqrt(2_000 * (1 - 1 / shards));
    for (const count of counts) expect(Math.abs(count - 2_000)).toBeLessThan(spread);
  });
});

describe('the case of a stream', () => {
  it('is what comes after the name of its desk', () => {
    expect(caseIdOf('name/case-1')).toBe('case-1');
    expect(caseIdOf('name/a/b')).toBe('a/b');
  });
});
