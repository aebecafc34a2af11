import { backOffMillis } from '../back-off.js';
import { Bell } from '../bell.js';
import * as limits from '../limits.js';
import { agenda, backOff, failed, succeeded } from '../slots.js';
import { messageOf, type Trouble } from '../trouble.js';
import { StopPartition, type Handled, type RecordBatch, type Subscribe, type Subscription } from '../types.js';
import type { Hub } from './hub.js';
import { Membership } from './membership.js';
import type { KafkaStreamOptions } from './options.js';
import { batchOf, outside, type Stand } from './stand.js';
import { Stands } from './stands.js';
import { Waiters } from './waiters.js';

interface SubscriberOptions {
  readonly hub: Hub;
  readonly stream: KafkaStreamOptions;
  readonly trouble: Trouble;
  readonly groupId: string;
  readonly hints: boolean;
}

/**
 * One consumer's walk through its partitions: the membership fetches, this hands over, one delivery in flight, all partitions
 * with news together. Neither waits for the other, so a slow handler costs no heartbeat and a fetch no handler's time.
 */
export class Subscriber implements Subscription {
  private closed = false;
  private readonly bell = new Bell();
  private readonly stands: Stands;
  private readonly waiters: Waiters;
  private readonly membership: Membership;
  private readonly running: Promise<void>;

  constructor(
    private readonly wish: Subscribe,
    private readonly options: SubscriberOptions,
  ) {
    const { hub, stream, trouble, groupId, hints } = options;
    const { topic } = wish;
    const news = (): void => {
      this.bell.ring();
    };
    const stopped = ({ partition, stopped: reason }: Stand): void => {
      trouble(`${wish.consumer} stopped at ${topic}, partition ${String(partition)}`, reason);
    };
    this.stands = new Stands({ topic, news, stopped });
    this.membership = new Membership({ stream, hub, trouble, groupId, topic, hints, stands: this.stands });
    this.waiters = new Waiters({
      hub,
      topic,
      stands: this.stands,
      joined: () => this.membership.joined,
      placeOf: (partitions) => wish.placeOf(partitions),
    });
    this.running = this.run();
  }

  async caughtUp(): Promise<void> {
    if (this.closed) throw new Error(`${this.wish.consumer}: the subscription is closed`);
    await this.waiters.wait();
  }

  stopped(): readonly { readonly partition: number; readonly reason: string }[] {
    const stopped = this.stands
      .list()
      .flatMap(({ partition, stopped: reason }) => (reason === null ? [] : [{ partition, reason }]));
    return stopped.sort((one, other) => one.partition - other.partition);
  }

  /** Lets the delivery in flight end, then leaves the group. */
  async close(): Promise<void> {
    this.closed = true;
    this.bell.ring();
    await this.running;
    await this.membership.close();
    this.waiters.fail(new Error(`${this.wish.consumer}: the subscription was closed`));
  }

  private async run(): Promise<void> {
    let failures = 0;
    while (!this.closed) {
      try {
        await this.takePlaces();
        await this.findAstray();
        this.waiters.answer();
        await this.deliverDue();
        failures = 0;
      } catch (error) {
        failures += 1;
        this.options.trouble(`${this.wish.consumer} cannot go on in ${this.wish.topic}`, error);
        await this.bell.waitOut(backOffMillis(failures), () => this.closed);
      }
    }
  }

  /** Places are asked before ends: what is published in between can only put the end further off. */
  private async takePlaces(): Promise<void> {
    const unplaced = this.stands.list().filter(({ placed, stopped }) => !placed && stopped === null);
    if (unplaced.length === 0) return;
    const places = await this.wish.placeOf(unplaced.map(({ partition }) => partition));
    const ends = await this.options.hub.ends(this.wish.topic);
    unplaced.forEach((stand, index) => {
      this.stands.place(stand, places[index] ?? 0n, ends[stand.partition]);
    });
  }

  private async findAstray(): Promise<void> {
    const astray = this.stands.astray();
    if (astray.length > 0) await this.stopOutside(astray);
  }

  private async stopOutside(stands: readonly Stand[]): Promise<void> {
    const ends = await this.options.hub.ends(this.wish.topic);
    for (const stand of stands) {
      const fault = outside(stand.place, ends[stand.partition]);
      if (fault !== null) this.stands.stop(stand, fault);
    }
  }

  private async deliverDue(): Promise<void> {
    const placed = this.stands.list().filter((stand) => stand.placed);
    const ends: bigint[] = [];
    for (const { partition, place, run } of placed) ends[partition] = run.next ?? place;
    const { rounds, idleMillis } = agenda(placed, ends, Date.now());
    if (rounds.length === 0) await this.bell.wait(idleMillis);
    for (const round of rounds) if (!this.closed) await this.deliver(round as readonly Stand[]);
  }

  private async deliver(stands: readonly Stand[]): Promise<void> {
    const batches = stands.map((stand) => batchOf(this.wish.topic, stand));
    try {
      await this.settle(stands, batches, await this.handOver(batches));
    } catch (error) {
      this.refused(stands, error);
    }
  }

  /** A delivery that does not end would keep its partitions from those who could do it. */
  private async handOver(batches: readonly RecordBatch[]): Promise<readonly Handled[]> {
    let end = (): void => undefined;
    const ended = new Promise<void>((resolve) => (end = resolve));
    const millis = this.options.stream.stuckMillis ?? limits.stuckMillis;
    const timer = setTimeout(() => {
      this.options.trouble(`${this.wish.consumer} is stuck in a delivery`, `it has taken ${String(millis)} ms`);
      this.membership.stayOut(ended);
    }, millis);
    try {
      return await this.wish.onBatches(batches);
    } finally {
      clearTimeout(timer);
      end();
    }
  }

  private async settle(
    stands: readonly Stand[],
    batches: readonly RecordBatch[],
    answers: readonly Handled[],
  ): Promise<void> {
    if (answers.length !== batches.length) {
      throw new TypeError(`${String(batches.length)} batches were answered ${String(answers.length)} times`);
    }
    const outsiders: Stand[] = [];
    stands.forEach((stand, index) => {
      const answer = answers[index];
      const from = stand.place;
      const place = answer?.kind === 'seek' ? answer.offset : (batches[index]?.nextOffset ?? from);
      if (place === from) backOff(stand, Date.now());
      else succeeded(stand);
      this.stands.move(stand, place);
      if (place < 0n || place > stand.end) outsiders.push(stand);
    });
    if (outsiders.length > 0) await this.stopOutside(outsiders);
  }

  private refused(stands: readonly Stand[], error: unknown): void {
    const culprit =
      error instanceof StopPartition ? stands.find((stand) => stand.partition === error.partition) : undefined;
    if (culprit !== undefined) {
      this.stands.stop(culprit, messageOf(error));
      return;
    }
    failed(stands, Date.now());
    for (const stand of stands) stand.room.ring();
    const partitions = stands.map((stand) => stand.partition).join(', ');
    const { consumer, topic } = this.wish;
    this.options.trouble(`${consumer} refused records of ${topic}, partitions ${partitions}`, error);
  }
}
