import { isOpen, remainingAt, stateAt, toMinutes, type Clock } from '@yichuang/working-time';
import { calendarOf } from './case-clocks.js';
import { intakeClockId, type Book } from './case-evolve.js';
import type { CaseState } from './case-state.js';

/** How the clock of a step stands. */
export interface ClockLeft {
  /** Epoch ms; `null` while it stands still. */
  readonly dueAt: number | null;
  /** Working minutes; negative when the term is overrun. */
  readonly minutesLeft: number;
  readonly state: string;
}

/** The clock a step runs under: its department's own, before acceptance that of the intake, else that of the case. */
function clockOf({ clocks, round }: CaseState, step: string): Clock | undefined {
  const open = [clocks[step], clocks[intakeClockId(round)], clocks['case']].flatMap((of) => of?.clock ?? []);
  return open.find(isOpen);
}

/** What is left of it at an instant; `null` where no clock runs for the step. */
export function clockLeft(book: Book, state: CaseState, step: string, at: number): ClockLeft | null {
  const clock = clockOf(state, step);
  if (clock === undefined || clock.calendarVersion === null) return null;
  const calendar = calendarOf(book.calendars, state.hall, clock.calendarVersion);
  return {
    dueAt: clock.dueAt,
    minutesLeft: toMinutes(remainingAt(calendar, clock, at)),
    state: stateAt(calendar, clock, at),
  };
}
