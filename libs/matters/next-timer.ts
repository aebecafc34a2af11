import { nextUnexplainedAt } from './card-decisions.js';
import { nextCardAt } from './cards.js';
import type { CaseState } from './case-state.js';

/** When a case's one timer is due: a card by a clock, or a card nobody explains; `null` when nothing is. */
export function nextTimerAt(state: Pick<CaseState, 'clocks' | 'cards'>): number | null {
  const due = [nextCardAt(state), nextUnexplainedAt(state)].filter((at) => at !== null);
  return due.length === 0 ? null : Math.min(...due);
}
