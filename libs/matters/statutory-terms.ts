import { rejected, text, type Rejection } from '@yichuang/kernel';
import {
  act,
  addWorkingDays,
  clock,
  elapsed,
  formatInstant,
  isOpen,
  type Calendar,
  type Clock,
  type StartReason,
} from '@yichuang/working-time';
import { acted, remembered, type CaseClock } from './case-clocks.js';
import type { CaseState } from './case-state.js';
import type { StatutoryTerm } from './clock-events.js';
import { stepOf, type Plan } from './plan.js';

export const statutoryClockId = (step: string): string => `statutory-${step}`;

/** The terms of the law that begin with acceptance; none where the plan knows none. @throws CalendarNotCovered */
export const statutoryTerms = (calendar: Calendar, plan: Plan, acceptedAt: number): StatutoryTerm[] =>
  (plan.statutory ?? []).map(({ step, workingDays, article }) => {
    const { endsAt, calendarVersion, provisional } = addWorkingDays(calendar, acceptedAt, workingDays);
    return {
      clock: statutoryClockId(step),
      step,
      department: stepOf(plan, step).department ?? '',
      workingDays,
      article,
      dueAt: endsAt,
      calendarVersion,
      ...(provisional ? { provisional: true as const } : {}),
    };
  });

/** A term as it begins. */
export interface TermStart {
  readonly at: number;
  readonly reason: StartReason;
}

/** Counted as working time up to the close of its last day, so that it can stand still and go on like any clock. */
export function statutoryClock(calendar: Calendar, term: StatutoryTerm, start: TermStart): CaseClock {
  const { clock: id, department, dueAt } = term;
  const running = termClock(calendar, dueAt, start);
  const marks = [{ card: 'statutory-breach' as const, dueAt: running.dueAt, millis: running.budgetMillis }];
  return { id, kind: 'statutory', department, clock: running, marks };
}

/** As of other clocks that are started: a turn folds each event more than once. */
const begunBefore = new WeakMap<Calendar, Map<string, Clock>>();

/** A clock as long as the working time from its start up to the end of a term. @throws CalendarNotCovered */
export function termClock(calendar: Calendar, dueAt: number, start: TermStart): Clock {
  const begin = (): Clock => {
    const { millis } = elapsed(calendar, start.at, dueAt);
    return acted(act(calendar, clock(millis), { type: 'start', ...start }));
  };
  return remembered(begunBefore, calendar, [start.at, dueAt, start.reason].join(), begin);
}

/** The first end of a term the law gives a step that still counts; `null` when none does. */
export function statutoryDueAt(clocks: CaseState['clocks']): number | null {
  const ends = Object.values(clocks)
    .filter(({ kind, department }) => kind === 'statutory' && department !== null)
    .flatMap(({ clock: of }) => (isOpen(of) && of.dueAt !== null ? [of.dueAt] : []));
  return ends.length === 0 ? null : Math.min(...ends);
}

/**
 * The most the law can give is its term with every extension of the head. Whoever promises a paper for later than the
 * term without them needs the head to lengthen it before the clock may stand for it.
 */
export function barredBeyondLongest(
  calendar: Calendar,
  { statutory = [] }: Plan,
  { acceptedAt, until }: { readonly acceptedAt: number; readonly until: number },
): Rejection | null {
  const ends = statutory.map(({ workingDays, extensions }) => {
    const days = Object.values(extensions).reduce((sum, more) => sum + more, workingDays);
    return addWorkingDays(calendar, acceptedAt, days).endsAt;
  });
  return beyond(ends.length === 0 ? null : Math.min(...ends), until);
}

/** What is put off until then must not go beyond the term of the law, which tolerance does not stop. */
export function barredBeyondTerm(state: CaseState, until: number): Rejection | null {
  return beyond(statutoryDueAt(state.clocks), until);
}

function beyond(end: number | null, until: number): Rejection | null {
  if (end === null || until <= end) return null;
  const last = formatInstant(end).slice(0, 16).replace('T', ' ');
  return rejected(
    'BEYOND_STATUTORY_TERM',
    text(`期限不得超过法定时限 ${last}`, `the deadline lies beyond the statutory term, which ends ${last}`),
  );
}
