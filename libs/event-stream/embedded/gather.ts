import type { RecordBatch, StreamRecord } from '../types.js';
import type { Hub } from './hub.js';
import type { Slot } from '../slots.js';
import type { Topic } from './topic.js';

export interface Gathered {
  /** In the order of the slots. */
  readonly batches: readonly RecordBatch[];
  /** Partitions whose next record the log should have and has not, or not readable: why they must stop. */
  readonly missing: ReadonlyMap<number, string>;
}

/** What the slots are to be given next: from memory where they stand in the recent tail, all others from the log. */
export async function gather(hub: Hub, topic: Topic, slots: readonly Slot[]): Promise<Gathered> {
  const recent = new Map(slots.map((slot) => [slot.partition, topic.recent(slot.partition, slot.place)]));
  const wants = slots.filter((slot) => recent.get(slot.partition) === null);
  const read = wants.length === 0 ? [] : await hub.read(topic, wants);
  topic.seen(read.map(({ partition, end }) => ({ partition, next: end })));
  const found = new Map(read.map((own) => [own.partition, own]));
  const batches: RecordBatch[] = [];
  const missing = new Map<number, string>();
  for (const { partition, place } of slots) {
    const records = recent.get(partition) ?? found.get(partition)?.records ?? [];
    if (isDenseFrom(place, records)) batches.push(batchOf(topic, partition, place, records));
    else missing.set(partition, found.get(partition)?.damage ?? `the log has no record ${String(place)}`);
  }
  return { batches, missing };
}

function isDenseFrom(place: bigint, records: readonly StreamRecord[]): boolean {
  return records.length > 0 && records.every((record, index) => record.offset === place + BigInt(index));
}

function batchOf(topic: Topic, partition: number, place: bigint, records: readonly StreamRecord[]): RecordBatch {
  return {
    topic: topic.name,
    partition,
    firstOffset: place,
    nextOffset: place + BigInt(records.length),
    records,
    endOffset: topic.ends[partition] ?? 0n,
  };
}
