import { explainClock, type ExplainedClock } from '@yichuang/working-time';
import { calendarOf, type CaseClock } from './case-clocks.js';
import type { Book } from './case-evolve.js';
import type { CaseState } from './case-state.js';
import { clockView, type ClockView } from './case-view.js';

/** A clock of a case, and how its time is made up. Instants are epoch ms. */
export interface ExplainedCaseClock extends ClockView, Pick<ExplainedClock, 'runs' | 'ahead'> {
  /** `intake-<round>`, `case`, the step's id, or `statutory-<step>`. */
  readonly id: string;
  /** What this house promises, or the term the law gives. */
  readonly kind: CaseClock['kind'];
  /** Whose share of the limit it is; `null`: the case's own. */
  readonly department: string | null;
}

/** Every clock the case has, in the order in which they were started. */
export const explainedClocks = (book: Book, state: CaseState, at: number): ExplainedCaseClock[] =>
  Object.values(state.clocks).flatMap((of) => {
    const view = clockView(book, state, of, at);
    if (view === null) return [];
    const calendar = calendarOf(book.calendars, state.hall, view.calendarVersion);
    const { runs, ahead } = explainClock(calendar, of.clock, at);
    return [{ id: of.id, kind: of.kind, department: of.department, ...view, runs, ahead }];
  });
