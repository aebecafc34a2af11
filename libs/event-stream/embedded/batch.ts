import { batchBytes, batchRecords } from '../limits.js';
import type { StreamRecord } from '../types.js';

/** Records from `start` on, at most one batch: bounded in number, and in bytes but for the record that passes the bound. */
export function batchFrom(records: readonly StreamRecord[], start: number): readonly StreamRecord[] {
  let end = start;
  let bytes = 0;
  while (end < records.length && end - start < batchRecords && bytes < batchBytes) {
    bytes += records[end]?.body.length ?? 0;
    end += 1;
  }
  return records.slice(start, end);
}
