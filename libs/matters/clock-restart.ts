import { alreadySo, decided, type Decision, type Rejection } from '@yichuang/kernel';
import { act, due, isOpen, remainingAt, restartReasons, usedAt, type Calendar } from '@yichuang/working-time';
import { calendarOf, type CaseClock } from './case-clocks.js';
import type { CaseEvent } from './case-events.js';
import { openPauses } from './case-pauses.js';
import * as no from './case-rejections.js';
import { hasEnded, mayStillEnd, type CaseState } from './case-state.js';
import type { RestartClock } from './clock-act-commands.js';
import { inWriting } from './clock-pausing.js';
import { withinCalendar } from './handing-in.js';
import { moved } from './moved-clock.js';
import type { Plan } from './plan.js';
import type { Run } from './settle.js';
import { statutoryClock, statutoryDueAt, statutoryTerms } from './statutory-terms.js';

/**
 * 重新计时: the application was accepted anew, so every term that runs begins anew with all of it: what is promised from now, the
 * terms of the law counted in their days from today. What is overrun stays overrun, else any breach could be undone.
 */
export function restartClock(run: Run, command: RestartClock, state: CaseState): Decision<CaseEvent> {
  const { at, reason, department, by, note, calendarVersion: version } = command;
  if (state.phase === 'none') return no.noSuchCase();
  if (hasEnded(state)) return no.caseEnded();
  if (state.restarts.some((one) => one.reason === reason && one.by === by && one.note === note)) return alreadySo;
  const own = state.clocks.case;
  if (own === undefined || !isOpen(own.clock)) return no.noClockRuns();
  const barred = barredFromRestart(run.book.plan, state, department);
  if (barred !== null) return barred;
  return withinCalendar(() => {
    const calendar = calendarOf(run.book.calendars, state.hall, version);
    const restart = { type: 'restart' as const, at, reason, by: [by] };
    const wall = act(calendar, own.clock, restart);
    if (wall.kind === 'rejection') return wall;
    const runs = running(calendar, state, at);
    const promised = runs.filter(({ kind }) => kind === 'promised').map((of) => moved(calendar, of, restart));
    const statutory = statutoryTerms(calendar, run.book.plan, at).filter(({ clock }) =>
      runs.some(({ id }) => id === clock),
    );
    const terms = statutory.map((term) => statutoryClock(calendar, term, { at, reason: 'ACCEPTED' }));
    // The version of all years the marks reach, so that they can be told again.
    const ahead = promised.flatMap(({ marks }) => marks.map(({ millis }) => millis));
    const { calendarVersion } = due(calendar, at, Math.max(0, ...ahead));
    const { basis } = restartReasons[reason];
    const dueAt = wall.dueAt ?? at;
    const clocks = { ...state.clocks, ...Object.fromEntries(terms.map((of) => [of.id, of])) };
    const told = { by: [by], reason, basis, note, dueAt, statutoryDueAt: statutoryDueAt(clocks) };
    return decided<CaseEvent>({
      type: 'SlaRestarted',
      at,
      reason,
      basis,
      by,
      department,
      note,
      usedMillis: usedAt(calendar, own.clock, at),
      clocks: promised.map(({ id, clock }) => ({ clock: id, dueAt: clock.dueAt })),
      dueAt,
      acceptedAt: at,
      ...(statutory.length > 0 ? { statutory } : {}),
      calendarVersion,
      document: inWriting('clock-restarted', state, at, told),
    });
  });
}

function barredFromRestart(plan: Plan, state: CaseState, department: string | null): Rejection | null {
  if (state.withdrawal?.status === 'pending') return no.withdrawalPending();
  if (!mayStillEnd(plan, state)) return no.tooLateToRestart();
  // The head of the authority whose act the case is about accepts it anew.
  const deciding = plan.steps.find(({ irrevocable }) => irrevocable === true)?.department ?? department;
  if (deciding !== department) return no.restartOfAnother();
  return openPauses(state).length > 0 ? no.clockStandsStill() : null;
}

/** Clocks that count for the work and are not overrun; those begun by a fact that is later than now are left alone. */
const running = (calendar: Calendar, { clocks }: CaseState, at: number): CaseClock[] =>
  Object.values(clocks).filter(
    ({ id, kind, department, clock }) =>
      clock.state === 'RUNNING' &&
      (id === 'case' || department !== null || kind === 'promised') &&
      (clock.last?.at ?? at) <= at &&
      remainingAt(calendar, clock, at) >= 0,
  );
