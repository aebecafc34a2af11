import { Server, type CustomTransportStrategy } from '@nestjs/microservices';
import {
  Gap,
  type Consumed,
  type ConsumedBatch,
  type EventStore,
  type RecordMark,
  type Work,
} from '@yichuang/event-store';
import {
  StopPartition,
  type Handled,
  type RecordBatch,
  type StreamEngine,
  type StreamRecord,
  type Subscription,
} from '@yichuang/event-stream';
import type { Logger } from 'pino';
import { isObservable, lastValueFrom } from 'rxjs';
import { NOBODY, type DeskWork } from './desk-handler.js';
import { STOPPED_LOOK_MILLIS } from './limits.js';
import { TracedBatches } from './traced-batches.js';
import type { Tracing } from './tracing.js';

/** A record that somebody here handles, with its mark; `handle` turns it into work for turns, nothing more. */
export interface MarkedRecord {
  readonly record: StreamRecord;
  readonly mark: RecordMark;
}

/** What an `@EventPattern` handler of this transport answers: the work each record makes, none for "not for us". */
export type HandlerAnswer = readonly Work<DeskWork>[];

interface Options {
  readonly consumer: string;
  readonly topic: string;
  /** Services whose events concern this one; records of others only move the watermark. */
  readonly hears: ReadonlySet<string>;
  /** Every type this build knows, by source: what is heard, not known here and meant for us parks its case. */
  readonly knows: (source: string, type: string) => boolean;
  readonly engine: StreamEngine;
  readonly store: EventStore<DeskWork, unknown>;
  readonly log: Logger;
  readonly tracing: Tracing | null;
}

/**
 * Nest's transport over the shared stream, batch by batch. Nest's own Kafka server takes one message at a time, masks
 * errors and skips what it does not know; here a batch of every partition becomes one turn of the store, offset and
 * watermarks move in the transaction of the effects, and an unknown type never passes in silence.
 */
export class StreamServer extends Server implements CustomTransportStrategy {
  private subscription: Subscription | undefined;
  /** Partitions the store turned down for good: looked after until an operator has repaired them. */
  private readonly stuck = new Set<number>();
  private looking: NodeJS.Timeout | null = null;
  private lookingNow: Promise<void> | null = null;
  private readonly handlersByType = new Map<string, ReturnType<Server['getHandlerByPattern']>>();

  constructor(private readonly options: Options) {
    super();
  }

  listen(callback: (error?: unknown) => void): void {
    this.subscribe().then(
      () => {
        callback();
      },
      (error: unknown) => {
        callback(error);
      },
    );
  }

  async close(): Promise<void> {
    if (this.looking !== null) clearInterval(this.looking);
    this.stuck.clear();
    await this.lookingNow;
    await this.subscription?.close();
  }

  override on(): never {
    throw new TypeError('the stream has no events of its own to listen to');
  }

  override unwrap(): never {
    throw new TypeError('the stream has no client of its own to reach through to');
  }

  /** Partitions that stopped, for /readyz. */
  stopped(): readonly { readonly partition: number; readonly reason: string }[] {
    return this.subscription?.stopped() ?? [];
  }

  /** Resolves when everything published before the call has been handled here. @throws before the first subscription */
  async caughtUp(): Promise<void> {
    if (this.subscription === undefined) throw new TypeError('the stream is not listened to yet');
    await this.subscription.caughtUp();
  }

  private async subscribe(): Promise<void> {
    const { consumer, topic, engine, store } = this.options;
    this.subscription = await engine.subscribe({
      consumer,
      topic,
      placeOf: (partitions) => store.placeOf(consumer, topic, partitions),
      onBatches: (batches) => this.consume(batches),
    });
  }

  private async consume(batches: readonly RecordBatch[]): Promise<readonly Handled[]> {
    const made = await Promise.all(batches.map((batch) => this.prepare(batch)));
    const traced = this.options.tracing === null ? null : new TracedBatches(made, this.options.tracing);
    let consumed: readonly Consumed[];
    try {
      consumed = await this.options.store.consume(traced?.batches ?? made);
      traced?.end(consumed);
    } catch (error) {
      traced?.end([]);
      if (error instanceof Gap && batches.length === 1) throw this.stop(batches[0], error.message);
      throw error;
    }
    return consumed.map((one, index): Handled => {
      if (one.kind === 'seek') return { kind: 'seek', offset: one.offset };
      if (one.kind === 'gap') throw this.stop(batches[index], one.reason);
      return { kind: 'ok' };
    });
  }

  private stop(batch: RecordBatch | undefined, reason: string): StopPartition {
    const partition = batch?.partition ?? -1;
    this.stuck.add(partition);
    this.options.log.error({ partition, reason }, 'a partition stopped: an operator must repair it');
    this.looking ??= setInterval(() => {
      this.lookingNow ??= this.look().finally(() => {
        this.lookingNow = null;
      });
    }, STOPPED_LOOK_MILLIS).unref();
    return new StopPartition(partition, reason);
  }

  /** Whether what stopped was repaired: then everything is asked for anew, from where the store says it is. */
  private async look(): Promise<void> {
    const { consumer, topic, store, log } = this.options;
    if (this.stuck.size === 0) return;
    try {
      if (!(await store.stops.mayGoOn(consumer, topic, [...this.stuck]))) return;
    } catch {
      // the database is away: /readyz says so
      return;
    }
    // before they are delivered anew: one may stop again at once
    const stopped = [...this.stuck];
    this.stuck.clear();
    try {
      await this.subscription?.close();
      await this.subscribe();
      log.info({ partitions: stopped }, 'stopped partitions go on');
    } catch (error) {
      for (const partition of stopped) this.stuck.add(partition);
      log.warn({ error: error instanceof Error ? error.message : undefined }, 'stopped partitions cannot go on yet');
    }
  }

  private async prepare(batch: RecordBatch): Promise<ConsumedBatch<DeskWork>> {
    const marks: RecordMark[] = [];
    const byType = new Map<string, MarkedRecord[]>();
    for (const record of batch.records) {
      // a record is its own mark: a copy for each consumer of each record would be most of what this does
      const mark: RecordMark = record;
      marks.push(mark);
      if (!this.concernsUs(record)) continue;
      const others = byType.get(record.type);
      if (others === undefined) byType.set(record.type, [{ record, mark }]);
      else others.push({ record, mark });
    }
    const works: Work<DeskWork>[] = [];
    for (const [type, records] of byType) works.push(...(await this.handle(type, records)));
    works.sort((a, b) => order(a) - order(b));
    return {
      consumer: this.options.consumer,
      topic: batch.topic,
      partition: batch.partition,
      firstOffset: batch.firstOffset,
      nextOffset: batch.nextOffset,
      marks,
      works,
    };
  }

  private concernsUs({ source, audience }: StreamRecord): boolean {
    return this.options.hears.has(source) && (audience === '*' || audience === this.options.consumer);
  }

  private async handle(type: string, records: readonly MarkedRecord[]): Promise<HandlerAnswer> {
    const handler = this.handlerOf(type);
    if (handler === null) return records.flatMap((one) => this.unhandled(one));
    const answer: unknown = await handler(records, undefined);
    const works: unknown = isObservable(answer) ? await lastValueFrom(answer) : answer;
    if (!Array.isArray(works)) throw new TypeError(`the handler of ${type} did not answer with work`);
    return works as HandlerAnswer;
  }

  /** Nest makes a pattern's name anew at every look. */
  private handlerOf(type: string): ReturnType<Server['getHandlerByPattern']> {
    const known = this.handlersByType.get(type);
    if (known !== undefined) return known;
    const found = this.getHandlerByPattern(type);
    this.handlersByType.set(type, found);
    return found;
  }

  /** Known to the contract but no concern of ours: passed over. Unknown to it: the case is parked, loudly. */
  private unhandled({ record, mark }: MarkedRecord): HandlerAnswer {
    if (this.options.knows(record.source, record.type)) return [];
    this.options.log.error(
      { source: record.source, type: record.type, caseId: record.key },
      'unknown event type: parking its case',
    );
    return [workOf({ record, mark }, NOBODY)];
  }
}

/** Work for one desk out of one record; its cause is the record's identity. */
export function workOf({ record, mark }: MarkedRecord, desk: string): Work<DeskWork> {
  const work: Work<DeskWork> = {
    stream: `${desk}/${record.key}`,
    caseId: record.key,
    cause: `${record.source}:${String(record.shard)}:${String(record.position)}`,
    origin: { kind: 'record', mark },
    payload: {
      kind: 'heard',
      desk,
      caseId: record.key,
      type: record.type,
      source: record.source,
      at: record.at,
      body: record.body,
    },
  };
  return record.traceparent === undefined ? work : { ...work, trace: record.traceparent };
}

const order = (work: Work<DeskWork>): number =>
  work.origin.kind === 'record' ? Number(work.origin.mark.offset) : Number.MAX_SAFE_INTEGER;
