import { alreadySo, decided, type Decision } from '@yichuang/kernel';
import { act, compareVersions, due, minutes, partsOf, reprojectReasons } from '@yichuang/working-time';
import { calendarOf, type CaseClock } from './case-clocks.js';
import type { CaseEvent } from './case-events.js';
import type { Book } from './case-evolve.js';
import * as no from './case-rejections.js';
import { hasEnded, type CaseState } from './case-state.js';
import { isOpen, type Consultation } from './consultation.js';
import type { ConsultationReprojected } from './consultation-events.js';
import { withinCalendar } from './handing-in.js';
import { reprojecting, type ReprojectDeadlines, type ReprojectedClock } from './reprojected.js';
import type { Run } from './settle.js';

/**
 * Once a published calendar: a clock that rests on it already is left alone, and so is one that rests on a newer one. A
 * paused clock has no end to move; it is reckoned by the calendar in force when it goes on.
 */
export function reproject({ book }: Run, command: ReprojectDeadlines, state: CaseState): Decision<CaseEvent> {
  const { at, calendarVersion } = command;
  if (state.phase === 'none') return no.noSuchCase();
  if (hasEnded(state)) return alreadySo;
  return withinCalendar(() => {
    const clocks = Object.values(state.clocks).flatMap((of) => reprojectedClock(book, state, of, command));
    const asked = command.consultations === true ? state.consultations : [];
    const questions = asked.flatMap((of) => reprojectedQuestion(book, state, of, command));
    const { basis } = reprojectReasons.CALENDAR_PUBLISHED;
    const before = [...clocks.map(({ from }) => from), ...questions.map(({ reckonedBefore }) => reckonedBefore)];
    const notices = command.notices.filter(({ version }) =>
      before.some((known) => !known.split('+').includes(version)),
    );
    const because = { at, calendarVersion, reason: 'CALENDAR_PUBLISHED', basis, notices } as const;
    return decided<CaseEvent>(
      ...(clocks.length === 0 ? [] : [{ type: 'SlaReprojected' as const, ...because, clocks }]),
      ...questions.map((question) => ({ type: 'ConsultationReprojected' as const, ...because, ...question })),
    );
  });
}

function reprojectedClock(
  book: Book,
  { hall }: CaseState,
  of: CaseClock,
  { at, calendarVersion }: ReprojectDeadlines,
): ReprojectedClock[] {
  const { clock } = of;
  if (clock.state !== 'RUNNING' || isOlder(calendarVersion, clock.calendarVersion)) return [];
  const calendar = calendarOf(book.calendars, hall, calendarVersion);
  const after = act(calendar, clock, reprojecting(of, at));
  if (after.kind === 'rejection' || after.state !== 'RUNNING') return [];
  const { id, department } = of;
  const versions = { from: clock.calendarVersion, to: after.calendarVersion };
  return [{ clock: id, department, ...versions, dueBefore: clock.dueAt, dueAfter: after.dueAt }];
}

type ReprojectedQuestion = Omit<
  ConsultationReprojected,
  'type' | 'at' | 'calendarVersion' | 'reason' | 'basis' | 'notices'
>;

/**
 * A question that is open, as a clock that runs: all of its minutes are counted anew from when it was asked. Silence that has
 * come stays; and whoever would have been silent already keeps the time he was told.
 */
function reprojectedQuestion(
  book: Book,
  { hall }: CaseState,
  of: Consultation,
  { at, calendarVersion }: ReprojectDeadlines,
): ReprojectedQuestion[] {
  const { id, from, desk, to, openedAt, dueAt: dueBefore, calendarVersion: reckonedBefore } = of;
  if (!isOpen(of) || dueBefore <= at || isOlder(calendarVersion, reckonedBefore)) return [];
  const anew = due(calendarOf(book.calendars, hall, calendarVersion), openedAt, minutes(of.minutes));
  if (anew.calendarVersion === reckonedBefore) return [];
  const dueAt = anew.dueAt > at ? anew.dueAt : dueBefore;
  return [{ id, from, desk, to, reckonedBefore, reckonedNow: anew.calendarVersion, dueBefore, dueAt }];
}

/** Whoever has not heard of the newest calendar yet takes nothing back. */
function isOlder(version: string, known: string): boolean {
  const given = version.split('+');
  return known.split('+').some((one) => {
    const same = given.find((other) => partsOf(other).year === partsOf(one).year);
    return same !== undefined && compareVersions(same, one) < 0;
  });
}
