import type { Batch, Consumer, EachBatchPayload, Kafka } from 'kafkajs';
import { setTimeout as pause } from 'node:timers/promises';
import * as limits from '../limits.js';
import { memberRetries } from './client.js';

export interface SessionOptions {
  readonly client: Kafka;
  readonly groupId: string;
  readonly topic: string;
  readonly partitions: number;
  readonly sessionMillis: number;
  readonly fetchMillis: number;
  /** The group has answered: this member is well. */
  readonly heard: () => void;
  /** Called before anything is fetched in the new generation of the group; may seek, pause and resume. */
  readonly assigned: (partitions: readonly number[]) => void;
  /** Takes in what was fetched; answers the last offset taken, or `null` for none. Never throws. */
  readonly fetched: (batch: Batch) => string | null;
  /** Whether more of the partition may be fetched; answers no only after a while, so that the member shows itself and asks again. */
  readonly room: (partition: number) => Promise<boolean>;
}

/** A crash the client library calls final: it met a bug, its own or a handler's, and trying again would meet it again. */
export class FinalCrash extends Error {
  override readonly name = 'FinalCrash';
}

/** One membership in a consumer group, from joining to leaving or to a crash. Never used again. */
export class Session {
  private readonly consumer: Consumer;
  private closing: Promise<void> | null = null;
  private running = false;
  private watching: NodeJS.Timeout | undefined;
  private begun: Promise<void> = Promise.resolve();
  private readonly over: Promise<void>;
  private end: (crash: Error | null) => void = () => undefined;

  constructor(private readonly options: SessionOptions) {
    const { client, groupId, sessionMillis, fetchMillis } = options;
    let mayRestart = false;
    this.consumer = client.consumer({
      groupId,
      sessionTimeout: sessionMillis,
      heartbeatInterval: sessionMillis / limits.heartbeatsInSession,
      rebalanceTimeout: limits.rebalanceMillis,
      allowAutoTopicCreation: false,
      maxWaitTimeInMs: fetchMillis,
      minBytes: 1,
      maxBytes: limits.fetchBytes,
      maxBytesPerPartition: limits.fetchPartitionBytes,
      // Beginning anew is done here, with a back-off that never gives up; the library only says whether it would.
      retry: {
        ...memberRetries,
        restartOnFailure: () => {
          mayRestart = true;
          return Promise.resolve(false);
        },
      },
    });
    this.over = new Promise((resolve, reject) => {
      this.end = (crash) => {
        if (crash === null) resolve();
        else reject(crash);
      };
    });
    this.over.catch(() => undefined);
    this.consumer.on(this.consumer.events.CRASH, ({ payload: { error } }) => {
      this.running = false;
      this.end(mayRestart ? error : new FinalCrash(error.message, { cause: error }));
    });
    this.consumer.on(this.consumer.events.HEARTBEAT, () => {
      this.heard();
    });
    this.consumer.on(this.consumer.events.GROUP_JOIN, ({ payload: { memberAssignment } }) => {
      if (this.closing !== null) {
        this.leaveAgain();
        return;
      }
      this.running = true;
      this.heard();
      options.assigned(memberAssignment[options.topic] ?? []);
    });
  }

  /** Joins, fetches, and resolves once closed. @throws what ended it otherwise; FinalCrash when nothing will mend it */
  async run(): Promise<void> {
    try {
      this.watch();
      this.begun = this.begin();
      // Closing waits neither for a broker that is away nor for a group that does not come to rest.
      await Promise.race([this.begun, this.over]);
      await this.over;
    } finally {
      await this.close();
    }
  }

  /** What a seek leaves in flight is thrown away by the library, or recognised by its offset. */
  seek(partition: number, place: bigint): void {
    if (this.running) this.consumer.seek({ topic: this.options.topic, partition, offset: String(place) });
  }

  pause(partition: number): void {
    if (this.running) this.consumer.pause([{ topic: this.options.topic, partitions: [partition] }]);
  }

  resume(partition: number): void {
    if (this.running) this.consumer.resume([{ topic: this.options.topic, partitions: [partition] }]);
  }

  /** Only a hint: the place that counts is in the consumer's own store, so a refusal means nothing. */
  async hint(places: ReadonlyMap<number, bigint>): Promise<void> {
    if (!this.running || places.size === 0) return;
    const { topic } = this.options;
    const offsets = [...places].map(([partition, place]) => ({ topic, partition, offset: String(place) }));
    await withinLeave(this.consumer.commitOffsets(offsets).catch(() => undefined));
  }

  /** Leaves the group; what is being fetched is given up. */
  close(): Promise<void> {
    this.closing ??= this.leave();
    return this.closing;
  }

  private async begin(): Promise<void> {
    const { topic, partitions } = this.options;
    await this.consumer.connect();
    if (this.closing !== null) return this.consumer.disconnect();
    await this.consumer.subscribe({ topics: [topic], fromBeginning: true });
    await this.consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      partitionsConsumedConcurrently: partitions,
      eachBatch: (payload) => this.take(payload),
    });
  }

  /** A client that neither gets through nor crashes would look like one that has nothing to do. */
  private watch(): void {
    clearTimeout(this.watching);
    const millis = limits.silentSessions * this.options.sessionMillis;
    this.watching = setTimeout(() => {
      this.end(new Error(`no heartbeat got through for ${String(millis)} ms`));
    }, millis);
  }

  private heard(): void {
    this.watch();
    this.options.heard();
  }

  private async leave(): Promise<void> {
    this.running = false;
    clearTimeout(this.watching);
    this.end(null);
    const left = this.consumer.disconnect().catch(() => undefined);
    await withinLeave(Promise.all([left, this.begun.catch(() => undefined)]));
  }

  /** What was joining while it was told to leave has joined all the same, and would stay for ever. */
  private leaveAgain(): void {
    setImmediate(() => void this.consumer.disconnect().catch(() => undefined));
  }

  /** No error of ours may reach the library: of a bug's kind it ends the consumer for good, of any other it refetches all. */
  private async take(payload: EachBatchPayload): Promise<void> {
    if (!payload.isRunning() || payload.isStale()) return;
    const last = this.options.fetched(payload.batch);
    if (last === null) return;
    payload.resolveOffset(last);
    const { partition } = payload.batch;
    while (payload.isRunning() && !payload.isStale() && !(await this.options.room(partition)))
      await payload.heartbeat();
  }
}

async function withinLeave(work: Promise<unknown>): Promise<void> {
  const patience = new AbortController();
  const { signal } = patience;
  try {
    await Promise.race([work, pause(limits.leaveMillis, undefined, { signal }).catch(() => undefined)]);
  } finally {
    patience.abort();
  }
}
