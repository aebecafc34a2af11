import { batchBytes, batchRecords, recordOverheadBytes } from '../limits.js';
import type { StreamRecord } from '../types.js';

/** Records of one partition fetched and not yet handled, without a hole. */
export class Run {
  private records: StreamRecord[] = [];
  private bytes = 0;
  private first = 0n;
  /** Offset the next record fetched must have; `null` until the first has come. */
  next: bigint | null = null;

  /** Takes in what was fetched; `false` when it does not follow what is here. */
  append(records: readonly StreamRecord[], first: bigint, next: bigint): boolean {
    if (this.next !== null && this.next !== first) return false;
    if (this.records.length === 0) this.first = first;
    this.next = next;
    this.records.push(...records);
    for (const record of records) this.bytes += weightOf(record);
    return true;
  }

  /** Drops what lies before the place; `false` when the place is not within what is here, which is then emptied. */
  moveTo(place: bigint): boolean {
    if (this.next === null || place < this.first || place > this.next) {
      this.restart(place);
      return false;
    }
    const passed = this.records.findIndex((record) => record.offset >= place);
    for (const record of this.records.splice(0, passed < 0 ? this.records.length : passed)) {
      this.bytes -= weightOf(record);
    }
    this.first = place;
    return true;
  }

  /** Empties it; what is fetched next must begin at the place. */
  restart(place: bigint): void {
    this.records = [];
    this.bytes = 0;
    this.first = place;
    this.next = place;
  }

  /** What one delivery may hold. The records stay here until the place has moved past them. */
  delivery(): readonly StreamRecord[] {
    const given: StreamRecord[] = [];
    let bytes = 0;
    for (const record of this.records) {
      if (given.length === batchRecords || (given.length > 0 && bytes + record.body.length > batchBytes)) break;
      given.push(record);
      bytes += record.body.length;
    }
    return given;
  }

  /** One delivery more is fetched while one is handled; then the fetching waits. */
  get isFull(): boolean {
    return this.records.length > batchRecords || this.bytes > batchBytes;
  }
}

function weightOf(record: StreamRecord): number {
  return record.body.length + recordOverheadBytes;
}
