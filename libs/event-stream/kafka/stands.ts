import type { Batch } from 'kafkajs';
import * as limits from '../limits.js';
import { messageOf } from '../trouble.js';
import type { StreamRecord } from '../types.js';
import { toRecord } from './headers.js';
import type { Session } from './session.js';
import { isHeldUp, newStand, outside, type Stand } from './stand.js';
import type { Ends } from './topics.js';

interface StandsOptions {
  readonly topic: string;
  /** A partition has something to be placed, checked or delivered. */
  readonly news: () => void;
  readonly stopped: (stand: Stand) => void;
}

/** The partitions this member has, over all generations of the group; where each stands is kept while it stays here. */
export class Stands {
  private stands = new Map<number, Stand>();
  private session: Session | null = null;

  constructor(private readonly options: StandsOptions) {}

  list(): readonly Stand[] {
    return [...this.stands.values()];
  }

  has(partition: number): boolean {
    return this.stands.has(partition);
  }

  /** A partition given anew is asked for at the consumer's store; one that stayed goes on behind what is already here. */
  assigned(partitions: readonly number[], session: Session): void {
    this.session = session;
    const before = this.stands;
    this.stands = new Map(partitions.map((partition) => [partition, before.get(partition) ?? newStand(partition)]));
    for (const stand of this.stands.values()) {
      stand.paused = stand.stopped !== null;
      if (stand.paused) session.pause(stand.partition);
      else session.resume(stand.partition);
      if (stand.run.next !== null) session.seek(stand.partition, stand.run.next);
    }
    for (const stand of before.values()) if (this.stands.get(stand.partition) !== stand) stand.room.ring();
    this.options.news();
  }

  /** Takes in a fetch; answers the last offset taken, or `null`. What does not follow what is here is never handed over. */
  fetched(batch: Batch): string | null {
    const stand = this.stands.get(batch.partition);
    const first = batch.firstOffset();
    if (stand === undefined || first === null || stand.stopped !== null) return null;
    const records = this.decode(stand, batch);
    if (records === null) return null;
    stand.end = BigInt(batch.highWatermark);
    const last = batch.lastOffset();
    if (!stand.run.append(records, BigInt(first), BigInt(last) + 1n)) return this.fetchedAstray(stand, first);
    stand.astray = 0;
    this.options.news();
    return last;
  }

  /** Waits for room; `true` when more may be fetched. */
  async room(partition: number): Promise<boolean> {
    const stand = this.stands.get(partition);
    if (stand === undefined || !stand.run.isFull) return true;
    if (isHeldUp(stand)) {
      this.rest(stand);
      return true;
    }
    await stand.room.wait(limits.roomMillis);
    return this.stands.get(partition) !== stand || !stand.run.isFull;
  }

  /** Where the consumer's store says this partition is, beside what the log has. */
  place(stand: Stand, place: bigint, ends: Ends | undefined): void {
    stand.place = place;
    stand.placed = true;
    stand.end = ends?.next ?? stand.end;
    const fault = outside(place, ends);
    if (fault === null) this.move(stand, place);
    else this.stop(stand, fault);
  }

  /** Goes on at the place: within what is here, or by fetching from there. */
  move(stand: Stand, place: bigint): void {
    stand.place = place;
    if (!stand.run.moveTo(place) && this.isHere(stand)) this.session?.seek(stand.partition, place);
    stand.room.ring();
    if (!stand.paused || stand.stopped !== null || stand.run.isFull || !this.isHere(stand)) return;
    stand.paused = false;
    this.session?.resume(stand.partition);
  }

  stop(stand: Stand, reason: string): void {
    stand.stopped = reason;
    stand.run.restart(stand.place);
    this.rest(stand);
    stand.room.ring();
    this.options.stopped(stand);
  }

  /** Those that were fetched elsewhere than asked: whether the log still has what they need must be looked up. */
  astray(): readonly Stand[] {
    return this.list().filter((stand) => stand.astray > 1 && stand.placed && stand.stopped === null);
  }

  private isHere(stand: Stand): boolean {
    return this.stands.get(stand.partition) === stand;
  }

  private rest(stand: Stand): void {
    stand.paused = true;
    if (this.isHere(stand)) this.session?.pause(stand.partition);
  }

  private decode(stand: Stand, batch: Batch): StreamRecord[] | null {
    const { topic, messages } = { topic: this.options.topic, messages: batch.messages };
    const records: StreamRecord[] = [];
    for (const message of messages) {
      try {
        records.push(toRecord(topic, stand.partition, message));
      } catch (error) {
        this.stop(stand, `the record ${message.offset} is none of a service's: ${messageOf(error)}`);
        return null;
      }
    }
    return records;
  }

  private fetchedAstray(stand: Stand, first: string): null {
    stand.astray += 1;
    const next = stand.run.next ?? stand.place;
    if (stand.astray > limits.astrayMost) {
      this.stop(stand, `the brokers give ${first} where ${String(next)} was asked for`);
      return null;
    }
    this.session?.seek(stand.partition, next);
    if (stand.astray > 1) this.options.news();
    return null;
  }
}
