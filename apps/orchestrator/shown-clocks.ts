import { calendarHistory, explainedClocks, timeline, type ExplainedCaseClock, type SaidEnd } from '@yichuang/matters';
import { formatInstant, toMinutes, type CountedWindow } from '@yichuang/working-time';
import type { FoundCase } from './cases.js';
import { shownClock } from './shown-case.js';

/**
 * All clocks of a case with the windows that were counted and those still to come, as of the instant asked for; and the questions
 * departments asked each other.
 */
export function shownClocks({ book, state, events, at, position }: FoundCase): object {
  const { caseId, number } = state;
  const history = calendarHistory(events);
  const saidOf = (id: string): object[] => history.filter(({ clock }) => clock === id).map(shownSaid);
  const clocks = explainedClocks(book, state, at).map((clock) => ({
    ...shownExplained(clock),
    said: saidOf(clock.id),
  }));
  const consultations = state.consultations.map(({ id, from, to, status, minutes, dueAt }) => ({
    ...{ id, from, to, status, minutes, dueAt: formatInstant(dueAt) },
    said: saidOf(id),
  }));
  return { caseId, number, at: formatInstant(at), position, clocks, consultations };
}

/** What happened, in order, in plain words. */
export const shownTimeline = ({ book, events }: FoundCase): readonly object[] =>
  timeline(book.plan, events).map((line) => ({ ...line, at: formatInstant(line.at) }));

const shownExplained = ({ id, kind, department, runs, ahead, ...clock }: ExplainedCaseClock): object => ({
  id,
  kind,
  department,
  ...shownClock(clock),
  runs: runs.map(({ from, to, millis, calendarVersion, hallVersion, windows }) => ({
    from: formatInstant(from),
    to: formatInstant(to),
    minutes: toMinutes(millis),
    calendarVersion,
    hallVersion,
    windows: windows?.map(shownWindow) ?? null,
  })),
  ahead: ahead?.map(shownWindow) ?? null,
});

/** Which calendar version said that it is due when, and why it was said anew. */
const shownSaid = ({ at, calendarVersion, dueAt, because }: SaidEnd): object => ({
  at: formatInstant(at),
  calendarVersion,
  dueAt: formatInstant(dueAt),
  because,
});

const shownWindow = ({ date, opensAt, closesAt, from, to, millis }: CountedWindow): object => ({
  date,
  opensAt: formatInstant(opensAt),
  closesAt: formatInstant(closesAt),
  from: formatInstant(from),
  to: formatInstant(to),
  minutes: toMinutes(millis),
});
