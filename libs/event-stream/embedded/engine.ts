import type { Trouble } from '../trouble.js';
import type { OutgoingRecord, StreamEngine, StreamRecord, Subscribe, Subscription } from '../types.js';
import type { Hub } from './hub.js';
import { Subscriber } from './subscriber.js';

/** One service's engine over the process's hub. */
export class EmbeddedStream implements StreamEngine {
  readonly name = 'embedded';
  private readonly subscribers = new Set<Subscriber>();
  private closing: Promise<void> | null = null;

  constructor(
    private readonly hub: Hub,
    private readonly leave: () => Promise<void>,
    private readonly trouble: Trouble,
  ) {}

  async partitions(topic: string): Promise<number> {
    return (await this.hub.topic(topic)).partitions;
  }

  /** @throws RangeError for a partition the topic does not have; whatever the database throws when it cannot be written */
  async publish(topic: string, batches: ReadonlyMap<number, readonly OutgoingRecord[]>): Promise<void> {
    this.assertOpen();
    for (const partition of batches.keys()) {
      if (Number.isInteger(partition) && partition >= 0 && partition < this.hub.partitions) continue;
      throw new RangeError(
        `topic ${topic} has ${String(this.hub.partitions)} partitions, none is ${String(partition)}`,
      );
    }
    const full = new Map([...batches].filter(([, records]) => records.length > 0));
    if (full.size > 0) await this.hub.publish(await this.hub.topic(topic), full);
  }

  async subscribe(subscription: Subscribe): Promise<Subscription> {
    this.assertOpen();
    return this.start(subscription);
  }

  async tail(
    topic: string,
    onRecords: (records: readonly StreamRecord[]) => void,
  ): Promise<{ close(): Promise<void> }> {
    this.assertOpen();
    const ends = await this.ends(topic);
    return this.start({
      consumer: 'tail',
      topic,
      placeOf: (partitions) => Promise.resolve(partitions.map((partition) => ends[partition]?.next ?? 0n)),
      onBatches: (batches) => {
        try {
          onRecords(batches.flatMap((batch) => batch.records));
        } catch (error) {
          this.trouble(`a tail of ${topic} threw and missed records`, error);
        }
        return Promise.resolve(batches.map(() => ({ kind: 'ok' })));
      },
    });
  }

  async ends(topic: string): Promise<readonly { readonly partition: number; readonly next: bigint }[]> {
    return this.hub.ends(await this.hub.topic(topic));
  }

  async packed(topic: string): Promise<number> {
    return this.hub.packed(await this.hub.topic(topic));
  }

  health(): string | null {
    return this.closing === null ? this.hub.fault() : 'the stream engine is closed';
  }

  close(): Promise<void> {
    this.closing ??= this.shut();
    return this.closing;
  }

  private async start(wish: Subscribe): Promise<Subscription> {
    const subscriber = new Subscriber(this.hub, await this.hub.topic(wish.topic), wish, this.trouble);
    this.subscribers.add(subscriber);
    return {
      caughtUp: () => subscriber.caughtUp(),
      stopped: () => subscriber.stopped(),
      close: async () => {
        this.subscribers.delete(subscriber);
        await subscriber.close();
      },
    };
  }

  private async shut(): Promise<void> {
    await Promise.all([...this.subscribers].map((subscriber) => subscriber.close()));
    await this.leave();
  }

  private assertOpen(): void {
    if (this.closing !== null) throw new Error('the stream engine is closed');
  }
}
