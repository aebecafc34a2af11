import { recordOverheadBytes } from '../limits.js';
import type { StreamRecord } from '../types.js';
import { batchFrom } from './batch.js';

/**
 * The tail of one partition in memory. Who stands inside it is handed the committed records themselves; who stands before
 * it reads the table. It is a cache of the log, without holes, and nothing is ever decided by what is missing in it.
 */
export class Recent {
  private records: StreamRecord[] = [];
  private bytes = 0;

  constructor(private readonly mostBytes: number) {}

  /** Takes records in as they were committed. A hole (another process wrote in between) empties what was before it. */
  add(records: readonly StreamRecord[]): void {
    const first = records[0];
    if (first === undefined) return;
    const last = this.records.at(-1);
    if (last !== undefined && last.offset + 1n !== first.offset) this.clear();
    for (const record of records) {
      this.records.push(record);
      this.bytes += weight(record);
    }
    if (this.bytes > this.mostBytes) this.forgetOldest();
  }

  /** Records from `place` on, at most one batch; `null` when the place is not inside. */
  from(place: bigint): readonly StreamRecord[] | null {
    const first = this.records[0];
    if (first === undefined || place < first.offset) return null;
    const start = Number(place - first.offset);
    if (start >= this.records.length) return null;
    return batchFrom(this.records, start);
  }

  private clear(): void {
    this.records = [];
    this.bytes = 0;
  }

  /** Down to half at once, so that the array is not shifted for every record. */
  private forgetOldest(): void {
    let drop = 0;
    while (drop < this.records.length && this.bytes > this.mostBytes / 2) {
      const record = this.records[drop];
      if (record !== undefined) this.bytes -= weight(record);
      drop += 1;
    }
    this.records.splice(0, drop);
  }
}

function weight(record: StreamRecord): number {
  return record.body.length + recordOverheadBytes;
}
