import { backOffMillis } from './back-off.js';

/** One partition as one subscription stands in it. */
export interface Slot {
  readonly partition: number;
  place: bigint;
  /** After a failure in company a partition is delivered by itself, until that succeeds: so one does not hold up the others. */
  alone: boolean;
  failures: number;
  /** Machine instant before which it is not tried again. */
  notBefore: number;
  /** Why it stopped for good. */
  stopped: string | null;
}

export function newSlot(partition: number, place: bigint): Slot {
  return { partition, place, alone: false, failures: 0, notBefore: 0, stopped: null };
}

/** What may be delivered now, or how long nothing may; both from one reading of the clock. */
export interface Agenda {
  /** One round for all that go together, and one for each that goes alone. */
  readonly rounds: readonly (readonly Slot[])[];
  /** Until something that backs off may be tried again; absent when something is due, or nothing will be by itself. */
  readonly idleMillis?: number;
}

/**
 * Asked once for both: were the clock read between two questions, a back-off that runs out in between would be neither due
 * nor waited for, and its partition would stand still until the next record.
 */
export function agenda(slots: readonly Slot[], ends: readonly bigint[], now: number): Agenda {
  const news = slots.filter((slot) => hasNews(slot, ends));
  const due = news.filter((slot) => slot.notBefore <= now);
  if (due.length === 0) {
    return news.length === 0 ? { rounds: [] } : { rounds: [], idleMillis: Math.min(...news.map(waits)) - now };
  }
  const together = due.filter((slot) => !slot.alone);
  const single = due.filter((slot) => slot.alone).map((slot) => [slot]);
  return { rounds: together.length > 0 ? [together, ...single] : single };
}

const waits = ({ notBefore }: Slot): number => notBefore;

/** Everything delivered up to these ends; a stopped partition is waited for by nobody. */
export function reached(slots: readonly Slot[], ends: readonly bigint[]): boolean {
  return slots.every((slot) => slot.stopped !== null || slot.place >= (ends[slot.partition] ?? 0n));
}

/** A rejected delivery: several try again at once, each alone; a single one backs off. */
export function failed(slots: readonly Slot[], now: number): void {
  const inCompany = slots.length > 1;
  for (const slot of slots) {
    slot.alone = true;
    if (!inCompany) backOff(slot, now);
  }
}

export function backOff(slot: Slot, now: number): void {
  slot.failures += 1;
  slot.notBefore = now + backOffMillis(slot.failures);
}

export function succeeded(slot: Slot): void {
  slot.alone = false;
  slot.failures = 0;
  slot.notBefore = 0;
}

function hasNews(slot: Slot, ends: readonly bigint[]): boolean {
  return slot.stopped === null && slot.place < (ends[slot.partition] ?? 0n);
}
