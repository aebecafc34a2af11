import { decide, fold } from '@yichuang/kernel';
import { nameDesk } from './desk.js';
import type { Holders, NameCommand, NameEvent } from './events.js';
import type { NameState } from './state.js';
import { initial } from './state.js';

/**
 * Cases at the name desk over one book of claims, as the store keeps it: keys asked for before each decision, holders of
 * other streams seen, what an event keeps or frees written at once.
 */
export class ClaimBook {
  private readonly held = new Map<string, Map<string, unknown>>();
  private readonly states = new Map<string, NameState>();

  state(caseId: string): NameState {
    return this.states.get(caseId) ?? initial;
  }

  /** What the case holds, key by key. */
  keysOf(caseId: string): string[] {
    return [...this.held].flatMap(([key, holders]) => (holders.has(stream(caseId)) ? [key] : []));
  }

  holdersOf(keys: readonly string[], caseId: string): Holders {
    return keys.flatMap((key) =>
      [...(this.held.get(key) ?? [])].flatMap(([holder, data]) =>
        holder === stream(caseId) ? [] : [{ key, stream: holder, data }],
      ),
    );
  }

  /** @throws TypeError on a rejection: this desk knows none. */
  decide(caseId: string, command: NameCommand): readonly NameEvent[] {
    const before = this.state(caseId);
    const holders = this.holdersOf(nameDesk.claims?.(command, before, caseId) ?? [], caseId);
    const decision = decide(nameDesk.decider, { ...command, holders }, before);
    if (decision.kind === 'rejection') throw new TypeError(decision.code);
    for (const event of decision.events) this.take(caseId, event);
    return decision.events;
  }

  private take(caseId: string, event: NameEvent): void {
    const after = fold(nameDesk.decider, [event], this.state(caseId));
    this.states.set(caseId, after);
    const { keep = [], release = [] } = nameDesk.holds?.(event, after, caseId) ?? {};
    for (const key of release) this.held.get(key)?.delete(stream(caseId));
    for (const { key, data } of keep) {
      const holders = this.held.get(key) ?? new Map<string, unknown>();
      this.held.set(key, holders.set(stream(caseId), data));
    }
  }
}

const stream = (caseId: string): string => `name/${caseId}`;
