import type { Step, StepEnd } from './item.js';
import { markKey, placeKey, type Opened } from './opened.js';
import type { ConsumedBatch, RecordMark } from './types.js';

/** What a turn makes of the batches before it decides anything: where the consumer really is, what it saw already. */
export interface Judged {
  readonly ends: readonly StepEnd[];
  /** Records seen before: whatever was made of them is dropped. */
  readonly repeated: ReadonlySet<RecordMark>;
  /** Watermarks after the steps that stand, by {@link markKey}. */
  readonly marks: ReadonlyMap<string, RecordMark>;
}

/**
 * A batch that does not begin where the consumer's row says is turned down with the true place: this consumer has lost its
 * partition, or was handed one twice. A record at or below its source's watermark is a repeated publication. A record that
 * follows one never seen stops its partition: passing over it would lose it.
 *
 * @param stops batches that an earlier attempt found impossible to take
 */
export function judgeSteps<P>(
  steps: readonly Step<P>[],
  opened: Opened,
  stops: ReadonlyMap<ConsumedBatch<P>, string>,
  watermarks = true,
): Judged {
  const repeated = new Set<RecordMark>();
  const marks = new Map<string, RecordMark>();
  const ends = steps.map((step): StepEnd => {
    const { topic, partition } = step.batch;
    const place = opened.places.get(placeKey(topic, partition)) ?? 0n;
    if (place !== step.firstOffset) return { kind: 'seek', offset: place };
    const stop = stops.get(step.batch);
    if (stop !== undefined) return { kind: 'gap', reason: stop };
    const own = new Map<string, RecordMark>();
    for (const mark of watermarks ? step.marks : []) {
      const key = markKey(mark);
      const seen = (own.get(key) ?? marks.get(key))?.position ?? opened.marks.get(key) ?? 0;
      if (mark.position <= seen) repeated.add(mark);
      else if (mark.follows > seen) return { kind: 'gap', reason: gapOf(mark, seen) };
      else own.set(key, mark);
    }
    for (const [key, mark] of own) marks.set(key, mark);
    return { kind: 'committed' };
  });
  return { ends, repeated, marks };
}

const gapOf = ({ source, shard, position, follows }: RecordMark, seen: number): string =>
  `${source} shard ${String(shard)}: position ${String(position)} follows ${String(follows)}, but only ${String(seen)} was seen; ` +
  "rewind the producer's cursor";
