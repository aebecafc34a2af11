import { elapsed, type Calendar, type Span } from '@yichuang/working-time';
import type { CaseEvent } from '../case-events.js';

/** A piece of work as its step and round name it, and when it was there to be done and was done. */
export interface Lain {
  readonly step: string;
  readonly round: number;
  readonly since: number;
  readonly until: number;
}

/**
 * For how much working time an officer had it in hand, whoever he was, the pauses apart, ms; `null` where the record does not tell
 * that anybody had.
 * @throws CalendarNotCovered
 */
export function inHandFor(
  calendar: Calendar,
  events: readonly CaseEvent[],
  { step, round, since, until }: Lain,
  pauses: readonly Span[],
): number | null {
  const notes = events.filter((event) => event.type === 'OfficerNoted' && event.step === step && event.round === round);
  const spans = notes.flatMap((note, index) => {
    if (note.type !== 'OfficerNoted' || note.officer === null) return [];
    const next = notes[index + 1];
    const lapses = Math.min(note.until ?? Infinity, next?.type === 'OfficerNoted' ? next.asOf : Infinity, until);
    const from = Math.max(note.asOf, since);
    return from < lapses ? [{ from, to: lapses }] : [];
  });
  if (spans.length === 0) return null;
  return spans.reduce((sum, { from, to }) => sum + elapsed(calendar, from, to, pauses).millis, 0);
}
