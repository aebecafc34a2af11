import { deemedDueAt } from './acceptance-term.js';
import { nextUnexplainedAt } from './card-decisions.js';
import { nextCardAt } from './cards.js';
import type { CaseState } from './case-state.js';
import { nextInspectionAt } from './commitment-inspections.js';
import { nextSilenceAt } from './consultation.js';
import { toleranceDueAt } from './tolerance.js';

/**
 * When a case's one timer is due: a card by a clock, a card nobody explains, an application nobody answers, papers nobody hands
 * in, an inspection nobody makes, a question nobody answers; `null` when nothing is.
 */
export function nextTimerAt(
  state: Pick<
    CaseState,
    'clocks' | 'cards' | 'phase' | 'round' | 'tolerance' | 'withdrawal' | 'commitments' | 'consultations'
  >,
): number | null {
  const due = [
    nextCardAt(state),
    nextUnexplainedAt(state),
    deemedDueAt(state),
    toleranceDueAt(state),
    nextInspectionAt(state),
    nextSilenceAt(state),
  ].filter((at) => at !== null);
  return due.length === 0 ? null : Math.min(...due);
}
