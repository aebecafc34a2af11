import { describe, expect, it } from '@jest/globals';
import type { Producer, ProducerBatch, RecordMetadata } from 'kafkajs';
import { sendPartitionBytes } from '../limits.js';
import { event, events } from '../suite/under-test.js';
import { sendGroup } from './producing.js';

/** Notes what it is asked to send; answers for the partitions it is told to. */
function noting(answers: (partitions: readonly number[]) => readonly number[] = (all) => all) {
  const requests: (readonly (readonly [partition: number, position: string])[])[] = [];
  const sendBatch = ({ topicMessages = [] }: ProducerBatch): Promise<RecordMetadata[]> => {
    const messages = topicMessages.flatMap((one) => one.messages);
    requests.push(messages.map(({ partition = -1, headers }) => [partition, String(headers?.['ce_id'])]));
    const partitions = [...new Set(messages.map(({ partition = -1 }) => partition))];
    return Promise.resolve(answers(partitions).map((partition) => ({ topicName: 't', partition, errorCode: 0 })));
  };
  return { producer: { sendBatch } as unknown as Producer, requests };
}

describe('sending a group', () => {
  it('is one request for all its partitions', async () => {
    const { producer, requests } = noting();
    const group = [0, 2].map((shard) => [shard, events('tax', shard, 1, 2)] as const);
    await sendGroup(producer, 't', group);
    expect(requests).toEqual([
      [
        [0, '0:1'],
        [0, '0:2'],
        [2, '2:1'],
        [2, '2:2'],
      ],
    ]);
  });

  it('splits what is too large for one request of a partition, in order, and sends a large record alone', async () => {
    const { producer, requests } = noting();
    const body = Buffer.alloc(sendPartitionBytes * 0.6);
    const huge = Buffer.alloc(sendPartitionBytes * 2);
    const large = [body, body, huge, body].map((bytes, index) => event('tax', 0, index + 1, { body: bytes }));
    await sendGroup(producer, 't', [
      [0, large],
      [1, events('tax', 1, 1, 1)],
    ]);
    expect(requests).toEqual([
      [
        [0, '0:1'],
        [1, '1:1'],
      ],
      [[0, '0:2']],
      [[0, '0:3']],
      [[0, '0:4']],
    ]);
  });

  it('fails when one of its partitions is not among those answered, as when it moved to another broker meanwhile', async () => {
    const { producer } = noting((partitions) => partitions.slice(1));
    const group = [0, 1].map((shard) => [shard, events('tax', shard, 1, 1)] as const);
    await expect(sendGroup(producer, 't', group)).rejects.toThrow('partition 0 was not written');
  });
});
