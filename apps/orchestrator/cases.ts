import type { Action, Actor } from '@yichuang/contracts';
import { decodeEvent, permitted, Problem, type Desks, type DomainClock, type StoredEvent } from '@yichuang/host';
import { evolve, text } from '@yichuang/kernel';
import type { Book, CaseEvent, CaseState } from '@yichuang/matters';
import { belongingOf } from './case-reach.js';
import type { CaseDesk } from './case/desk.js';

/** A case as it was at an instant. */
export interface FoundCase {
  readonly book: Book;
  readonly state: CaseState;
  readonly events: readonly CaseEvent[];
  /** Epoch ms: now, or the earlier instant asked for. */
  readonly at: number;
  /** `shard:position` of the case's last public event in it: a read that waits for it sees at least this. */
  readonly position: string;
}

/** When a case is to be read. */
export interface Moment {
  /** An earlier instant, epoch ms. */
  readonly at?: number;
  /** `shard:position` that must show. */
  readonly after?: string;
}

/** Reads cases by folding their streams: always right, at any instant, and never behind a write that was answered. */
export class Cases {
  constructor(
    private readonly desk: CaseDesk,
    private readonly bookOf: (state: CaseState) => Book,
    private readonly desks: Desks,
    private readonly clock: DomainClock,
  ) {}

  /** For who is signed in. @throws Problem 404 as {@link get}, 403 when his reach does not go so far */
  async getFor(actor: Actor, action: Action, caseId: string, moment: Moment): Promise<FoundCase> {
    const found = await this.get(caseId, moment);
    permitted(actor, action, belongingOf(found.book.plan, found.state));
    return found;
  }

  /** @throws Problem 404 when there is no such case, or was none at the instant asked for */
  async get(caseId: string, { at, after }: Moment): Promise<FoundCase> {
    if (after !== undefined) await this.desks.waitFor(after);
    const stored = await this.desks.events(this.desk.name, caseId, at);
    if (stored.length === 0) throw new Problem(404, 'NO_SUCH_CASE', text('没有这个办件', 'there is no such case'));
    const events = stored.map((event) => decodeEvent(event) as CaseEvent);
    const state = events.reduce((before, event) => evolve(this.desk.decider, before, event), this.desk.decider.initial);
    return {
      book: this.bookOf(state),
      state,
      events,
      at: at ?? this.clock.now(),
      position: publicPosition(stored),
    };
  }
}

/** Reads wait for public positions only: one of a private event is not passed before another public one comes. */
export function publicPosition(stored: readonly Pick<StoredEvent, 'shard' | 'position' | 'audience'>[]): string {
  const last = stored.findLast(({ audience }) => audience !== null);
  return `${String(last?.shard ?? 0)}:${String(last?.position ?? 0)}`;
}
