import type { Effects } from './effects.js';
import type { Item, Unparking } from './item.js';
import type { Standing } from './opened.js';
import { QueueFull } from './turn-errors.js';
import { TryLater, type TurnHandler } from './types.js';

/** Parked cases in one turn: who is parked, what waits behind them, and how far a queue was worked off. */
export class TurnParking<P> {
  private readonly now = new Map<string, string>();
  private readonly queuedNow = new Map<string, number>();
  private standing: ReadonlyMap<string, Standing> = new Map();
  private upTo = 0;
  private workedOff = 0;

  constructor(
    private readonly handler: Pick<TurnHandler<P, never>, 'toBytes'>,
    private readonly effects: Effects,
    private readonly queueMax: number,
    readonly unparking: Unparking<P> | undefined,
  ) {}

  begin(standing: ReadonlyMap<string, Standing>): void {
    this.standing = standing;
  }

  /** Why nothing of this case may be decided now. */
  reasonFor(caseId: string): string | undefined {
    return this.now.get(caseId) ?? (this.unparking === undefined ? this.standing.get(caseId)?.reason : undefined);
  }

  park({ work, shard }: Item<P>, at: number, reason: string, origin: string = work.origin.kind): void {
    this.now.set(work.caseId, reason);
    this.effects.parked.set(work.caseId, { case_id: work.caseId, shard, parked_at: at, reason, origin });
  }

  /** An effect is used up. Its row stays, and begins anew when the case does. */
  exhausted(item: Item<P>, at: number): void {
    const { work } = item;
    if (work.origin.kind !== 'errand') return;
    const { errand, attempt } = work.origin;
    this.effects.errandsExhausted.set(errand, attempt);
    if (this.reasonFor(work.caseId) !== undefined) return;
    const what = errandName(errand);
    this.park(item, at, `the errand ${what} was tried ${String(attempt)} times without success`, 'effect');
  }

  /** It waits in the queue now, and nowhere else. @throws QueueFull, TryLater */
  queue(item: Item<P>): void {
    const { work, errandEnd } = item;
    const { caseId, stream, cause, origin, trace, payload } = work;
    const before = (this.standing.get(caseId)?.waiting ?? 0) + (this.queuedNow.get(caseId) ?? 0);
    if (before >= this.queueMax) {
      if (origin.kind === 'record') throw new QueueFull(item);
      throw new TryLater(`too much waits behind the parked case ${caseId}`);
    }
    this.effects.queued.push({ caseId, stream, cause, origin, trace, payload: this.handler.toBytes(payload) });
    this.queuedNow.set(caseId, (this.queuedNow.get(caseId) ?? 0) + 1);
    if (origin.kind === 'timer') this.effects.timer(stream, origin.timer, null, false);
    if (origin.kind === 'errand' && errandEnd === 'asked-again') this.effects.askedAgain(origin.errand, origin.attempt);
    else if (origin.kind === 'errand') this.effects.errandsDone.add(origin.errand);
  }

  /** A queued work is done with. */
  passed(item: Item<P>): void {
    if (this.unparking === undefined) return;
    this.upTo = this.unparking.seqOf.get(item) ?? this.upTo;
    this.workedOff += 1;
  }

  /** What is written of a queue that was worked off. */
  end(): { readonly whole: boolean; readonly workedOff: number } {
    if (this.unparking === undefined) return { whole: false, workedOff: 0 };
    const { caseId } = this.unparking;
    const whole = !this.now.has(caseId);
    this.effects.unparked = { caseId, upTo: this.upTo, whole };
    return { whole, workedOff: this.workedOff };
  }
}

/** Port and name stand last in an errand's id, behind its index; what caused it may itself be an errand. */
export function errandName(id: string): string {
  const parts = id.split('|');
  return parts.slice(parts.findLastIndex((part) => /^\d+$/.test(part)) + 1).join(' ');
}
