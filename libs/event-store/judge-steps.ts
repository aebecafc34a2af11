import type { Step, StepEnd } from './item.js';
import { markKey, placeKey, type Opened } from './opened.js';
import type { ConsumedBatch, RecordMark } from './types.js';

/** What a turn makes of the batches before it decides anything: where the consumer really is, what it saw already. */
export interface Judged {
  readonly ends: readonly StepEnd[];
  /** Records seen before, or passed over because they come again: whatever was made of them is dropped. */
  readonly repeated: ReadonlySet<RecordMark>;
  /** Watermarks after the steps that stand, by {@link markKey}. */
  readonly marks: ReadonlyMap<string, RecordMark>;
}

/** How the judging departs from its rule. */
export interface Terms<P> {
  /** Batches that an earlier attempt found impossible to take, with the reason. */
  readonly stops: ReadonlyMap<ConsumedBatch<P>, string>;
  /** `false`: nothing is dropped and nothing stops, to show what watermarks are for. */
  readonly watermarks: boolean;
  /** `false`: wherever a batch begins it is taken, to show what the consumer's row is for. */
  readonly places: boolean;
  /**
   * Offsets, by {@link markKey}, before which records that follow one never seen are passed over: an operator had all of them
   * published again, and they lie behind.
   */
  readonly passes: ReadonlyMap<string, bigint>;
}

/**
 * A batch that does not begin where the consumer's row says is turned down with the true place: this consumer has lost its
 * partition, or was handed one twice. A record at or below its source's watermark is a repeated publication. A record that
 * follows one never seen stops its partition: passing over it would lose it.
 */
export function judgeSteps<P>(
  steps: readonly Step<P>[],
  opened: Opened,
  { stops, watermarks, places, passes }: Terms<P>,
): Judged {
  const repeated = new Set<RecordMark>();
  const marks = new Map<string, RecordMark>();
  const ends = steps.map((step): StepEnd => {
    const { topic, partition } = step.batch;
    const place = opened.places.get(placeKey(topic, partition)) ?? 0n;
    if (places && place !== step.firstOffset) return { kind: 'seek', offset: place };
    const stop = stops.get(step.batch);
    if (stop !== undefined) return { kind: 'gap', reason: stop };
    const own = new Map<string, RecordMark>();
    let passedOver = false;
    for (const mark of watermarks ? step.marks : []) {
      const key = markKey(mark);
      const seen = (own.get(key) ?? marks.get(key))?.position ?? opened.marks.get(key) ?? 0;
      if (mark.position <= seen) repeated.add(mark);
      else if (mark.follows <= seen) own.set(key, mark);
      else if (mark.offset < (passes.get(key) ?? 0n)) {
        repeated.add(mark);
        passedOver = true;
      } else return gapAt(mark, seen);
    }
    for (const [key, mark] of own) marks.set(key, mark);
    return passedOver ? { kind: 'committed', passedOver } : { kind: 'committed' };
  });
  return { ends, repeated, marks };
}

function gapAt({ source, shard, offset, position, follows }: RecordMark, seen: number): StepEnd {
  const reason =
    `${source} shard ${String(shard)}: position ${String(position)} follows ${String(follows)}, ` +
    `but only ${String(seen)} was seen; have it published again`;
  return { kind: 'gap', reason, missing: { source, shard, offset, position, follows, seen } };
}
