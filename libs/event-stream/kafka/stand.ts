import { Bell } from '../bell.js';
import { newSlot, type Slot } from '../slots.js';
import type { RecordBatch } from '../types.js';
import { Run } from './run.js';
import type { Ends } from './topics.js';

/** A partition assigned to this member, with what was fetched of it. */
export interface Stand extends Slot {
  /** Whether the consumer's own store has said where it is; nothing is delivered before. */
  placed: boolean;
  readonly run: Run;
  /** The log's end as the last fetch saw it. */
  end: bigint;
  /** Fetches in a row that began elsewhere than asked. */
  astray: number;
  /** Fetching rests: there is more here than can be handed over while it is refused. */
  paused: boolean;
  /** Rung when there is room again, or when waiting for it has no point any more. */
  readonly room: Bell;
}

export function newStand(partition: number): Stand {
  const more = { placed: false, run: new Run(), end: 0n, astray: 0, paused: false, room: new Bell() };
  return Object.assign(newSlot(partition, 0n), more);
}

/** Refused or stopped: what more is fetched would only lie here, and waiting for room would hold up the other partitions. */
export function isHeldUp(stand: Stand): boolean {
  return stand.stopped !== null || stand.alone || stand.failures > 0;
}

export function batchOf(topic: string, stand: Stand): RecordBatch {
  const records = stand.run.delivery();
  const last = records.at(-1);
  const nextOffset = last === undefined ? stand.place : last.offset + 1n;
  return {
    topic,
    partition: stand.partition,
    firstOffset: stand.place,
    nextOffset,
    records,
    endOffset: stand.end > nextOffset ? stand.end : nextOffset,
  };
}

/** Why the place cannot be gone on from, or `null`: going on elsewhere would skip records or repeat them without end. */
export function outside(place: bigint, ends: Ends | undefined): string | null {
  if (ends === undefined) return 'the topic has no such partition any more';
  if (place > ends.next) return `its place ${String(place)} lies outside the log, which ends at ${String(ends.next)}`;
  if (place < ends.first)
    return `its place ${String(place)} lies outside the log, which begins at ${String(ends.first)}`;
  return null;
}
