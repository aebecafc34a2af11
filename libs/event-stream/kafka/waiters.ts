import * as limits from '../limits.js';
import { reached } from '../slots.js';
import type { Hub } from './hub.js';
import type { Stands } from './stands.js';

interface Waiter {
  readonly ends: readonly bigint[];
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

interface WaitersOptions {
  readonly hub: Hub;
  readonly topic: string;
  readonly stands: Stands;
  /** Whether the group has said which partitions are here. */
  readonly joined: () => boolean;
  readonly placeOf: (partitions: readonly number[]) => Promise<readonly bigint[]>;
}

/**
 * Who waits until everything up to some ends has been handled: here, or by the consumer's other instances, whose places are in
 * the store they share with this one.
 */
export class Waiters {
  private waiters: Waiter[] = [];
  private foreign = new Map<number, bigint>();
  private asking: NodeJS.Timeout | null = null;

  constructor(private readonly options: WaitersOptions) {}

  async wait(): Promise<void> {
    const ends = (await this.options.hub.ends(this.options.topic)).map(({ next }) => next);
    await new Promise<void>((resolve, reject) => {
      this.waiters.push({ ends, resolve, reject });
      this.answer();
    });
  }

  /** Answers who has what it waits for. */
  answer(): void {
    if (this.waiters.length === 0 || !this.options.joined()) return;
    const here = this.options.stands.list();
    if (here.some(({ placed, stopped }) => !placed && stopped === null)) return;
    const done = this.waiters.filter(({ ends }) => reached(here, ends) && this.othersReached(ends));
    this.waiters = this.waiters.filter((waiter) => !done.includes(waiter));
    for (const waiter of done) waiter.resolve();
    if (this.waiters.length > 0) this.askSoon();
  }

  fail(error: Error): void {
    if (this.asking !== null) clearTimeout(this.asking);
    for (const waiter of this.waiters) waiter.reject(error);
    this.waiters = [];
  }

  private elsewhere(): number[] {
    const { hub, stands } = this.options;
    return Array.from({ length: hub.partitions }, (_, partition) => partition).filter((one) => !stands.has(one));
  }

  private othersReached(ends: readonly bigint[]): boolean {
    return this.elsewhere().every((partition) => (this.foreign.get(partition) ?? -1n) >= (ends[partition] ?? 0n));
  }

  private askSoon(): void {
    if (this.asking !== null || this.elsewhere().length === 0) return;
    this.asking = setTimeout(() => void this.ask(), this.foreign.size === 0 ? 0 : limits.foreignMillis);
  }

  private async ask(): Promise<void> {
    const partitions = this.elsewhere();
    // A store that is away is asked again; whoever waits goes on waiting.
    const places = await this.options.placeOf(partitions).catch((): readonly bigint[] => []);
    this.foreign = new Map(partitions.map((partition, index) => [partition, places[index] ?? -1n]));
    this.asking = null;
    this.answer();
  }
}
