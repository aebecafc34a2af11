/** The shared stream's vocabulary: headers, keys, offsets and bytes. No domain. */

/** A public event on its way out. Its headers alone let a reader judge it; the body is parsed only by who handles it. */
export interface OutgoingRecord {
  /** Case id; also the message key. */
  readonly key: string;
  /** Service that wrote it, CloudEvents `source`. */
  readonly source: string;
  readonly shard: number;
  readonly position: number;
  /** Position of the public event before it in its shard, 0 for the first. */
  readonly follows: number;
  readonly type: string;
  /** `*` or the one service that may parse the body. */
  readonly audience: string;
  /** Domain time of the event, epoch ms. */
  readonly at: number;
  readonly body: Uint8Array;
  /** W3C trace context, when tracing is on. */
  readonly traceparent?: string;
}

export interface StreamRecord extends OutgoingRecord {
  readonly topic: string;
  readonly partition: number;
  readonly offset: bigint;
}

export interface RecordBatch {
  readonly topic: string;
  readonly partition: number;
  readonly firstOffset: bigint;
  readonly nextOffset: bigint;
  readonly records: readonly StreamRecord[];
  /** The log's end when the batch was read: `nextOffset === endOffset` means caught up. */
  readonly endOffset: bigint;
}

/** What a consumer says after a batch: go on, or start this partition again at `offset`. */
export type Handled = { readonly kind: 'ok' } | { readonly kind: 'seek'; readonly offset: bigint };

export interface Subscription {
  /** Resolves when every partition delivered has been handled up to the log's end seen at the call. */
  caughtUp(): Promise<void>;
  /** Partitions that stopped (a gap, a crash), with the reason; for /readyz and the alarm. */
  stopped(): readonly { readonly partition: number; readonly reason: string }[];
  close(): Promise<void>;
}

export interface Subscribe {
  /** Consumer's name (group). Each has its own place in every partition, kept by the consumer's own store. */
  readonly consumer: string;
  readonly topic: string;
  /** Where this consumer's own store says it is; asked whenever a partition is (re)assigned. `0n` for a new consumer: the beginning. */
  readonly placeOf: (partitions: readonly number[]) => Promise<readonly bigint[]>;
  /**
   * All partitions that have something, together, so that one commit can serve many; one answer a batch, same order.
   * A rejected promise is tried again with back-off; throw {@link StopPartition} to stop a partition for good.
   */
  readonly onBatches: (batches: readonly RecordBatch[]) => Promise<readonly Handled[]>;
}

/** A partition must stop: going on would lose something. Others go on; an operator is told. */
export class StopPartition extends Error {
  override readonly name = 'StopPartition';
  constructor(
    readonly partition: number,
    reason: string,
  ) {
    super(reason);
  }
}

/** One contract, several engines, one suite that all must pass. */
export interface StreamEngine {
  readonly name: string;
  /** Number of partitions of the topic; equals the stores' shard count, checked at start. */
  partitions(topic: string): Promise<number>;
  /** Durable when resolved; records of one partition stay in the order given. One call in flight per partition and producer. */
  publish(topic: string, batches: ReadonlyMap<number, readonly OutgoingRecord[]>): Promise<void>;
  subscribe(subscription: Subscribe): Promise<Subscription>;
  /** Live records from now on, for whoever keeps no place (live updates of a door). Never used for effects. */
  tail(topic: string, onRecords: (records: readonly StreamRecord[]) => void): Promise<{ close(): Promise<void> }>;
  /** First and next offset of each partition. */
  ends(topic: string): Promise<readonly { readonly partition: number; readonly next: bigint }[]>;
  /** Of an engine that packs old records by itself: how many of the topic are packed. */
  packed?(topic: string): Promise<number>;
  /** For /readyz: `null` while all is well, else a sentence that says what keeps this engine from its work just now. */
  health(): string | null;
  close(): Promise<void>;
}

/** The producer's side of the outbox, implemented by the event store. */
export interface Outbox {
  readonly source: string;
  readonly shards: number;
  /** Public events after the position, in order, at most `limit` a shard, for those shards this relay leases. */
  readPublic(from: ReadonlyMap<number, number>, limit: number): Promise<ReadonlyMap<number, readonly OutgoingRecord[]>>;
  /** Leases of free or own shards for `millis`; answers what is held, with each cursor. */
  lease(owner: string, millis: number): Promise<ReadonlyMap<number, number>>;
  /** Moves cursors by compare-and-set; answers the shards that moved. */
  advance(moves: ReadonlyMap<number, { readonly from: number; readonly to: number }>): Promise<readonly number[]>;
  release(owner: string): Promise<void>;
  /** Called after each commit that appended public events, with the shards concerned. */
  onAppended(listener: (shards: readonly number[]) => void): () => void;
}
