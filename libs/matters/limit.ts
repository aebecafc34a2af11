import { due, minutes, type Calendar, type Due } from '@yichuang/working-time';
import type { Plan } from './plan.js';

/** When and under which calendar a decision is made. */
export interface Moment {
  readonly at: number;
  readonly calendarVersion?: string | undefined;
}

/** When a budget is used up; the version is that of all years the clock's ladder reaches, so that it can be told again. */
export function limitOf(calendar: Calendar, plan: Plan, at: number, budgetMinutes: number): Due {
  const last = due(calendar, at, minutes(budgetMinutes + plan.ladder.escalationMinutes));
  return { ...due(calendar, at, minutes(budgetMinutes)), calendarVersion: last.calendarVersion };
}
