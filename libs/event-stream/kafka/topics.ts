import type { Admin } from 'kafkajs';
import * as limits from '../limits.js';

export interface Ends {
  readonly partition: number;
  /** Offset of the first record still there. */
  readonly first: bigint;
  /** Offset the next record will have. */
  readonly next: bigint;
}

/** The topic has another number of partitions than the stores have shards: a case would change its place. Nothing mends that. */
export class OtherPartitions extends Error {
  override readonly name = 'OtherPartitions';
  constructor(topic: string, has: number, wanted: number) {
    super(`topic ${topic} has ${String(has)} partitions, ${String(wanted)} shards are configured`);
  }
}

export interface Wanted {
  readonly partitions: number;
  /** Brokers the settings name: the cluster must show as many (up to {@link limits.copies}) before a topic is made. */
  readonly brokers: number;
}

/**
 * The topic, made by the first who comes. When this resolves every partition answers: what is sent to one that its broker
 * has only heard of fails, and is then sent again together with what did not fail.
 *
 * @throws OtherPartitions
 */
export async function ensureTopic(admin: Admin, topic: string, wanted: Wanted): Promise<void> {
  if (!(await exists(admin, topic))) await makeTopic(admin, topic, wanted);
  const has = (await endsOf(admin, topic)).length;
  if (has !== wanted.partitions) throw new OtherPartitions(topic, has, wanted.partitions);
}

async function exists(admin: Admin, topic: string): Promise<boolean> {
  try {
    await admin.fetchTopicMetadata({ topics: [topic] });
    return true;
  } catch (error) {
    if (typeOf(error) === 'UNKNOWN_TOPIC_OR_PARTITION') return false;
    throw error;
  }
}

/** Does nothing where another was first. */
async function makeTopic(admin: Admin, topic: string, { partitions, brokers }: Wanted): Promise<void> {
  const { brokers: serving } = await admin.describeCluster();
  // A cluster that is just starting shows one broker after the other; a topic keeps the copies it was made with.
  const least = Math.min(limits.copies, brokers);
  if (serving.length < least)
    throw new Error(`${String(serving.length)} of ${String(least)} brokers serve, topic ${topic} is not made yet`);
  const replicationFactor = Math.min(limits.copies, serving.length);
  const settings = {
    'cleanup.policy': 'delete',
    'retention.ms': '-1',
    'retention.bytes': '-1',
    'max.message.bytes': String(limits.recordBytes),
    'min.insync.replicas': String(replicationFactor >= limits.copies ? limits.copiesInSync : 1),
  };
  await admin.createTopics({
    topics: [
      {
        topic,
        numPartitions: partitions,
        replicationFactor,
        configEntries: Object.entries(settings).map(([name, value]) => ({ name, value })),
      },
    ],
  });
}

export async function endsOf(admin: Admin, topic: string): Promise<readonly Ends[]> {
  const offsets = await admin.fetchTopicOffsets(topic);
  return offsets
    .map(({ partition, low, high }) => ({ partition, first: BigInt(low), next: BigInt(high) }))
    .sort((one, other) => one.partition - other.partition);
}

function typeOf(error: unknown): string | null {
  return error instanceof Error && 'type' in error && typeof error.type === 'string' ? error.type : null;
}
