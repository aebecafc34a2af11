import { addWorkingDays, isOpen, type Calendar } from '@yichuang/working-time';
import type { CaseClock } from './case-clocks.js';
import type { CaseState } from './case-state.js';
import type { Plan } from './plan.js';
import { termClock } from './statutory-terms.js';

/** Until when the law gives time to tell the applicant what is missing, as the event of receipt keeps it. */
export interface AcceptanceTerm {
  /** Close of business on the last day; epoch ms. */
  readonly dueAt: number;
  readonly calendarVersion: string;
  readonly provisional?: true;
}

/** What silence made of an application. Instants are epoch ms. */
export interface Deemed {
  /** When it was found: the end of the term, or what happened after it. */
  readonly at: number;
  /** The round that was not answered. */
  readonly round: number;
  /** Of receipt: from then on it counts as accepted. */
  readonly acceptedAt: number;
  readonly rule: string;
  readonly article: string;
  /** When the notice that was given afterwards was answered with a correction. */
  readonly correctedAt: number | null;
  /** What the pre-checks found afterwards stands in the way no more: a commitment was signed for it. */
  readonly cleared: boolean;
}

export const acceptanceClockId = (round: number): string => `acceptance-${String(round)}`;

/** The term of a receipt; nothing where the plan knows none. @throws CalendarNotCovered */
export function acceptanceTerm(
  calendar: Calendar,
  { deemedAcceptance }: Plan,
  receivedAt: number,
): { readonly acceptance?: AcceptanceTerm } {
  if (deemedAcceptance === undefined) return {};
  const {
    endsAt: dueAt,
    calendarVersion,
    provisional,
  } = addWorkingDays(calendar, receivedAt, deemedAcceptance.workingDays);
  return { acceptance: { dueAt, calendarVersion, ...(provisional ? { provisional: true as const } : {}) } };
}

/** It raises no card: those of the house's own, shorter limit are out long before. */
export const acceptanceClock = (calendar: Calendar, round: number, dueAt: number, receivedAt: number): CaseClock => ({
  id: acceptanceClockId(round),
  kind: 'statutory',
  department: null,
  clock: termClock(calendar, dueAt, { at: receivedAt, reason: 'SUBMITTED' }),
  marks: [],
});

/**
 * When silence becomes acceptance; `null` when it cannot. Whoever was given a notice has been told; while a withdrawal is
 * being decided nobody asks for acceptance.
 */
export function deemedDueAt(state: Pick<CaseState, 'phase' | 'round' | 'clocks' | 'withdrawal'>): number | null {
  const { phase, round, withdrawal } = state;
  const clock = state.clocks[acceptanceClockId(round)]?.clock;
  if (phase !== 'intake' || withdrawal?.status === 'pending' || clock === undefined || !isOpen(clock)) return null;
  return clock.dueAt === null ? null : Math.max(clock.dueAt, withdrawal?.answeredAt ?? clock.dueAt);
}

/** Work waits for the pre-checks that are still owed, until it has begun or a commitment took their place. */
export const awaitsPreChecks = (plan: Plan, state: CaseState): boolean =>
  state.deemed !== null &&
  !state.deemed.cleared &&
  !plan.steps.some(({ id, stage }) => stage === 'work' && state.steps[id] !== undefined);
