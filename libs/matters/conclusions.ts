import { usedAt } from '@yichuang/working-time';
import { calendarOf } from './case-clocks.js';
import { issue } from './case-documents.js';
import type { CaseEvent } from './case-events.js';
import type { SlaStarted } from './clock-events.js';
import type { Book } from './case-evolve.js';
import { isLeftOut, type CaseState } from './case-state.js';
import { competentAuthorityOf } from './intake.js';
import { limitOf, type Moment } from './limit.js';
import type { Step } from './plan.js';
import { statutoryTerms } from './statutory-terms.js';

/** 受理: at any hour; the clock starts at that instant or at the next opening. */
export const accept = (book: Book, state: CaseState, { at, asOf, calendarVersion }: Moment & AsOf): CaseEvent[] => [
  { type: 'ApplicationAccepted', at, asOf, round: state.round, document: issue('acceptance', state, at) },
  slaStarted(book, state, { at, from: asOf, calendarVersion }),
];

/** The promise, and the terms of the law that begin with it, as of the instant of acceptance. @throws CalendarNotCovered */
export function slaStarted(
  book: Book,
  state: CaseState,
  { at, from, calendarVersion }: Moment & { readonly from: number },
): SlaStarted {
  const { plan } = book;
  const calendar = calendarOf(book.calendars, state.hall, calendarVersion);
  const limit = limitOf(calendar, plan, from, plan.budgetMinutes);
  const statutory = statutoryTerms(calendar, plan, from);
  return {
    type: 'SlaStarted',
    at,
    startedAt: limit.startAt,
    dueAt: limit.dueAt,
    budgetMinutes: plan.budgetMinutes,
    calendarVersion: limit.calendarVersion,
    ...(limit.ladderVersion === undefined ? {} : { ladderVersion: limit.ladderVersion }),
    ...(limit.provisional ? { provisional: true as const } : {}),
    ...(statutory.length > 0 ? { statutory } : {}),
  };
}

interface AsOf {
  readonly asOf: number;
}

type Declining = Pick<Extract<CaseEvent, { type: 'ApplicationDeclined' }>, 'at' | 'asOf' | 'defects' | 'reason'>;

/** 不予受理, with the competent authority named where it is another's matter (行政许可法 a.32(1)(2)). */
export const decline = (state: CaseState, declining: Declining): CaseEvent => ({
  type: 'ApplicationDeclined',
  ...declining,
  competentAuthority: declining.reason === 'NOT_COMPETENT' ? competentAuthorityOf(declining.defects) : null,
  document: issue('non-acceptance', state, declining.at),
});

type Refusing = Pick<Extract<CaseEvent, { type: 'CaseRefused' }>, 'at' | 'asOf' | 'defects' | 'step' | 'reason'>;

/** 不予登记, with all reasons and the remedies (行政许可法 a.38; 市场主体登记管理条例 a.20). */
export const refuse = (book: Book, state: CaseState, refusing: Refusing): CaseEvent[] => [
  { type: 'CaseRefused', ...refusing, document: issue('refusal', state, refusing.at) },
  ...slaEnd(book, state, refusing),
];

/** 办结: everything is there and goes into the package. */
export function complete(book: Book, state: CaseState, at: number): CaseEvent[] {
  const work = book.plan.steps.filter((step) => step.stage === 'work' && step.department !== null);
  const asOf = latestFact(state, work);
  const contents = work.filter((step) => !isLeftOut(state, step)).map((step) => step.id);
  return [
    { type: 'PackageReady', at, asOf, contents },
    { type: 'CaseCompleted', at, asOf },
    ...slaEnd(book, state, { at, asOf }),
  ];
}

/** The clock's last word; finished before the first opening is met with nothing used. */
function slaEnd(book: Book, state: CaseState, { at, asOf }: { readonly at: number } & AsOf): CaseEvent[] {
  const clock = state.clocks.case?.clock;
  if (clock === undefined || clock.begunAt === null || clock.calendarVersion === null) return [];
  const calendar = calendarOf(book.calendars, state.hall, clock.calendarVersion);
  const stoppedAt = Math.max(asOf, clock.begunAt);
  const usedMillis = usedAt(calendar, clock, stoppedAt);
  const { calendarVersion } = clock;
  const type = usedMillis <= clock.budgetMillis ? ('SlaMet' as const) : ('SlaBreached' as const);
  return [{ type, at, stoppedAt, usedMillis, calendarVersion }];
}

/** The time of the newest fact a decision rests on: when it was true, not when it was heard. */
export function latestFact(state: CaseState, steps: readonly Step[]): number {
  const answers = steps.flatMap((step) => state.steps[step.id]?.answeredAt ?? []);
  return Math.max(handedInAt(state), state.withdrawal?.answeredAt ?? 0, state.acceptedAt ?? 0, ...answers);
}

/**
 * As of when a fact ends a case: one from before the application was accepted anew and heard only afterwards, as of that
 * acceptance, for no clock ends before it began. The fact keeps its own date.
 */
export const endingAsOf = ({ restarts }: CaseState, factAt: number): number =>
  Math.max(factAt, ...restarts.flatMap(({ acceptedAt }) => acceptedAt ?? []));

const handedInAt = (state: CaseState): number =>
  state.clocks[`intake-${String(state.round)}`]?.clock.begunAt ?? state.submittedAt;
