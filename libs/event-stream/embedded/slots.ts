import { backOffMillis } from '../back-off.js';

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

/** What may be delivered now: one round for all that go together, and one for each that goes alone. */
export function rounds(slots: readonly Slot[], ends: readonly bigint[], now: number): Slot[][] {
  const due = slots.filter((slot) => hasNews(slot, ends) && slot.notBefore <= now);
  const together = due.filter((slot) => !slot.alone);
  const single = due.filter((slot) => slot.alone).map((slot) => [slot]);
  return together.length > 0 ? [together, ...single] : single;
}

/** How long until something that backs off may be tried again; `undefined` when nothing does. */
export function untilNext(slots: readonly Slot[], ends: readonly bigint[], now: number): number | undefined {
  const waiting = slots.filter((slot) => hasNews(slot, ends) && slot.notBefore > now);
  return waiting.length === 0 ? undefined : Math.min(...waiting.map((slot) => slot.notBefore)) - now;
}

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
