import { shardOf, type ConsumedBatch, type ErrandCall, type RecordMark, type StoreWork, type Work } from '../index.js';
import type { LedgerWork } from './ledger.js';
import { mark, SHARDS, work } from './open.js';

/** A case id that lives in the shard. */
export function caseIn(shard: number, name: string): string {
  for (let index = 0; ; index += 1) {
    const caseId = `${name}-${String(index)}`;
    if (shardOf(caseId, SHARDS) === shard) return caseId;
  }
}

/** A record of the shard's partition with what the handlers made of it. */
export interface ToyRecord {
  readonly mark: RecordMark;
  readonly works: readonly Work<LedgerWork>[];
}

export function heard(
  caseId: string,
  position: number,
  payload: LedgerWork,
  more: Partial<RecordMark> = {},
): ToyRecord {
  const own = mark(shardOf(caseId, SHARDS), position, more);
  return {
    mark: own,
    works: [
      work(caseId, payload, {
        cause: `elsewhere:${String(own.shard)}:${String(position)}`,
        origin: { kind: 'record', mark: own },
      }),
    ],
  };
}

/** A record that concerns somebody else. */
export const passedOver = (partition: number, position: number, more: Partial<RecordMark> = {}): ToyRecord => ({
  mark: mark(partition, position, more),
  works: [],
});

export function batchOf(...records: readonly ToyRecord[]): ConsumedBatch<LedgerWork> {
  const first = (records[0] as ToyRecord).mark;
  const last = (records.at(-1) as ToyRecord).mark;
  return {
    consumer: 'toy',
    topic: first.topic,
    partition: first.partition,
    firstOffset: first.offset,
    nextOffset: last.offset + 1n,
    marks: records.map((one) => one.mark),
    works: records.flatMap((one) => one.works),
  };
}

/** Brings errands of the toy ledger to a function, and their answers back as works. */
export const workWith = (
  call: (errand: ErrandCall) => Promise<string | null>,
  more: Partial<StoreWork<LedgerWork>> = {},
): StoreWork<LedgerWork> => ({
  call: async (errand) => {
    const answer = await call(errand);
    return answer === null ? null : Buffer.from(answer);
  },
  answerWork: ({ id, attempt, payload }, answer) => {
    const { stream } = JSON.parse(Buffer.from(payload).toString('utf8')) as { stream: string };
    return work(
      stream.slice(stream.indexOf('/') + 1),
      { do: 'answer', answer: answer === null ? null : Buffer.from(answer).toString('utf8') },
      { cause: `${id}:${String(attempt)}`, origin: { kind: 'errand', errand: id, attempt } },
    );
  },
  ...more,
});

export const noWork = workWith(() => Promise.reject(new Error('nobody should be called')));
