import type { OutgoingRecord } from './types.js';

export type Batches = ReadonlyMap<number, readonly OutgoingRecord[]>;

/** Records that go together by partition, partitions ascending. */
export type Group = readonly (readonly [partition: number, records: readonly OutgoingRecord[]])[];

interface Waiting<Topic> {
  readonly topic: Topic;
  readonly batches: Batches;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

export interface GroupSendOptions<Topic> {
  /** Writes the group durably; called again only when it has ended. */
  readonly send: (topic: Topic, group: Group) => Promise<void>;
  /** Whether what failed may be one publication's own fault: then each of those that shared it is sent by itself. */
  readonly isOneOnesFault: (error: unknown) => boolean;
  readonly recordsMost: number;
  readonly bytesMost: number;
}

/** Everything this process publishes goes through here: what waits while a send is under way shares the next one. */
export class GroupSend<Topic> {
  private waiting: Waiting<Topic>[] = [];
  private running = false;

  constructor(private readonly options: GroupSendOptions<Topic>) {}

  publish(topic: Topic, batches: Batches): Promise<void> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ topic, batches, resolve, reject });
      if (this.running) return;
      this.running = true;
      // Publishers woken by the same turn of the event loop are all heard before the send starts.
      setImmediate(() => void this.drain());
    });
  }

  private async drain(): Promise<void> {
    for (let group = this.take(); group.length > 0; group = this.take()) await this.settle(group);
    this.running = false;
  }

  /** The first that waits and, up to the limits, all others of its topic. */
  private take(): Waiting<Topic>[] {
    const topic = this.waiting[0]?.topic;
    const taken: Waiting<Topic>[] = [];
    const left: Waiting<Topic>[] = [];
    let records = 0;
    let bytes = 0;
    for (const each of this.waiting) {
      const fits = taken.length === 0 || (records < this.options.recordsMost && bytes < this.options.bytesMost);
      if (each.topic !== topic || !fits) {
        left.push(each);
        continue;
      }
      taken.push(each);
      for (const batch of each.batches.values()) {
        records += batch.length;
        bytes += batch.reduce((sum, record) => sum + record.body.length, 0);
      }
    }
    this.waiting = left;
    return taken;
  }

  private async settle(waiting: readonly Waiting<Topic>[]): Promise<void> {
    const [first] = waiting;
    if (first === undefined) return;
    try {
      await this.options.send(first.topic, join(waiting.map((each) => each.batches)));
      for (const each of waiting) each.resolve();
    } catch (error) {
      if (waiting.length > 1 && this.options.isOneOnesFault(error))
        for (const each of waiting) await this.settle([each]);
      else for (const each of waiting) each.reject(error);
    }
  }
}

/** One list a partition, in the order of asking; partitions ascending, as a log may lock their heads. */
function join(all: readonly Batches[]): Group {
  const group = new Map<number, OutgoingRecord[]>();
  for (const batches of all) {
    for (const [partition, records] of batches) {
      const own = group.get(partition);
      if (own === undefined) group.set(partition, [...records]);
      else own.push(...records);
    }
  }
  return [...group].sort(([one], [other]) => one - other);
}
