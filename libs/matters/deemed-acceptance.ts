import { acceptanceClockId } from './acceptance-term.js';
import { issue } from './case-documents.js';
import type { CaseEvent } from './case-events.js';
import { intakeClockId, type Book } from './case-evolve.js';
import type { CaseState } from './case-state.js';
import { pausingForCorrection } from './clock-pausing.js';
import { refuse, slaStarted } from './conclusions.js';
import type { Assessment } from './intake.js';
import type { Moment } from './limit.js';
import { noticeOf, type When } from './notices.js';
import { awaited } from './waiting.js';

/**
 * 视为受理 (行政许可法 a.32(4)): the term is over and the applicant was not told, so the application counts as accepted from
 * its receipt, and so do the terms that begin with acceptance. @throws CalendarNotCovered
 */
export function deemAcceptance(book: Book, state: CaseState, { at, calendarVersion }: Moment): CaseEvent[] {
  const { round } = state;
  const law = book.plan.deemedAcceptance;
  const term = state.clocks[acceptanceClockId(round)]?.clock;
  if (law === undefined || term === undefined || term.dueAt === null) return [];
  const acceptedAt = state.clocks[intakeClockId(round)]?.clock.begunAt ?? state.submittedAt;
  const silent = awaited(book.plan, state).filter(({ what }) => !state.pauses.some(({ id }) => id === what));
  return [
    {
      type: 'AcceptanceDeemed',
      at,
      round,
      acceptedAt,
      ...law,
      dueAt: term.dueAt,
      waiting: silent.map(({ what }) => what),
      silent: [...new Set(silent.map(({ who }) => who))],
      calendarVersion: term.calendarVersion,
      ...(term.provisional ? { provisional: true as const } : {}),
      document: issue('acceptance', state, at),
    },
    { ...slaStarted(book, state, { at, from: acceptedAt, calendarVersion }), deemed: true },
  ];
}

/**
 * What the pre-checks find after all: it stands accepted. What is wanting is asked for once, with everything in one
 * notice, while the clock waits for the applicant; what cannot be admitted, or is wanting then, is refused, for what has
 * been accepted can no longer be declined.
 */
export function foundAfterwards(book: Book, state: CaseState, found: Assessment, when: When): CaseEvent[] {
  if (found.kind !== 'inadmissible' && found.kind !== 'defective') return [];
  const { kind, defects } = found;
  const refused = (reason: 'NOT_ADMISSIBLE' | 'DEFECTS_REMAIN') =>
    refuse(book, state, { ...when, defects, step: null, reason });
  if (kind === 'inadmissible') return refused('NOT_ADMISSIBLE');
  if (state.deemed?.correctedAt !== null) return refused('DEFECTS_REMAIN');
  const notice = noticeOf(book.plan, state, defects, when);
  const given = notice.some(({ type }) => type === 'OneTimeNoticeIssued');
  return given ? [...notice, ...pausingForCorrection(book, state, when)] : notice;
}
