import { explainedClocks, timeline, type ExplainedCaseClock } from '@yichuang/matters';
import { formatInstant, toMinutes, type CountedWindow } from '@yichuang/working-time';
import type { FoundCase } from './cases.js';
import { shownClock } from './shown-case.js';

/** All clocks of a case with the windows that were counted and those still to come, as of the instant asked for. */
export function shownClocks({ book, state, at, position }: FoundCase): object {
  const { caseId, number } = state;
  const clocks = explainedClocks(book, state, at).map(shownExplained);
  return { caseId, number, at: formatInstant(at), position, clocks };
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

const shownWindow = ({ date, opensAt, closesAt, from, to, millis }: CountedWindow): object => ({
  date,
  opensAt: formatInstant(opensAt),
  closesAt: formatInstant(closesAt),
  from: formatInstant(from),
  to: formatInstant(to),
  minutes: toMinutes(millis),
});
