import { decided, type Decided } from '@yichuang/kernel';
import { cardsUnfounded } from './cards.js';
import type { CaseEvent } from './case-events.js';
import type { Book } from './case-evolve.js';
import type { CaseState } from './case-state.js';
import type { Moment } from './limit.js';
import { nextAct } from './proceed.js';

/** What the decisions of a case share: its book, and the state after some events. */
export interface Run {
  readonly book: Book;
  readonly after: (state: CaseState, events: readonly CaseEvent[]) => CaseState;
}

/** Records what was decided, then everything that follows from it, until somebody else must act. */
export function settle(run: Run, state: CaseState, first: readonly CaseEvent[], moment: Moment): Decided<CaseEvent> {
  const events = [...first];
  let now = run.after(state, first);
  // Each act asks for a step or ends a phase, so a case that acts more often than it has steps acts in a circle.
  for (let left = run.book.plan.steps.length + 2; ; left--) {
    if (left === 0) throw new RangeError(`case ${state.caseId} acts in a circle`);
    const next = nextAct(run.book, now, moment);
    if (next.length === 0) break;
    events.push(...next);
    now = run.after(now, next);
  }
  return decided(...events, ...cardsUnfounded(now, moment.at));
}
