import { due, minutes, type Calendar, type Due } from '@yichuang/working-time';
import type { Plan } from './plan.js';
import { ladderFor } from './published-ladders.js';

/** When and under which calendar a decision is made. */
export interface Moment {
  readonly at: number;
  readonly calendarVersion?: string | undefined;
}

/** When a budget is used up, and under which ladder; `ladderVersion` is absent where the plan has its own. */
export interface Limit extends Due {
  readonly ladderVersion?: string;
}

/** The version of the calendar is that of all years the clock's ladder reaches, so that it can be told again. */
export function limitOf(calendar: Calendar, plan: Plan, at: number, budgetMinutes: number): Limit {
  const { ladder, version } = ladderFor(plan, calendar.hall.id, at);
  const last = due(calendar, at, minutes(budgetMinutes + ladder.escalationMinutes));
  return {
    ...due(calendar, at, minutes(budgetMinutes)),
    calendarVersion: last.calendarVersion,
    ...(version === null ? {} : { ladderVersion: version }),
  };
}

/** What an event keeps of a limit. */
export const reckonedBy = ({ dueAt, calendarVersion, ladderVersion }: Limit) => ({
  dueAt,
  calendarVersion,
  ...(ladderVersion === undefined ? {} : { ladderVersion }),
});
