import { describe, expect, it } from '@jest/globals';
import { frame, type StreamRecord } from '@yichuang/host';
import { Ends } from './ends.js';

const said = (key: string, type: string, source: string, body: object = {}): StreamRecord => ({
  key,
  type,
  source,
  body: frame(body),
  topic: 'toy',
  partition: 0,
  offset: 0n,
  shard: 0,
  position: 1,
  follows: 0,
  audience: '*',
  at: 0,
});

describe('the ends of toy cases', () => {
  it('are told with the number of results and the code, each case by itself', () => {
    const ends = new Ends();
    const early = ends.take([
      said('a', 'ApplicationSubmitted', 'orchestrator'),
      said('a', 'ToyAnswered', 'tax'),
      said('b', 'ToyAnswered', 'tax'),
      said('a', 'ApplicationAccepted', 'orchestrator'),
      said('a', 'ToyAnswered', 'market-regulation', { answer: { step: 'check', result: { note: '' } } }),
    ]);
    expect(early).toEqual([]);
    expect(
      ends.take([
        said('a', 'ToyAnswered', 'market-regulation', { answer: { step: 'code', result: { code: 'C-1' } } }),
        said('a', 'PackageReady', 'orchestrator'),
        said('a', 'CaseCompleted', 'orchestrator'),
        said('b', 'CaseCompleted', 'orchestrator'),
      ]),
    ).toEqual([
      { caseId: 'a', steps: 5, code: 'C-1' },
      { caseId: 'b', steps: 1, code: '' },
    ]);
  });
});
