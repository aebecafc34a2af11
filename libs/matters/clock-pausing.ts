import { due, isOpen, type Calendar } from '@yichuang/working-time';
import { calendarOf, type CaseClock } from './case-clocks.js';
import { issue, type CaseDocument, type ClockNotice, type DocumentKind } from './case-documents.js';
import { intakeClockId, type Book } from './case-evolve.js';
import { basisOf, lifted, openPauses, type Pause } from './case-pauses.js';
import type { CaseState } from './case-state.js';
import type { MovedClock, SlaPaused, SlaResumed } from './clock-act-events.js';
import { held } from './clock-evolve.js';
import type { Moment } from './limit.js';
import type { Plan } from './plan.js';
import { statutoryDueAt } from './statutory-terms.js';

/** How the clocks of a case begin to stand still and go on, whoever says so. */

/** The clock all others stand behind: that of the case, before acceptance that of the intake. */
export const wallOf = ({ clocks, round }: Pick<CaseState, 'clocks' | 'round'>): CaseClock | undefined =>
  clocks.case ?? clocks[intakeClockId(round)];

export const promisedDueAt = (clocks: CaseState['clocks'], { round }: CaseState): number | null =>
  wallOf({ clocks, round })?.clock.dueAt ?? null;

export const inWriting = (kind: DocumentKind, state: CaseState, at: number, told: ClockNotice): CaseDocument => ({
  ...issue(kind, state, at),
  clock: told,
});

export const isOf =
  (asked: Pick<Pause, 'reason' | 'department'>) =>
  ({ reason, department }: Pause): boolean =>
    reason === asked.reason && department === asked.department;

/**
 * `null` when no clock runs that could stand. Not from before the last act on the clock that is the wall: what it has
 * counted since stays counted.
 */
export function pausing(book: Book, state: CaseState, at: number, asked: Omit<Pause, 'id'>): SlaPaused | null {
  const wall = wallOf(state);
  if (wall === undefined || !isOpen(wall.clock)) return null;
  const since = Math.max(asked.since, wall.clock.last?.at ?? asked.since);
  const pause: Pause = { ...asked, since, id: `pause-${String(state.pauses.length + 1)}` };
  const clocks = held(book, state, pause);
  const { id, reason, department, by, approvedBy, note, expectedOn } = pause;
  const basis = basisOf(reason);
  const expected = expectedOn === null ? {} : { expectedOn };
  const persons = approvedBy === null ? [by] : [by, approvedBy];
  const told = { by: persons, reason, basis, note, dueAt: null, statutoryDueAt: statutoryDueAt(clocks), ...expected };
  return {
    type: 'SlaPaused',
    at,
    asOf: since,
    pause: id,
    reason,
    basis,
    department,
    clocks: Object.keys(clocks).filter((one) => clocks[one] !== state.clocks[one]),
    by,
    ...(approvedBy === null ? {} : { approvedBy }),
    note,
    ...expected,
    calendarVersion: clocks[wall.id]?.clock.calendarVersion ?? '',
    document: inWriting('clock-paused', state, at, told),
  };
}

/** Who lets clocks go on, and what the applicant is told with it. */
interface Resuming extends Moment {
  readonly by: string;
  readonly note: string;
}

/** @throws CalendarNotCovered */
export function resuming(book: Book, state: CaseState, pause: Pause, resumed: Resuming): SlaResumed {
  const { at, by, note, calendarVersion } = resumed;
  const { reason } = pause;
  const calendar = calendarOf(book.calendars, state.hall, calendarVersion);
  const clocks = lifted(calendar, state, pause, at);
  const changed = Object.values(clocks).filter((of) => of !== state.clocks[of.id]);
  const reached = reachedBy(calendar, changed, at);
  const dueAt = promisedDueAt(clocks, state);
  const told = { by: [by], reason, basis: basisOf(reason), note, dueAt, statutoryDueAt: statutoryDueAt(clocks) };
  return {
    type: 'SlaResumed',
    at,
    pause: pause.id,
    reason,
    basis: basisOf(reason),
    by,
    note,
    clocks: changed.map(({ id, clock }): MovedClock => ({ clock: id, dueAt: clock.dueAt })),
    dueAt,
    calendarVersion: reached,
    document: inWriting('clock-resumed', state, at, told),
  };
}

/** The version of all years the moved marks reach, and of those in which a clock that was overrun was due: they can be told again. */
function reachedBy(calendar: Calendar, changed: readonly CaseClock[], at: number): string {
  const ahead = changed.flatMap(({ clock, marks }) => marks.map(({ millis }) => millis - clock.usedMillis));
  const moved = changed.flatMap(({ clock }) => (clock.state === 'RUNNING' ? [clock.calendarVersion] : []));
  const versions = [due(calendar, at, Math.max(0, ...ahead)).calendarVersion, ...moved];
  return [...new Set(versions.flatMap((version) => version.split('+')))].sort().join('+');
}

/** Who acts where no person does: the plan, as an answer of a machine names its rule set. */
const systemOf = ({ matter, version }: Plan): string => `SYSTEM:${matter}-${version}`;

const forCorrection = { reason: 'CORRECTION', department: null } as const;

/** After acceptance the clock waits for the applicant while he is asked for a correction; not twice for one reason. */
export function pausingForCorrection(
  book: Book,
  state: CaseState,
  { at, asOf }: { readonly at: number; readonly asOf: number },
): SlaPaused[] {
  if (openPauses(state).some(isOf(forCorrection))) return [];
  const of = { ...forCorrection, since: asOf, until: null, by: systemOf(book.plan), approvedBy: null };
  const paused = pausing(book, state, at, { ...of, note: '', expectedOn: null });
  return paused === null ? [] : [paused];
}

/** It goes on when he has answered; nothing where somebody let it go on before. @throws CalendarNotCovered */
export const resumingFromCorrection = (book: Book, state: CaseState, moment: Moment): SlaResumed[] =>
  openPauses(state)
    .filter(isOf(forCorrection))
    .map((pause) => resuming(book, state, pause, { ...moment, by: systemOf(book.plan), note: '' }));
