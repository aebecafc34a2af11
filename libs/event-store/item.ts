import type { ConsumedBatch, Missing, RecordMark, Work, WorkAnswer } from './types.js';

/**
 * What becomes of the errand whose answer a work is. `asked-again`: it is unknown, and asked for again. `exhausted`: an effect
 * could not be done. `given-up`: a question long answered "unknown" is not asked again.
 */
export type ErrandEnd = 'done' | 'asked-again' | 'exhausted' | 'given-up';

/** A work on its way through a turn. */
export interface Item<P> {
  readonly work: Work<P>;
  readonly shard: number;
  /** Told when the turn is committed, or why the work was turned down. `null` for works of a batch. */
  readonly settle: ((result: WorkAnswer | Error) => void) | null;
  readonly errandEnd?: ErrandEnd;
  /** It could not be prepared: in the turn it fails by itself. */
  failed?: Error;
}

/** Records of one partition, with those put off before them, as one step of the consumer's place. */
export interface Step<P> {
  readonly batch: ConsumedBatch<P>;
  readonly firstOffset: bigint;
  readonly marks: readonly RecordMark[];
  readonly items: readonly Item<P>[];
}

/** What became of a step. */
export type StepEnd =
  /** `passedOver`: records of it come again later, and its watermarks are not where its records are. */
  | { readonly kind: 'committed'; readonly passedOver?: true }
  | { readonly kind: 'seek'; readonly offset: bigint }
  | { readonly kind: 'gap'; readonly reason: string; readonly missing?: Missing };

/** A parked case whose queue is worked off. */
export interface Unparking<P> {
  readonly caseId: string;
  readonly shard: number;
  /** Sequence numbers of the queued works. */
  readonly seqOf: ReadonlyMap<Item<P>, number>;
}
