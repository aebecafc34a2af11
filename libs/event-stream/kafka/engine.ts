import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import * as limits from '../limits.js';
import type { Trouble } from '../trouble.js';
import type { OutgoingRecord, StreamEngine, StreamRecord, Subscribe, Subscription } from '../types.js';
import type { Hub } from './hub.js';
import type { KafkaStreamOptions } from './options.js';
import { Subscriber } from './subscriber.js';
import { OtherPartitions } from './topics.js';

/** One service's engine over the process's hub. */
export class KafkaStream implements StreamEngine {
  readonly name = 'kafka';
  private readonly subscribers = new Set<Subscriber>();
  private closing: Promise<void> | null = null;

  constructor(
    private readonly hub: Hub,
    private readonly options: KafkaStreamOptions,
    private readonly leave: () => Promise<void>,
    private readonly trouble: Trouble,
  ) {}

  async partitions(topic: string): Promise<number> {
    await this.hub.topic(topic);
    return this.hub.partitions;
  }

  /** @throws RangeError for a partition the topic does not have; whatever the client throws when it cannot be written */
  async publish(topic: string, batches: ReadonlyMap<number, readonly OutgoingRecord[]>): Promise<void> {
    this.assertOpen();
    for (const partition of batches.keys()) {
      if (Number.isInteger(partition) && partition >= 0 && partition < this.hub.partitions) continue;
      throw new RangeError(
        `topic ${topic} has ${String(this.hub.partitions)} partitions, none is ${String(partition)}`,
      );
    }
    const full = new Map([...batches].filter(([, records]) => records.length > 0));
    if (full.size > 0) await this.hub.publish(topic, full);
  }

  /** Resolves though the cluster is away; then it begins when the cluster comes. @throws OtherPartitions */
  async subscribe(subscription: Subscribe): Promise<Subscription> {
    this.assertOpen();
    await this.lookFor(subscription.topic);
    const groupId = `${this.options.groupPrefix ?? ''}${subscription.topic}.${subscription.consumer}`;
    return this.start(subscription, groupId, true);
  }

  /** A group of its own that nobody shares, so that every process hears everything. */
  async tail(
    topic: string,
    onRecords: (records: readonly StreamRecord[]) => void,
  ): Promise<{ close(): Promise<void> }> {
    this.assertOpen();
    const groupId = `${this.options.groupPrefix ?? ''}${topic}.tail-${randomUUID()}`;
    // While the cluster is away nothing is published either, so "from now on" may as well begin when it comes.
    let ends = (await this.lookFor(topic)) ? await this.ends(topic) : null;
    const wish: Subscribe = {
      consumer: 'tail',
      topic,
      placeOf: async (partitions) => {
        const known = (ends ??= await this.ends(topic));
        return partitions.map((partition) => known[partition]?.next ?? 0n);
      },
      onBatches: (batches) => {
        try {
          onRecords(batches.flatMap((batch) => batch.records));
        } catch (error) {
          this.trouble(`a tail of ${topic} threw and missed records`, error);
        }
        return Promise.resolve(batches.map(() => ({ kind: 'ok' })));
      },
    };
    const tail = this.start(wish, groupId, false);
    return {
      close: async () => {
        await tail.close();
        // The brokers forget an empty group without offsets by themselves, only later.
        await this.hub.forgetGroup(groupId).catch(() => undefined);
      },
    };
  }

  async ends(topic: string): Promise<readonly { readonly partition: number; readonly next: bigint }[]> {
    return (await this.hub.ends(topic)).map(({ partition, next }) => ({ partition, next }));
  }

  health(): string | null {
    return this.closing === null ? this.hub.faults.said() : 'the stream engine is closed';
  }

  close(): Promise<void> {
    this.closing ??= this.shut();
    return this.closing;
  }

  private start(wish: Subscribe, groupId: string, hints: boolean): Subscription {
    const { hub, options: stream, trouble } = this;
    const subscriber = new Subscriber(wish, { hub, stream, trouble, groupId, hints });
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

  /** Whether the topic was found or made within a moment. What is known to be wrong is said at once. */
  private async lookFor(topic: string): Promise<boolean> {
    const patience = new AbortController();
    const found = this.hub.topic(topic).then(
      () => true,
      (error: unknown) => {
        if (error instanceof OtherPartitions) throw error;
        return false;
      },
    );
    const { signal } = patience;
    try {
      return await Promise.race([found, pause(limits.openMillis, false, { signal, ref: false }).catch(() => false)]);
    } finally {
      patience.abort();
    }
  }

  private async shut(): Promise<void> {
    await Promise.all([...this.subscribers].map((subscriber) => subscriber.close()));
    await this.leave();
  }

  private assertOpen(): void {
    if (this.closing !== null) throw new Error('the stream engine is closed');
  }
}
