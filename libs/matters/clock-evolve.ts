import type { Decider } from '@yichuang/kernel';
import { calendarOf, type CaseClock } from './case-clocks.js';
import type { CaseCommand } from './case-commands.js';
import type { CaseEvent } from './case-events.js';
import type { Book } from './case-evolve.js';
import { heldBy, heldThrough, lifted, openPauses, type Pause } from './case-pauses.js';
import type { CaseState } from './case-state.js';
import type { ClockActEvent, SlaPaused } from './clock-act-events.js';
import { moved } from './moved-clock.js';
import { statutoryClock } from './statutory-terms.js';

type Evolve = Decider<CaseCommand, CaseState, CaseEvent>['evolve'];

/** What each act of a person on the clocks makes of a case. */
export const clockEvolve = (book: Book): Pick<Evolve, ClockActEvent['type']> => ({
  SlaPaused: (state, event) => ({
    ...state,
    clocks: held(book, state, pauseOf(event)),
    pauses: [...state.pauses, pauseOf(event)],
    documents: [...state.documents, event.document],
  }),
  SlaResumed: (state, { at, pause: id, calendarVersion, document }) => {
    const pause = state.pauses.find((one) => one.id === id);
    if (pause === undefined) return state;
    const calendar = calendarOf(book.calendars, state.hall, calendarVersion);
    return {
      ...state,
      clocks: lifted(calendar, state, pause, at),
      pauses: state.pauses.map((one) => (one === pause ? { ...one, until: at } : one)),
      documents: [...state.documents, document],
    };
  },
  SlaExtended: (state, { at, clock: id, reason, millis, by, calendarVersion, document }) => {
    const of = state.clocks[id];
    if (of === undefined) return state;
    const calendar = calendarOf(book.calendars, state.hall, calendarVersion);
    const longer = moved(calendar, of, { type: 'extend', at, reason, millis, by: [by] });
    return { ...state, clocks: { ...state.clocks, [id]: longer }, documents: [...state.documents, document] };
  },
  SlaRestarted: (state, event) => {
    const { at, reason, by, note, clocks, acceptedAt, statutory = [], calendarVersion, document } = event;
    const calendar = calendarOf(book.calendars, state.hall, calendarVersion);
    const promised = clocks.flatMap(({ clock: id }) => {
      const of = state.clocks[id];
      return of === undefined ? [] : [moved(calendar, of, { type: 'restart', at, reason, by: [by] })];
    });
    const terms = statutory.map((term) =>
      statutoryClock(calendarOf(book.calendars, state.hall, term.calendarVersion), term, { at, reason: 'ACCEPTED' }),
    );
    const anew = [...promised, ...terms].map((of) => [of.id, of] as const);
    return {
      ...state,
      clocks: { ...state.clocks, ...Object.fromEntries(anew) },
      acceptedAt: acceptedAt ?? state.acceptedAt,
      restarts: [...state.restarts, { at, reason, by, note, ...(acceptedAt === undefined ? {} : { acceptedAt }) }],
      documents: [...state.documents, document],
    };
  },
  OutageDeclared: (state, { at, outage, by, note }) => ({
    ...state,
    outages: [...state.outages, { id: outage, declaredAt: at, declaredBy: by, note, approvedBy: null }],
  }),
  OutageApproved: (state, { outage, by }) => ({
    ...state,
    outages: state.outages.map((one) => (one.id === outage ? { ...one, approvedBy: by } : one)),
  }),
});

const pauseOf = ({ pause: id, reason, department, asOf, by, note, ...more }: SlaPaused): Pause => ({
  id,
  reason,
  department,
  since: asOf,
  until: null,
  by,
  approvedBy: more.approvedBy ?? null,
  note,
  expectedOn: more.expectedOn ?? null,
});

/** Every clock as it is when a pause begins. A clock keeps to the calendar it was started under until it goes on. */
export const held = (book: Book, { hall, clocks }: CaseState, pause: Pause): CaseState['clocks'] =>
  Object.fromEntries(Object.values(clocks).map((of) => [of.id, heldBy(calendarFor(book, hall, of), pause, of)]));

/** A clock that starts while pauses last stands from its start; one that starts in the past, also for those that are over. */
export function startedUnder(book: Book, state: CaseState, of: CaseClock): CaseClock {
  const calendar = (now: CaseClock) => calendarFor(book, state.hall, now);
  return state.deemed === null
    ? openPauses(state).reduce((now, pause) => heldBy(calendar(now), pause, now), of)
    : state.pauses.reduce((now, pause) => heldThrough(calendar(now), pause, now), of);
}

const calendarFor = (book: Book, hall: string, { clock }: CaseClock) =>
  calendarOf(book.calendars, hall, clock.calendarVersion ?? undefined);
