import { CompressionTypes, type Message, type Producer, type RecordMetadata } from 'kafkajs';
import type { Group } from '../group-send.js';
import * as limits from '../limits.js';
import type { OutgoingRecord } from '../types.js';
import { toMessage } from './headers.js';

/**
 * Sends the group, every partition in order and with one request in flight: what does not fit into one request of a
 * partition waits for the answer to it. Durable when resolved: every copy in sync has it.
 */
export async function sendGroup(producer: Producer, topic: string, group: Group): Promise<void> {
  const queues = group.map(([partition, records]) => ({ partition, records, next: 0 }));
  for (;;) {
    const messages: Message[] = [];
    for (const queue of queues) queue.next = fill(messages, queue.partition, queue.records, queue.next);
    if (messages.length === 0) return;
    const answers = await producer.sendBatch({
      acks: -1,
      timeout: limits.requestMillis,
      compression: CompressionTypes.None,
      topicMessages: [{ topic, messages }],
    });
    assertAnswered(messages, answers);
  }
}

/** The library leaves out, without a word, partitions it has no leader of and those that moved while it tried again. */
function assertAnswered(messages: readonly Message[], answers: readonly RecordMetadata[]): void {
  const answered = new Set(answers.map(({ partition }) => partition));
  const left = messages.find(({ partition }) => partition === undefined || !answered.has(partition));
  if (left !== undefined) throw new Error(`partition ${String(left.partition)} was not written`);
}

/** Adds records from `next` on, at least one and then as many as a request of one partition may hold; answers what is next. */
function fill(messages: Message[], partition: number, records: readonly OutgoingRecord[], next: number): number {
  let bytes = 0;
  let index = next;
  for (; index < records.length; index += 1) {
    const record = records[index];
    if (record === undefined) break;
    bytes += record.body.length + limits.recordHeaderBytes;
    if (index > next && bytes > limits.sendPartitionBytes) break;
    messages.push(toMessage(partition, record));
  }
  return index;
}

/** The partition is the shard, and chosen by who publishes: no hash of the library's may differ from the stores'. */
export function chosenPartition(): ({ message }: { message: Message }) => number {
  return ({ message }) => {
    if (message.partition === undefined) throw new TypeError('a record without a partition');
    return message.partition;
  };
}

/** Refused for what it is, not for the state of the cluster: those that shared the request are not to blame. */
const ownFaults = new Set(['MESSAGE_TOO_LARGE', 'RECORD_LIST_TOO_LARGE', 'INVALID_RECORD', 'CORRUPT_MESSAGE']);

export function isOneOnesFault(error: unknown): boolean {
  if (error instanceof TypeError || error instanceof RangeError) return true;
  return error instanceof Error && 'type' in error && ownFaults.has(String(error.type));
}
