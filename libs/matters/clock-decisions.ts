import { alreadySo, decided, type Decision, type Rejection } from '@yichuang/kernel';
import { act, addWorkingDays, dateOf, elapsed, extendReasons, isOpen } from '@yichuang/working-time';
import { cardsUnfounded } from './cards.js';
import { calendarOf } from './case-clocks.js';
import type { CaseEvent } from './case-events.js';
import { openPauses, type Pause } from './case-pauses.js';
import * as no from './case-rejections.js';
import { barredByDuties } from './duties.js';
import { actingIn } from './entrustment.js';
import { hasEnded, type CaseState } from './case-state.js';
import type { ApproveOutage, DeclareOutage, ExtendTerm, PauseClock, ResumeClock } from './clock-act-commands.js';
import { inWriting, isOf, pausing, promisedDueAt, resuming } from './clock-pausing.js';
import { nothingOwed } from './tolerance-rejections.js';
import { withinCalendar } from './handing-in.js';
import { pauseGrounds } from './pause-grounds.js';
import type { Run } from './settle.js';
import { barredBeyondTerm, statutoryClockId } from './statutory-terms.js';

/** What people do to the clocks of a case. Only the listed reasons move one, and each act is told in writing. */
type Given = Decision<CaseEvent>;

export function pauseClock(run: Run, command: PauseClock, state: CaseState): Given {
  const { at, reason, department, by, note } = command;
  const barred = barredFromClocks(state);
  if (barred !== null) return barred;
  if (openPauses(state).some(isOf(command))) return alreadySo;
  const unfit = unfitPause(command, state);
  if (unfit !== null) return unfit;
  const expectedOn = reason === 'TOLERANCE' ? owedUntil(state) : command.expectedOn;
  const pause = { reason, department, since: at, until: null, by, approvedBy: null, note, expectedOn };
  return withinCalendar(() => hold(run, state, { at, pause, before: [] }));
}

export function resumeClock(run: Run, command: ResumeClock, state: CaseState): Given {
  const { at, by, note, calendarVersion } = command;
  const barred = barredFromClocks(state);
  if (barred !== null) return barred;
  const pause = openPauses(state).find(isOf(command));
  if (pause === undefined) return state.pauses.some(isOf(command)) ? alreadySo : no.notPaused();
  const resumed = { at, by, note, calendarVersion };
  return withinCalendar(() => decided<CaseEvent>(resuming(run.book, state, pause, resumed)));
}

/** 市场主体登记管理条例 a.19: the head lengthens the term of the law, once, in writing. The promise stays what it was. */
export function extendTerm(run: Run, command: ExtendTerm, state: CaseState): Given {
  const { at, reason, department, by, note, calendarVersion } = command;
  const barred = barredFromClocks(state);
  if (barred !== null) return barred;
  const limit = run.book.plan.statutory?.find(({ extensions }) => extensions[reason] !== undefined);
  const workingDays = limit?.extensions[reason];
  const of = limit === undefined ? undefined : state.clocks[statutoryClockId(limit.step)];
  if (workingDays === undefined || of === undefined || !isOpen(of.clock)) return no.noTermToExtend();
  if (of.department !== department) return no.termOfAnother();
  const { dueAt: end } = of.clock;
  if (end === null) return no.termStandsStill();
  return withinCalendar(() => {
    const calendar = calendarOf(run.book.calendars, state.hall, calendarVersion);
    const { endsAt, calendarVersion: reached } = addWorkingDays(calendar, end, workingDays);
    const { millis } = elapsed(calendar, end, endsAt);
    const longer = act(calendar, of.clock, { type: 'extend', at, reason, millis, by: [by] });
    if (longer.kind === 'rejection') return longer;
    const { basis } = extendReasons[reason];
    const dueAt = longer.dueAt ?? endsAt;
    const promised = promisedDueAt(state.clocks, state);
    const told = { by: [by], reason, basis, note, dueAt: promised, statutoryDueAt: dueAt };
    return decided<CaseEvent>({
      type: 'SlaExtended',
      at,
      clock: of.id,
      reason,
      basis,
      workingDays,
      millis,
      dueAt,
      by,
      note,
      calendarVersion: reached,
      document: inWriting('term-extended', state, at, told),
    });
  });
}

export function declareOutage(_run: Run, { at, by, note }: DeclareOutage, state: CaseState): Given {
  const barred = barredFromClocks(state);
  if (barred !== null) return barred;
  if (openPauses(state).some(({ reason }) => reason === 'UTILITY_OUTAGE')) return no.outageDeclared();
  const waiting = state.outages.find(({ approvedBy }) => approvedBy === null);
  if (waiting !== undefined) return waiting.declaredBy === by ? alreadySo : no.outageDeclared();
  const outage = `outage-${String(state.outages.length + 1)}`;
  return decided<CaseEvent>({ type: 'OutageDeclared', at, by, outage, note });
}

/** R-SOD-07: by another than whoever declared it. The clocks stand from when it was declared. */
export function approveOutage(run: Run, { at, by, roles = [] }: ApproveOutage, state: CaseState): Given {
  const barred = barredFromClocks(state);
  if (barred !== null) return barred;
  const outage = state.outages.at(-1);
  if (outage === undefined) return no.noOutageDeclared();
  if (outage.approvedBy !== null) return outage.approvedBy === by ? alreadySo : no.noOutageDeclared();
  const sameHand = barredByDuties({ id: by, roles }, 'approve-outage', {
    done: [{ act: 'declare-outage', by: outage.declaredBy }],
    applicants: actingIn(state),
  });
  if (sameHand !== null) return sameHand;
  const { id, declaredAt: since, declaredBy, note } = outage;
  const pause = { reason: 'UTILITY_OUTAGE' as const, department: null, since, until: null, by: declaredBy, note };
  const approved = { type: 'OutageApproved' as const, at, by, outage: id };
  return withinCalendar(() =>
    hold(run, state, { at, pause: { ...pause, approvedBy: by, expectedOn: null }, before: [approved] }),
  );
}

interface Holding {
  readonly at: number;
  readonly pause: Omit<Pause, 'id'>;
  readonly before: readonly CaseEvent[];
}

function hold(run: Run, state: CaseState, { at, pause, before }: Holding): Given {
  const paused = pausing(run.book, state, at, pause);
  if (paused === null) return no.noClockRuns();
  return decided<CaseEvent>(...before, paused, ...cardsUnfounded(run.after(state, [paused]), at));
}

function unfitPause({ at, reason, department, expectedOn }: PauseClock, state: CaseState): Rejection | null {
  const { holder, tellsHowLong, beforeAcceptance } = pauseGrounds[reason];
  if (!beforeAcceptance && state.acceptedAt === null) return no.notBeforeAcceptance();
  if (holder === 'department' && department === null) return no.departmentMissing();
  if (department !== null && !hasOpenShare(state, department)) return no.noShareOfDepartment(department);
  if (reason === 'TOLERANCE') {
    const { tolerance } = state;
    return tolerance?.status === 'open' ? barredBeyondTerm(state, tolerance.deadline) : nothingOwed();
  }
  if (expectedOn === null) return tellsHowLong ? no.expectedEndMissing() : null;
  return expectedOn < dateOf(at) ? no.expectedEndPast() : null;
}

/** What is owed says itself how long it may take. */
const owedUntil = ({ tolerance }: CaseState): string | null => (tolerance === null ? null : dateOf(tolerance.deadline));

const hasOpenShare = ({ clocks }: CaseState, department: string): boolean =>
  Object.values(clocks).some((of) => of.kind === 'promised' && of.department === department && isOpen(of.clock));

function barredFromClocks(state: CaseState): Rejection | null {
  if (state.phase === 'none') return no.noSuchCase();
  return hasEnded(state) ? no.caseEnded() : null;
}
