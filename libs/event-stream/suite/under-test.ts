import { randomUUID } from 'node:crypto';
import type { Handled, OutgoingRecord, RecordBatch, StreamEngine, StreamRecord, Subscription } from '../types.js';

/** What an engine's spec supplies to the suite. */
export interface StreamUnderTest {
  readonly engine: StreamEngine;
  /** Another engine on the same stream, as another instance of a service would open it. The suite closes it. */
  another(): Promise<StreamEngine>;
  /** Breaks every connection to the stream without grace; it can be reached again when this resolves. No engine is reopened. */
  interrupt(): Promise<void>;
  /** An empty Postgres database for the suite's own consumers. */
  readonly consumerDatabase: string;
  close(): Promise<void>;
}

export type MakeStream = () => Promise<StreamUnderTest>;

/** Given to each chapter of the suite; filled in before its first test. */
export interface Suite {
  readonly it: StreamUnderTest;
}

export function newTopic(): string {
  return `suite-${randomUUID()}`;
}

/** The `position`-th public event of `source` in the shard; by default the one before it is the public event before. */
export function event(
  source: string,
  shard: number,
  position: number,
  more: Partial<OutgoingRecord> = {},
): OutgoingRecord {
  return {
    key: `case-${String(shard)}-${String(position)}`,
    source,
    shard,
    position,
    follows: position - 1,
    type: 'something-happened',
    audience: '*',
    at: 1_767_225_600_000 + position,
    body: Buffer.from(JSON.stringify({ position })),
    ...more,
  };
}

export function events(source: string, shard: number, from: number, to: number): OutgoingRecord[] {
  return Array.from({ length: to - from + 1 }, (_, index) => event(source, shard, from + index));
}

export const ok: Handled = { kind: 'ok' };

/** A consumer that keeps what it was given, in memory, from the beginning or from `places`. */
export interface Collected {
  readonly subscription: Subscription;
  readonly batches: RecordBatch[];
  readonly records: (partition: number) => StreamRecord[];
}

export async function collect(
  engine: StreamEngine,
  topic: string,
  options: {
    readonly consumer?: string;
    readonly places?: ReadonlyMap<number, bigint>;
    readonly handle?: (batches: readonly RecordBatch[]) => Promise<readonly Handled[]>;
  } = {},
): Promise<Collected> {
  const batches: RecordBatch[] = [];
  const subscription = await engine.subscribe({
    consumer: options.consumer ?? `collector-${randomUUID()}`,
    topic,
    placeOf: (partitions) => Promise.resolve(partitions.map((partition) => options.places?.get(partition) ?? 0n)),
    onBatches: async (given) => {
      const handled = (await options.handle?.(given)) ?? given.map(() => ok);
      batches.push(...given.filter((_, index) => handled[index]?.kind === 'ok'));
      return handled;
    },
  });
  const records = (partition: number): StreamRecord[] =>
    batches.filter((batch) => batch.partition === partition).flatMap((batch) => batch.records);
  return { subscription, batches, records };
}

/** Waits for a condition; the name says what never came true. */
export async function eventually(what: string, condition: () => boolean | Promise<boolean>): Promise<void> {
  const patience = performance.now() + 40_000;
  while (!(await condition())) {
    if (performance.now() > patience) throw new Error(`never came true: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** A gate that a test closes before somebody and opens when it likes. */
export class Gate {
  private open: () => void = () => undefined;
  private readonly opened = new Promise<void>((resolve) => (this.open = resolve));
  arrived = 0;

  pass = async (): Promise<void> => {
    this.arrived += 1;
    await this.opened;
  };

  release(): void {
    this.open();
  }
}
