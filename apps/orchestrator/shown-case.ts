import {
  caseView,
  holderOfCard,
  nameOf,
  noticeText,
  whyNotInstant,
  type Card,
  type CaseDocument,
  type CaseView,
  type ClockView,
  type Commitment,
  type ConsultationView,
  type DepartmentView,
  type Pause,
  type WhyNotInstant,
} from '@yichuang/matters';
import { formatInstant, pauseReasons } from '@yichuang/working-time';
import { shownManager } from './case/manager-door.js';
import type { FoundCase } from './cases.js';

const iso = (at: number): string => formatInstant(at);
const isoOrNull = (at: number | null): string | null => (at === null ? null : formatInstant(at));

/**
 * A case as JSON shows it: the fields every client is promised first, instants as ISO with +08:00.
 *
 * @param officers whether whoever asks is told which officers were on duty
 */
export function shownCase({ book, state, at, position }: FoundCase, officers = false): object {
  const view = caseView(book, state, at);
  const { caseId, number, status, company, documents, round, matter, planVersion } = view;
  return {
    caseId,
    number,
    status,
    company,
    clock: shownClock(view.clock),
    departments: mapped(view.departments, shownDepartment),
    notice: view.notice === null ? null : { ...view.notice, issuedAt: iso(view.notice.issuedAt) },
    position,
    secondNotice: shownProposal(view.secondNotice),
    matter,
    planVersion,
    hall: state.hall,
    entrusted: state.entrusted,
    caseManager: shownManager(state),
    name: nameOf(book, state),
    submittedAt: iso(view.submittedAt),
    round,
    deemed: shownDeemed(view.deemed),
    intakeClock: shownClock(view.intakeClock),
    waitingFor: view.waitingFor.map((one) => ({ ...one, since: iso(one.since) })),
    whyNotInstant: shownDelays(whyNotInstant(book.plan, state)),
    statutoryClock: shownClock(view.statutoryClock),
    pauses: view.pauses.map(shownPause),
    tolerance: shownTolerance(view.tolerance),
    commitments: view.commitments.map(shownCommitment),
    consultations: view.consultations.map(shownConsultation),
    documents: documents.map(shownDocument),
    cards: view.cards.map((card) => shownCard(card, officers)),
    end: shownEnd(view.end),
  };
}

/** What tells of an act on a clock, or of owed papers, says so in plain words too. */
export function shownDocument(document: CaseDocument): object {
  const { clock, owed, ...paper } = document;
  if (owed !== undefined) {
    const { deadline, ...of } = owed;
    return { ...paper, text: noticeText(document), owed: { ...of, deadline: iso(deadline) } };
  }
  if (clock === undefined) return paper;
  const { dueAt, statutoryDueAt, ...told } = clock;
  return {
    ...paper,
    text: noticeText(document),
    clock: { ...told, dueAt: isoOrNull(dueAt), statutoryDueAt: isoOrNull(statutoryDueAt) },
  };
}

function shownProposal(of: CaseView['secondNotice']): object | null {
  if (of === null) return null;
  const { proposedAt, until: _until, decision, ...proposal } = of;
  return {
    ...proposal,
    proposedAt: iso(proposedAt),
    decision: decision === null ? null : { ...decision, at: iso(decision.at) },
  };
}

const shownDeemed = (of: CaseView['deemed']): object | null =>
  of === null ? null : { ...of, at: iso(of.at), acceptedAt: iso(of.acceptedAt) };

const shownTolerance = (of: CaseView['tolerance']): object | null =>
  of === null ? null : { ...of, acceptedAt: iso(of.acceptedAt), deadline: iso(of.deadline) };

const shownCommitment = ({ signedAt, inspectBy, ...of }: Commitment): object => ({
  ...of,
  signedAt: iso(signedAt),
  inspectBy: iso(inspectBy),
});

const shownConsultation = ({ openedAt, dueAt, closedAt, ...of }: ConsultationView): object => ({
  ...of,
  openedAt: iso(openedAt),
  dueAt: iso(dueAt),
  closedAt: isoOrNull(closedAt),
});

/** With what was asked and said, for whom that is. */
export const shownConsultations = ({ state }: FoundCase): readonly object[] =>
  state.consultations.map(shownConsultation);

const shownCard = ({ dueAt, explainBy, acts, onDuty, ...card }: Card, officers: boolean): object => ({
  ...card,
  ...(officers ? { onDuty } : {}),
  holder: holderOfCard(card),
  dueAt: iso(dueAt),
  explainBy: isoOrNull(explainBy),
  acts: acts.map((one) => ({ ...one, at: iso(one.at) })),
});

const shownPause = ({ reason, since, until, ...pause }: Pause): object => ({
  ...pause,
  reason,
  text: pauseReasons[reason].text,
  basis: pauseReasons[reason].basis,
  since: iso(since),
  until: isoOrNull(until),
});

/** With the promised fields of a clock first. */
export function shownClock(clock: ClockView | null): object | null {
  if (clock === null) return null;
  const { startedAt, dueAt, stoppedAt, usedMinutes, budgetMinutes, calendarVersion, state, provisional } = clock;
  return {
    startedAt: iso(startedAt),
    dueAt: isoOrNull(dueAt),
    stoppedAt: isoOrNull(stoppedAt),
    usedMinutes,
    budgetMinutes,
    calendarVersion,
    state,
    provisional,
  };
}

const shownDepartment = ({ status, outcome, rules, since, steps, ...more }: DepartmentView): object => ({
  status,
  outcome,
  rules,
  since: isoOrNull(since),
  ...more,
  steps: steps.map(({ dispatchedAt, answeredAt, dueAt, ...step }) => ({
    ...step,
    dispatchedAt: iso(dispatchedAt),
    answeredAt: isoOrNull(answeredAt),
    dueAt: isoOrNull(dueAt),
  })),
});

const shownDelays = ({ instant, delays }: WhyNotInstant): object => ({
  instant,
  delays: delays.map(({ since, until, ...delay }) => ({ ...delay, since: iso(since), until: isoOrNull(until) })),
});

const shownEnd = (end: CaseView['end']): object | null => (end === null ? null : { ...end, at: iso(end.at) });

const mapped = <V>(of: Readonly<Record<string, V>>, show: (value: V) => object): Record<string, object> =>
  Object.fromEntries(Object.entries(of).map(([name, value]) => [name, show(value)]));
