import type { Head } from './opened.js';
import type { Known } from './states.js';
import type { NewEvent, StoredEvent, TurnHandler, Work } from './types.js';

interface Tracked<S> {
  readonly before: Known<S>;
  now: Known<S>;
  readonly events: StoredEvent[];
}

/** Events with their places, folded but not yet kept. */
export interface Fresh<S> {
  readonly events: readonly StoredEvent[];
  readonly known: Known<S>;
  readonly head: Head;
}

/** The streams of one turn and the heads of their shards, as they are after what was decided so far. */
export class TurnStreams<S> {
  readonly heads = new Map<number, Head>();
  readonly touched = new Set<number>();
  private readonly streams = new Map<string, Tracked<S>>();

  constructor(private readonly handler: Pick<TurnHandler<never, S>, 'evolve'>) {}

  begin(heads: ReadonlyMap<number, Head>, known: ReadonlyMap<string, Known<S>>): void {
    for (const [shard, head] of heads) this.heads.set(shard, { ...head });
    for (const [stream, one] of known) this.streams.set(stream, { before: one, now: one, events: [] });
  }

  known(stream: string): Known<S> {
    return this.tracked(stream).now;
  }

  head(shard: number): Head {
    const head = this.heads.get(shard);
    if (head === undefined) throw new TypeError(`there is no shard ${String(shard)}`);
    return head;
  }

  /** Gives the events of a decision their places and folds them; nothing is kept until all of them are folded. */
  fold({ stream, cause, trace }: Work<unknown>, shard: number, now: number, events: readonly NewEvent[]): Fresh<S> {
    const head = { ...this.head(shard) };
    const stored: StoredEvent[] = [];
    let { version, state, recordedAt } = this.known(stream);
    for (const { type, audience, at, body } of events) {
      // recorded time never goes backwards within a stream
      recordedAt = Math.max(now, recordedAt);
      version += 1;
      head.position += 1;
      const { position } = head;
      const follows = audience === null ? null : head.publicPosition;
      if (audience !== null) head.publicPosition = position;
      const placed = { type, audience, at, body, shard, position, stream, version, follows, cause, recordedAt };
      const event: StoredEvent = trace === undefined ? placed : { ...placed, trace };
      state = this.handler.evolve(state, event);
      stored.push(event);
    }
    return { events: stored, known: { version, state, recordedAt }, head };
  }

  keep(stream: string, shard: number, { events, known, head }: Fresh<S>): void {
    if (events.length === 0) return;
    const tracked = this.tracked(stream);
    tracked.now = known;
    tracked.events.push(...events);
    this.heads.set(shard, head);
    this.touched.add(shard);
  }

  /** Streams that got events, with their state before and after. */
  *moved(): Iterable<readonly [string, readonly StoredEvent[], Known<S>, Known<S>]> {
    for (const [stream, { before, now, events }] of this.streams)
      if (events.length > 0) yield [stream, events, before, now];
  }

  private tracked(stream: string): Tracked<S> {
    const tracked = this.streams.get(stream);
    if (tracked === undefined) throw new TypeError(`${stream} is no stream of this turn`);
    return tracked;
  }
}
