import { backOffMillis } from '../back-off.js';
import { Bell } from '../bell.js';
import { messageOf, type Trouble } from '../trouble.js';
import { StopPartition, type Handled, type RecordBatch, type Subscribe, type Subscription } from '../types.js';
import type { Hub } from './hub.js';
import { gather } from './gather.js';
import { agenda, backOff, failed, newSlot, reached, succeeded, type Slot } from '../slots.js';
import type { Topic } from './topic.js';

interface Waiter {
  readonly ends: readonly bigint[];
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

/** One consumer's walk through the log: one delivery in flight, all partitions with news together. */
export class Subscriber implements Subscription {
  private slots: Slot[] = [];
  private placed = false;
  private closed = false;
  private waiters: Waiter[] = [];
  private readonly bell = new Bell();
  private readonly running: Promise<void>;

  constructor(
    private readonly hub: Hub,
    private readonly topic: Topic,
    private readonly wish: Subscribe,
    private readonly trouble: Trouble,
  ) {
    topic.bells.add(this.bell);
    this.running = this.run();
  }

  async caughtUp(): Promise<void> {
    const ends = (await this.hub.ends(this.topic)).map((end) => end.next);
    if (this.closed) throw new Error(`${this.wish.consumer}: the subscription is closed`);
    await new Promise<void>((resolve, reject) => {
      this.waiters.push({ ends, resolve, reject });
      this.answerWaiters();
    });
  }

  stopped(): readonly { readonly partition: number; readonly reason: string }[] {
    return this.slots.flatMap(({ partition, stopped }) => (stopped === null ? [] : [{ partition, reason: stopped }]));
  }

  /** Lets the delivery in flight end. */
  async close(): Promise<void> {
    this.closed = true;
    this.topic.bells.delete(this.bell);
    this.bell.ring();
    await this.running;
    for (const waiter of this.waiters) waiter.reject(new Error(`${this.wish.consumer}: the subscription was closed`));
    this.waiters = [];
  }

  private async run(): Promise<void> {
    let failures = 0;
    while (!this.closed) {
      try {
        if (!this.placed) await this.takePlaces();
        await this.deliverDue();
        failures = 0;
      } catch (error) {
        failures += 1;
        this.trouble(`${this.wish.consumer} cannot read ${this.topic.name}`, error);
        await this.bell.waitOut(backOffMillis(failures), () => this.closed);
      }
    }
  }

  /** Places are asked before ends: what is published in between can only put the end further off. */
  private async takePlaces(): Promise<void> {
    const partitions = Array.from({ length: this.topic.partitions }, (_, partition) => partition);
    const places = await this.wish.placeOf(partitions);
    await this.hub.ends(this.topic);
    this.slots = partitions.map((partition) => newSlot(partition, places[partition] ?? 0n));
    this.placed = true;
    for (const slot of this.slots) this.stopIfOutside(slot);
    this.answerWaiters();
  }

  private async deliverDue(): Promise<void> {
    const { rounds, idleMillis } = agenda(this.slots, this.topic.ends, Date.now());
    if (rounds.length === 0) await this.bell.wait(idleMillis);
    for (const slots of rounds) if (!this.closed) await this.deliver(slots);
  }

  private async deliver(slots: readonly Slot[]): Promise<void> {
    const { batches, missing } = await gather(this.hub, this.topic, slots);
    for (const slot of slots) {
      const reason = missing.get(slot.partition);
      if (reason !== undefined) this.stop(slot, reason);
    }
    if (batches.length === 0) return;
    const given = slots.filter((slot) => !missing.has(slot.partition));
    try {
      await this.settle(given, batches, await this.wish.onBatches(batches));
    } catch (error) {
      this.refused(given, error);
    }
    this.answerWaiters();
  }

  private async settle(
    slots: readonly Slot[],
    batches: readonly RecordBatch[],
    answers: readonly Handled[],
  ): Promise<void> {
    if (answers.length !== batches.length) {
      throw new TypeError(`${String(batches.length)} batches were answered ${String(answers.length)} times`);
    }
    slots.forEach((slot, index) => {
      const answer = answers[index];
      const from = slot.place;
      slot.place = answer?.kind === 'seek' ? answer.offset : (batches[index]?.nextOffset ?? from);
      if (slot.place === from) backOff(slot, Date.now());
      else succeeded(slot);
    });
    const known = slots.every(({ place, partition }) => place >= 0n && place <= (this.topic.ends[partition] ?? 0n));
    if (known) return;
    await this.hub.ends(this.topic);
    for (const slot of slots) this.stopIfOutside(slot);
  }

  /** A place the log does not reach means that the log or the place is not the one it was: waiting there would skip records. */
  private stopIfOutside(slot: Slot): void {
    const end = this.topic.ends[slot.partition] ?? 0n;
    if (slot.place >= 0n && slot.place <= end) return;
    this.stop(slot, `its place ${String(slot.place)} lies outside the log, which ends at ${String(end)}`);
  }

  private refused(slots: readonly Slot[], error: unknown): void {
    const culprit =
      error instanceof StopPartition ? slots.find((slot) => slot.partition === error.partition) : undefined;
    if (culprit !== undefined) {
      this.stop(culprit, messageOf(error));
      return;
    }
    failed(slots, Date.now());
    const partitions = slots.map((slot) => slot.partition).join(', ');
    this.trouble(`${this.wish.consumer} refused records of ${this.topic.name}, partitions ${partitions}`, error);
  }

  private stop(slot: Slot, reason: string): void {
    slot.stopped = reason;
    this.trouble(`${this.wish.consumer} stopped at ${this.topic.name}, partition ${String(slot.partition)}`, reason);
  }

  private answerWaiters(): void {
    if (!this.placed) return;
    const done = this.waiters.filter((waiter) => reached(this.slots, waiter.ends));
    if (done.length === 0) return;
    this.waiters = this.waiters.filter((waiter) => !done.includes(waiter));
    for (const waiter of done) waiter.resolve();
  }
}
