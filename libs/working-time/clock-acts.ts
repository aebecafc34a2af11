import type { Rejection } from '@yichuang/kernel';
import { basis, type Calendar } from './calendar.js';
import { isOpen } from './clock.js';
import type { Clock, ClockAct, NotStartedClock, OpenClock, PausedClock } from './clock.js';
import type { RecordedAct, RunningClock, StoppedClock, VoidClock } from './clock.js';
import { dueOf, remainingAt } from './clock-reading.js';
import * as no from './clock-rejections.js';
import * as reasons from './clock-reasons.js';
import { endedBy, running } from './clock-states.js';
import { opening } from './working-time.js';

/**
 * One act on a clock: the clock after it, or why it cannot be done now. The clock given is never changed.
 * The act is counted by the calendar given, whose version the new clock records.
 * @throws CalendarNotCovered when the act or the new end lies beyond the calendar; RangeError for an instant or an
 * extension that is not whole milliseconds; TypeError for an unlisted act or reason: those are bugs of the caller.
 */
export function act(calendar: Calendar, clock: Clock, asked: ClockAct): Clock | Rejection {
  basis(calendar, asked.at, asked.at);
  const reason = reasonOf(asked);
  if (asked.at < earliest(clock, asked)) return no.backwards();
  const persons = asked.type === 'resume' ? 0 : (reason.persons ?? 0);
  if (persons > 0 && new Set(asked.by).size < persons) return no.morePersons(reason);
  return dispatch(calendar, clock, { ...asked, basis: reason.basis });
}

type Recorded<T extends ClockAct['type']> = Extract<RecordedAct, { readonly type: T }>;

function dispatch(calendar: Calendar, clock: Clock, act: RecordedAct): Clock | Rejection {
  if (act.type === 'start')
    return clock.state === 'NOT_STARTED' ? begin(calendar, clock, act) : no.wrongState(clock, act);
  if (act.type === 'void' && clock.state === 'NOT_STARTED') return neverStarted(clock, act);
  if (!isOpen(clock)) return no.wrongState(clock, act);
  switch (act.type) {
    case 'pause':
      return pause(calendar, clock, act);
    case 'resume':
      return clock.state === 'PAUSED' ? resume(calendar, clock, act) : no.wrongState(clock, act);
    case 'restart':
      return remainingAt(calendar, clock, act.at) < 0 ? no.usedUp(act) : begin(calendar, clock, act);
    case 'extend':
      return extend(calendar, clock, act);
    case 'reproject':
      return clock.state === 'RUNNING' ? reproject(calendar, clock, act) : no.wrongState(clock, act);
    case 'stop':
      return stop(calendar, clock, act);
    case 'void':
      return { ...endedBy(calendar, clock, act), state: 'VOID', dueAt: null, stoppedAt: act.at };
  }
}

/** A restart gives the whole term again: what was granted on top of the former term ends with it. */
function begin(calendar: Calendar, clock: Clock, act: Recorded<'start' | 'restart'>): RunningClock {
  const granted = clock.extensions.reduce((sum, extension) => sum + extension.millis, 0);
  const { startAt } = opening(calendar, act.at);
  const term = { begunAt: act.at, startedAt: startAt, budgetMillis: clock.budgetMillis - granted, extensions: [] };
  return running(calendar, term, { runs: [], since: act.at }, act);
}

function pause(calendar: Calendar, clock: OpenClock, act: Recorded<'pause'>): PausedClock | Rejection {
  const hold = { reason: act.reason, since: act.at };
  if (clock.state === 'RUNNING') {
    const stood = endedBy(calendar, clock, act);
    return { ...stood, state: 'PAUSED', dueAt: null, stoppedAt: null, holds: [hold] };
  }
  if (clock.holds.some((h) => h.reason === act.reason)) return no.heldAlready(reasons.pauseReasons[act.reason]);
  return { ...clock, holds: [...clock.holds, hold], last: act };
}

/** The clock goes on only when nothing holds it any more: an outage that ends does not end the wait for a signature. */
function resume(calendar: Calendar, clock: PausedClock, act: Recorded<'resume'>): OpenClock | Rejection {
  const holds = clock.holds.filter((h) => h.reason !== act.reason);
  if (holds.length === clock.holds.length) return no.notHeld(reasons.pauseReasons[act.reason]);
  if (holds.length > 0) return { ...clock, holds, last: act };
  return running(calendar, clock, { runs: clock.runs, since: act.at }, act);
}

/** A term that is over cannot be lengthened, else any breach could be undone afterwards. */
function extend(calendar: Calendar, clock: OpenClock, act: Recorded<'extend'>): OpenClock | Rejection {
  const { reason, millis } = act;
  if (!Number.isSafeInteger(millis) || millis < 1)
    throw new RangeError(`an extension is whole milliseconds above 0, not ${String(millis)}`);
  if (clock.extensions.some((e) => e.reason === reason)) return no.extendedAlready(reasons.extendReasons[reason]);
  if (remainingAt(calendar, clock, act.at) < 0) return no.usedUp(act);
  const extensions = [...clock.extensions, { reason, millis }];
  const longer = { ...clock, budgetMillis: clock.budgetMillis + millis, extensions, last: act };
  return longer.state === 'RUNNING' ? running(calendar, longer, longer, act) : longer;
}

/** Only the current run is counted anew; ended runs stay as they were counted. */
function reproject(calendar: Calendar, clock: RunningClock, act: Recorded<'reproject'>): RunningClock | Rejection {
  const waiting = clock.runs.length === 0 && act.at <= clock.startedAt;
  const startedAt = waiting ? opening(calendar, clock.begunAt).startAt : clock.startedAt;
  const after = running(calendar, { ...clock, startedAt }, clock, act);
  const same = after.calendarVersion === clock.calendarVersion && after.hallVersion === clock.hallVersion;
  return same ? no.sameCalendar() : after;
}

/** Ready before the first opening is ready with nothing used. */
function stop(calendar: Calendar, clock: OpenClock, act: Recorded<'stop'>): StoppedClock {
  const ended = endedBy(calendar, clock, act);
  const { runs, usedMillis, budgetMillis } = ended;
  const last = runs.at(-1);
  const dueAt = last?.to === act.at ? dueOf(calendar, runs.slice(0, -1), last.from, budgetMillis).dueAt : null;
  return { ...ended, state: usedMillis <= budgetMillis ? 'MET' : 'BREACHED', dueAt, stoppedAt: act.at };
}

const neverStarted = (clock: NotStartedClock, act: Recorded<'void'>): VoidClock => ({
  ...clock,
  state: 'VOID',
  stoppedAt: act.at,
  last: act,
});

/** An end may be learnt late, but not from before the term; everything else follows the last act. */
function earliest(clock: Clock, { type }: ClockAct): number {
  if ((type === 'stop' || type === 'void') && isOpen(clock)) return clock.begunAt;
  return clock.last?.at ?? -Infinity;
}

const listed: Record<ClockAct['type'], Readonly<Record<string, reasons.Reason>>> = {
  start: reasons.startReasons,
  pause: reasons.pauseReasons,
  resume: reasons.pauseReasons,
  restart: reasons.restartReasons,
  extend: reasons.extendReasons,
  reproject: reasons.reprojectReasons,
  stop: reasons.stopReasons,
  void: reasons.voidReasons,
};

function reasonOf({ type, reason }: ClockAct): reasons.Reason {
  const list = Object.hasOwn(listed, type) ? listed[type] : {};
  const found = Object.hasOwn(list, reason) ? list[reason] : undefined;
  if (!found) throw new TypeError(`no act ${JSON.stringify(type)} for the reason ${JSON.stringify(reason)}`);
  return found;
}
