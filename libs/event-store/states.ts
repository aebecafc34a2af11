import { LRUCache } from 'lru-cache';
import type { Session } from './session.js';
import { STATES_MAX } from './limits.js';
import type { StoredEvent, TurnHandler } from './types.js';
import type { Packs } from './packs/packs.js';
import { readStreamsOf } from './packs/streams-of.js';

export interface Known<S> {
  readonly version: number;
  readonly state: S;
  readonly recordedAt: number;
}

/** States of streams lately touched. A cache of folds: what it holds is compared with the stream's version under the head. */
export class States<S> {
  private readonly cache = new LRUCache<string, Known<S>>({ max: STATES_MAX });

  constructor(
    private readonly handler: Pick<TurnHandler<never, S>, 'initial' | 'evolve'>,
    private readonly packs: Packs,
  ) {}

  /** The states of these streams at these versions, folding what is missing from the log. */
  async at(session: Session, versions: ReadonlyMap<string, number>): Promise<Map<string, Known<S>>> {
    const known = new Map<string, Known<S>>();
    const behind: { stream: string; from: Known<S> }[] = [];
    for (const [stream, version] of versions) {
      const cached = this.cache.get(stream);
      if (version === 0) known.set(stream, this.none(stream));
      else if (cached?.version === version) known.set(stream, cached);
      else behind.push({ stream, from: cached !== undefined && cached.version < version ? cached : this.none(stream) });
    }
    if (behind.length > 0) await this.catchUp(session, behind, known);
    return known;
  }

  keep(stream: string, known: Known<S>): void {
    this.cache.set(stream, known);
  }

  forget(stream: string): void {
    this.cache.delete(stream);
  }

  private none(stream: string): Known<S> {
    return { version: 0, state: this.handler.initial(stream), recordedAt: 0 };
  }

  private async catchUp(
    session: Session,
    behind: readonly { stream: string; from: Known<S> }[],
    known: Map<string, Known<S>>,
  ): Promise<void> {
    const tails = await readStreamsOf(
      async (statement) => ((await session.send(statement))[0]?.rows ?? []) as unknown[],
      this.packs,
      new Map(behind.map(({ stream, from }) => [stream, from.version])),
    );
    for (const { stream, from } of behind)
      known.set(
        stream,
        (tails.get(stream) ?? []).reduce((before, event) => this.after(before, event), from),
      );
    for (const { stream } of behind) this.cache.set(stream, known.get(stream));
  }

  private after({ version, state }: Known<S>, event: StoredEvent): Known<S> {
    if (event.version !== version + 1)
      throw new TypeError(`${event.stream} has a hole before version ${String(event.version)}`);
    return { version: event.version, state: this.handler.evolve(state, event), recordedAt: event.recordedAt };
  }
}
