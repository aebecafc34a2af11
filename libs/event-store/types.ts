/**
 * The store's vocabulary. It knows bytes, keys and positions; what they mean is the host's affair.
 * Instants are epoch milliseconds. Positions and versions count from 1 and are dense.
 */

/** Who may hear an event: nobody but this service, everybody, or one service by name. Never computed later. */
export type Audience = string | null;
export const EVERYBODY = '*';

/** An event as its writer hands it over. */
export interface NewEvent {
  readonly type: string;
  /** `null` private, {@link EVERYBODY}, or the name of the one service that may parse it. */
  readonly audience: Audience;
  /** Domain time. */
  readonly at: number;
  readonly body: Uint8Array;
}

export interface StoredEvent extends NewEvent {
  readonly shard: number;
  /** Dense within the shard, in commit order. */
  readonly position: number;
  readonly stream: string;
  /** Dense within the stream. */
  readonly version: number;
  /** Position of the public event before this one in the shard (0 for the first); `null` on a private event. */
  readonly follows: number | null;
  /** What asked for it; events of one decision share it. */
  readonly cause: string;
  /** Machine-independent recorded time: never goes backwards within a stream. */
  readonly recordedAt: number;
  /** Of an event just written, when tracing is on: no part of the event, and forgotten once it is published. */
  readonly trace?: string;
}

/** The headers of a stream record by which repetition and gaps are judged. */
export interface RecordMark {
  readonly topic: string;
  readonly partition: number;
  readonly offset: bigint;
  readonly source: string;
  readonly shard: number;
  readonly position: number;
  readonly follows: number;
}

/** Where a piece of work came from; it decides how repetition is noticed and what becomes of a failure. */
export type Origin =
  | { readonly kind: 'command' }
  | { readonly kind: 'record'; readonly mark: RecordMark }
  | { readonly kind: 'timer'; readonly timer: string; readonly dueAt: number }
  | { readonly kind: 'errand'; readonly errand: string; readonly attempt: number };

/** One thing that waits for a turn. `payload` belongs to the handler; it must survive `TurnHandler.toBytes` and `fromBytes`. */
export interface Work<P> {
  /** `<desk>/<caseId>`; the stream this work decides on. */
  readonly stream: string;
  /** Chooses the shard (see `shardOf`) and is what gets parked. */
  readonly caseId: string;
  /**
   * The id of what asked: idempotency key, `source:shard:position`, `errand:attempt`, `stream:timer:due`.
   * Same cause and same tag: the first answer again. Same cause, other tag: `CauseReused` (HTTP 422).
   */
  readonly cause: string;
  /** Keyed HMAC of the canonical plaintext of a command; absent for records, timers and errands. */
  readonly tag?: Uint8Array;
  /** W3C trace context of whoever asked, when tracing is on. It goes on with the public events, and is not read here. */
  readonly trace?: string;
  readonly origin: Origin;
  readonly payload: P;
}

/** A key that must not be given twice across cases, and those who hold it. The law decides what two holders mean. */
export interface ClaimHolder {
  readonly key: string;
  readonly stream: string;
  /** Non-private JSON the holder left with its claim. */
  readonly data: unknown;
}

export interface TimerChange {
  readonly kind: string;
  /** `null` takes the timer down. */
  readonly dueAt: number | null;
  /** `deadline` fires only when everything published before that moment has been heard: a backlog makes no false card. */
  readonly deadline?: boolean;
}

export interface NewErrand {
  /** Unique within the service and derived from what asked for it, so that it stays the same over retries. */
  readonly id: string;
  readonly port: string;
  /** A *question* used up answers `unknown`; an *effect* used up parks its case. */
  readonly nature: 'question' | 'effect';
  readonly payload: Uint8Array;
}

export interface RegisterChange {
  readonly register: string;
  /** Values of the key columns, in the order of the register's `key`. */
  readonly key: readonly unknown[];
  /** Whole row by column name, or `null` to delete. */
  readonly row: Readonly<Record<string, unknown>> | null;
}

/** What the handler decided for one piece of work. */
export interface Outcome {
  readonly events: readonly NewEvent[];
  /** Kept with the command's row and given back whenever the same cause asks again. */
  readonly answer?: Uint8Array;
  /** `false`: a rejection. The answer is given back but nothing is recorded, so that asking again decides again. */
  readonly keepAnswer?: false;
  readonly keepClaims?: readonly { readonly key: string; readonly data: unknown }[];
  readonly releaseClaims?: readonly string[];
  /**
   * What must be able to be forgotten and so stands in no event: kept once beside the stream, in the same transaction;
   * `null` removes it for ever.
   */
  readonly secret?: Uint8Array | null;
  /** The secret takes the place of the one that stands there. Without it a second one fails: a key is never overwritten. */
  readonly replacesSecret?: true;
  readonly timers?: readonly TimerChange[];
  readonly errands?: readonly NewErrand[];
  /**
   * No answer to a question can change anything in this stream any more: what is still asked again and again is dropped.
   * Effects never are: whether one was done must be known.
   */
  readonly dropQuestions?: true;
  readonly registers?: readonly RegisterChange[];
}

/** What the host supplies; all but `prepare` is synchronous and pure, for nothing in a turn waits. */
export interface TurnHandler<P, S> {
  /** Step 1, before the transaction: fetch keys, open private values, turn them into facts. Throw {@link TryLater} when a machine is away. */
  prepare?(works: readonly Work<P>[]): Promise<void>;
  initial(stream: string): S;
  evolve(state: S, event: StoredEvent): S;
  /** Keys whose holders the decision must see. The store locks them, sorted, before `decide`. */
  claims(work: Work<P>, state: S): readonly string[];
  /** `now` is the domain clock at the turn; a thrown error parks the case (records, timers, errands) or fails the command. */
  decide(work: Work<P>, state: S, seen: { readonly holders: readonly ClaimHolder[]; readonly now: number }): Outcome;
  /** After the decision's events were folded: rows of the read models. Called once a stream and turn with its new events. */
  project(stream: string, events: readonly StoredEvent[], before: S, after: S): readonly RegisterChange[];
  /** For parked work, which must survive a restart. Private values must not be in it in clear. */
  toBytes(payload: P): Uint8Array;
  fromBytes(bytes: Uint8Array): P;
}

/** Answer of a turn to one piece of work. */
export interface WorkAnswer {
  /** `repeated`: the first answer, given again. `queued`: the case is parked, the work waits behind it. */
  readonly outcome: 'done' | 'repeated' | 'queued';
  readonly answer: Uint8Array | null;
  readonly shard: number;
  /** Position of the last public event of this work's shard at commit: what a later read waits for. */
  readonly position: number;
}

/** A machine is away or slow: the turn is tried again with back-off and nobody is parked. */
export class TryLater extends Error {
  override readonly name = 'TryLater';
}
/** The same cause came with another payload. HTTP 422. */
export class CauseReused extends Error {
  override readonly name = 'CauseReused';
}
/** Too much waits already. HTTP 429 with Retry-After. */
export class TooBusy extends Error {
  override readonly name = 'TooBusy';
  constructor(readonly retryAfterSeconds: number) {
    super(`too much waits; try again in ${String(retryAfterSeconds)} s`);
  }
}
/** The case is parked: HTTP 409 with the reason. */
export class CaseParked extends Error {
  override readonly name = 'CaseParked';
  constructor(
    readonly caseId: string,
    readonly reason: string,
  ) {
    super(`case ${caseId} is parked: ${reason}`);
  }
}
/** A record follows one that was never seen: this partition stops, loudly. */
export class Gap extends Error {
  override readonly name = 'Gap';
}

/** One partition's records as the stream engine hands them over, in order. */
export interface ConsumedBatch<P> {
  readonly consumer: string;
  readonly topic: string;
  readonly partition: number;
  readonly firstOffset: bigint;
  /** Offset after the last record of the batch. */
  readonly nextOffset: bigint;
  /** Every record of the batch, also those nobody here handles. */
  readonly marks: readonly RecordMark[];
  /** What the handlers made of them; `origin.mark` is one of `marks` (same object). */
  readonly works: readonly Work<P>[];
}

/**
 * Committed; or the place this consumer really is at: seek there (back or ahead) and deliver again; or a gap: this
 * partition must stop, loudly, while the other batches of the same turn are committed.
 */
export type Consumed =
  | { readonly kind: 'committed' }
  | { readonly kind: 'seek'; readonly offset: bigint }
  | { readonly kind: 'gap'; readonly reason: string };

/** What a record showed to be missing before it. */
export interface Missing {
  readonly source: string;
  readonly shard: number;
  /** Offset and position of the record that showed it. */
  readonly offset: bigint;
  readonly position: number;
  /** The record that should have come before it, and the last one that did. */
  readonly follows: number;
  readonly seen: number;
}

/** A partition at which a consumer stopped, and stands still until it is repaired. */
export interface StoppedPartition {
  readonly consumer: string;
  readonly topic: string;
  readonly partition: number;
  /** Offset it cannot go beyond, as text: it has 64 bits. */
  readonly offset: string;
  readonly reason: string;
  /** `null`: it did not stop for a gap, but because too much waits behind a parked case. */
  readonly gap: Omit<Missing, 'offset'> | null;
  /** Machine time, epoch ms. */
  readonly stoppedAt: number;
  /** Repaired, and on its way past it. */
  readonly repaired: boolean;
}

export interface RegisterTable {
  readonly name: string;
  /** Whose streams its rows are made from; a row of case `c` belongs to the stream `<desk>/c`. */
  readonly desk: string;
  /** The column that holds the case id: `case_id` where it is not said. */
  readonly caseColumn?: string;
  /** Column name → Postgres type. */
  readonly columns: Readonly<Record<string, string>>;
  readonly key: readonly string[];
  /** Secondary indexes: lists of columns. One by case is there where the key does not begin with it. */
  readonly indexes?: readonly (readonly string[])[];
  /** Columns of text that are found by any part of it, with {@link partAsked}. */
  readonly parts?: readonly string[];
}

/** A parked case, without private data. */
export interface ParkedCase {
  readonly caseId: string;
  readonly shard: number;
  readonly parkedAt: number;
  readonly reason: string;
  readonly origin: string;
  /** Works that wait behind it. */
  readonly waiting: number;
}

/** What waits behind a parked case, in the order in which it will be worked off. Nothing of it is opened here. */
export interface WaitingWork<P> {
  readonly stream: string;
  readonly origin: Origin;
  readonly payload: P;
}

/** One parked case looked at. */
export interface ParkedDetail<P> extends ParkedCase {
  /** The first of them is what failed, unless the case is parked for an effect. */
  readonly queue: readonly WaitingWork<P>[];
  /** Effects that could not be done; they begin anew when the case does. */
  readonly effects: readonly { readonly name: string; readonly attempts: number }[];
}
