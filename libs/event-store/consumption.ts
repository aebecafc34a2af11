import type { Item, Step, StepEnd } from './item.js';
import { markKey, placeKey } from './opened.js';
import { shardOf } from './shard-of.js';
import type { Tuning } from './tuning.js';
import type { Turns } from './turns.js';
import { TryLater, type Consumed, type ConsumedBatch, type RecordMark } from './types.js';

/** Where this process knows a partition's consumer to be, and what it passed over since that was written. */
interface Place<P> {
  next: bigint;
  readonly marks: Map<string, number>;
  skipped: { last: ConsumedBatch<P>; readonly firstOffset: bigint; readonly marks: RecordMark[] } | null;
  /** A step of this partition is on its way; there is never a second one. */
  busy: Promise<unknown> | null;
}

/**
 * The consumer's side of the store. Offset and watermarks move in the transaction of the effects. A batch in which nothing
 * concerns this service (most records of a shared stream are for others) costs no transaction of its own: it is put off, and
 * its step is made with the next one of its partition. After a crash it is read again, which changes nothing.
 */
export class Consumption<P, S> {
  private readonly places = new Map<string, Place<P>>();
  private readonly flushing: NodeJS.Timeout;

  constructor(
    private readonly turns: Turns<P, S>,
    private readonly shards: number,
    private readonly tuning: Pick<Tuning, 'skippedFlushMillis' | 'skippedRecordsMax'>,
    /** Writes down where a partition stopped. */
    private readonly stopped: (batch: ConsumedBatch<P>, end: StepEnd & { kind: 'gap' }) => Promise<void>,
  ) {
    this.flushing = setInterval(() => void this.flush(), tuning.skippedFlushMillis);
    this.flushing.unref();
  }

  async consume(batches: readonly ConsumedBatch<P>[]): Promise<readonly Consumed[]> {
    for (const { partition } of batches)
      if (partition >= this.shards) throw new TypeError(`partition ${String(partition)} has no shard here`);
    await this.idle(batches);
    // from here to the step nothing waits, so nobody comes between
    const ends = new Map<ConsumedBatch<P>, StepEnd>();
    const due: ConsumedBatch<P>[] = [];
    for (const batch of batches) {
      if (this.skip(batch)) ends.set(batch, { kind: 'committed' });
      else due.push(batch);
    }
    if (due.length > 0) (await this.step(due)).forEach((end, index) => ends.set(due[index] as ConsumedBatch<P>, end));
    return batches.map((batch) => ends.get(batch) as StepEnd);
  }

  /** Writes the places of everything that was put off. */
  async flush(): Promise<void> {
    const due = [...this.places.values()].flatMap(({ skipped, busy }) =>
      skipped === null || busy !== null ? [] : [skipped.last],
    );
    // what cannot be written is forgotten, and read again
    if (due.length > 0) await this.step(due, true).catch(() => undefined);
  }

  async close(): Promise<void> {
    clearInterval(this.flushing);
    await Promise.allSettled([...this.places.values()].flatMap(({ busy }) => busy ?? []));
    await this.flush();
  }

  private async idle(batches: readonly ConsumedBatch<P>[]): Promise<void> {
    for (;;) {
      const busy = batches.flatMap((batch) => this.places.get(keyOf(batch))?.busy ?? []);
      if (busy.length === 0) return;
      await Promise.allSettled(busy);
    }
  }

  private place(batch: ConsumedBatch<P>): Place<P> {
    const key = keyOf(batch);
    const place = this.places.get(key) ?? { next: -1n, marks: new Map<string, number>(), skipped: null, busy: null };
    this.places.set(key, place);
    return place;
  }

  /** Puts the batch off when nothing in it concerns us and every record stands where it must. */
  private skip(batch: ConsumedBatch<P>): boolean {
    const place = this.place(batch);
    if (batch.works.length > 0 || batch.firstOffset !== place.next) return false;
    if ((place.skipped?.marks.length ?? 0) + batch.marks.length > this.tuning.skippedRecordsMax) return false;
    const after = new Map<string, number>();
    for (const mark of batch.marks) {
      const key = markKey(mark);
      const seen = after.get(key) ?? place.marks.get(key);
      if (seen === undefined || mark.follows > seen || mark.position <= seen) return false;
      after.set(key, mark.position);
    }
    for (const [key, position] of after) place.marks.set(key, position);
    place.skipped ??= { last: batch, firstOffset: batch.firstOffset, marks: [] };
    place.skipped.last = batch;
    for (const mark of batch.marks) place.skipped.marks.push(mark);
    place.next = batch.nextOffset;
    return true;
  }

  private async step(batches: readonly ConsumedBatch<P>[], onlySkipped = false): Promise<readonly StepEnd[]> {
    const steps = batches.map((batch) => (onlySkipped ? this.skippedStep(batch) : this.stepOf(batch)));
    const ending = new Promise<readonly StepEnd[]>((resolve, reject) => {
      this.turns.enqueue({
        items: steps.flatMap(({ items }) => items),
        steps,
        done: ({ ends }) => {
          resolve(ends);
        },
        failed: reject,
      });
    });
    const places = batches.map((batch) => this.place(batch));
    for (const place of places) place.busy = ending;
    try {
      const ends = await ending;
      ends.forEach((end, index) => {
        this.settled(steps[index] as Step<P>, end);
      });
      for (const [index, end] of ends.entries())
        if (end.kind === 'gap') await this.stopped(batches[index] as ConsumedBatch<P>, end);
      return ends;
    } catch (error) {
      // what was put off is asked for again with the rest: the row alone says where we are
      for (const batch of batches) this.places.delete(keyOf(batch));
      throw error instanceof TryLater ? error : new TryLater(error instanceof Error ? error.message : 'failed');
    } finally {
      for (const place of places) place.busy = null;
    }
  }

  private stepOf(batch: ConsumedBatch<P>): Step<P> {
    const { skipped } = this.place(batch);
    const items = batch.works.map((work): Item<P> => ({
      work,
      shard: shardOf(work.caseId, this.shards),
      settle: null,
    }));
    const joins = skipped !== null && skipped.last.nextOffset === batch.firstOffset;
    if (!joins) return { batch, items, firstOffset: batch.firstOffset, marks: batch.marks };
    return { batch, items, firstOffset: skipped.firstOffset, marks: [...skipped.marks, ...batch.marks] };
  }

  private skippedStep(batch: ConsumedBatch<P>): Step<P> {
    const { skipped } = this.place(batch);
    return { batch, items: [], firstOffset: skipped?.firstOffset ?? batch.firstOffset, marks: skipped?.marks ?? [] };
  }

  private settled({ batch, marks }: Step<P>, end: StepEnd): void {
    if (end.kind !== 'committed' || end.passedOver === true) {
      this.places.delete(keyOf(batch));
      return;
    }
    const place = this.place(batch);
    place.skipped = null;
    place.next = batch.nextOffset;
    for (const mark of marks) {
      const key = markKey(mark);
      place.marks.set(key, Math.max(mark.position, place.marks.get(key) ?? 0));
    }
  }
}

const keyOf = ({ topic, partition }: ConsumedBatch<unknown>): string => placeKey(topic, partition);
