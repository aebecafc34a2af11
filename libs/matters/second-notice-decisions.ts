import { alreadySo, decided, type Decision, type Rejection } from '@yichuang/kernel';
import { deemedDueAt } from './acceptance-term.js';
import { explainedBy } from './card-evolve.js';
import type { CardIssued } from './card-events.js';
import type { CaseEvent } from './case-events.js';
import { actingIn } from './entrustment.js';
import * as no from './case-rejections.js';
import { hasEnded, type CaseState } from './case-state.js';
import { pausingForCorrection } from './clock-pausing.js';
import { deemAcceptance } from './deemed-acceptance.js';
import { barredByDuties } from './duties.js';
import { withinCalendar } from './handing-in.js';
import { avoidableFaults } from './intake.js';
import { giveNotice } from './notices.js';
import { openProposal, type ConsentToNotice, type SecondNotice } from './second-notice.js';
import { settle, type Run } from './settle.js';

/**
 * 效能监督员同意或者不同意再次告知. With his consent the notice is given, and each department that could have named its faults
 * before has a yellow card. Refused, no notice is given and nothing is waived: a supervisor changes no outcome (R-SOD-05).
 * The faults go back to the departments that named them; one that drops its own lets the case be accepted. He may still consent.
 */
export function consentToNotice(run: Run, command: ConsentToNotice, state: CaseState): Decision<CaseEvent> {
  const { at, by, reason, decision } = command;
  if (state.phase === 'none') return no.noSuchCase();
  const asked = state.secondNotices.find(({ id }) => id === command.proposal);
  if (asked !== undefined && isAlready(asked, command)) return alreadySo;
  const barred = barredFromConsent(state, command);
  if (barred !== null) return barred;
  const proposal = openProposal(state) as SecondNotice;
  const { id, defects, causedBy } = proposal;
  if (decision === 'refuse')
    return proposal.status === 'refused'
      ? no.noticeRefused()
      : decided<CaseEvent>({
          type: 'SecondNoticeRefused',
          at,
          proposal: id,
          by,
          reason,
          ...(command.unsaid === true ? {} : { sentBack: avoidableFaults(run.book.plan, state, defects) }),
        });
  return withinCalendar(() => {
    // After the term of the law the applicant is told too late: silence comes first.
    const overdue = (deemedDueAt(state) ?? at) < at;
    const silence = overdue ? deemAcceptance(run.book, state, command) : [];
    const now = run.after(state, silence);
    const consent = { proposal: id, by, reason };
    const given = giveNotice(now, { at, asOf: at, defects, avoidable: true, causedBy, consent });
    const cards = cardsFor(run, now, proposal, command);
    const paused = now.acceptedAt === null ? [] : pausingForCorrection(run.book, now, { at, asOf: at });
    return settle(run, state, [...silence, given, ...paused, ...cards], command);
  });
}

function isAlready({ status, decision }: SecondNotice, { by, decision: said }: ConsentToNotice): boolean {
  return decision?.by === by && status === (said === 'consent' ? 'given' : 'refused');
}

function barredFromConsent(state: CaseState, { by, roles = [], proposal }: ConsentToNotice): Rejection | null {
  if (hasEnded(state)) return no.caseEnded();
  if (state.withdrawal?.status === 'pending') return no.withdrawalPending();
  if (openProposal(state)?.id !== proposal) return no.noNoticeProposed();
  return barredByDuties({ id: by, roles }, 'consent', { applicants: actingIn(state) });
}

/** A card for each department that caused it, by the law and not by his choice. */
function cardsFor(
  run: Run,
  state: CaseState,
  { number, causedBy }: SecondNotice,
  { at, by, reason: words, calendarVersion: version }: ConsentToNotice,
): CardIssued[] {
  const before = Object.values(state.cards).filter(({ clock }) => clock === null).length;
  const { endsAt: explainBy, calendarVersion } = explainedBy(run.book, state, at, version);
  return causedBy.map((department, index) => ({
    type: 'CardIssued',
    at,
    card: `issued-${String(before + index + 1)}`,
    by,
    words,
    kind: 'yellow',
    department,
    cause: { code: 'SECOND_NOTICE', notice: number },
    explainBy,
    calendarVersion,
  }));
}
