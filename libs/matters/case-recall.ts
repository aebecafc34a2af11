import { NOTIFIER } from '@yichuang/contracts';
import { recallCardAct } from './card-recall.js';
import { recallConsultation } from './consultation.js';
import { recallClockAct } from './clock-recall.js';
import type { Application, CaseCommand } from './case-commands.js';
import type { ApplicationSubmitted, CaseEvent, CorrectionSubmitted } from './case-events.js';
import type { CaseState } from './case-state.js';
import { holdersAgain } from './from-draft.js';
import { byWhom } from './handing-in.js';
import { recallCaseManager } from './case-manager.js';
import { recallEntrustment } from './entrustment.js';
import { stepOf, type Plan } from './plan.js';
import { recallOnDuty } from './on-duty.js';
import { recallRating } from './rating.js';
import { recallConsent, recallRefusal } from './second-notice.js';
import { recallTolerance } from './tolerance-recall.js';
import { recallReprojection } from './reprojected.js';

/**
 * The command that led to the events of one decision, from what they recorded, so that it can be decided again. The
 * first event tells which command it was; the calendar is the one whose versions the events name.
 * @throws TypeError for events no decision begins with.
 */
export function recallCase(plan: Plan, events: readonly CaseEvent[], before: CaseState): CaseCommand {
  const [first] = events;
  if (first === undefined) throw new TypeError('no events, no command');
  return { ...commandOf(plan, first, events, before), ...calendarIn(events) };
}

function commandOf(plan: Plan, first: CaseEvent, events: readonly CaseEvent[], before: CaseState): CaseCommand {
  const { at } = first;
  switch (first.type) {
    case 'ApplicationSubmitted': {
      const { dueAt: _due, calendarVersion: _version, ladderVersion: _ladder, acceptance: _term, ...more } = first;
      const { document: _document, sealed: _sealed, number, ...given } = more;
      return {
        ...given,
        type: 'SubmitApplication',
        numbers: [number],
        holders: holdersAgain(first),
        ...application(first, events),
      };
    }
    case 'CorrectionSubmitted':
      return {
        type: 'CorrectApplication',
        at,
        ...byWhom(first),
        ...(first.intake === undefined ? {} : { intake: first.intake }),
        ...application(first, events),
      };
    case 'StepAnswered': {
      const { answer, answeredAt } = first;
      return { type: 'TakeAnswer', at, department: stepOf(plan, answer.step).department ?? '', answer, answeredAt };
    }
    case 'ApplicantInsisted':
      return { type: 'Insist', at, ...byWhom(first) };
    case 'WithdrawalRequested':
      return { type: 'Withdraw', at, ...byWhom(first) };
    case 'WithdrawalTurnedDown':
      return withdrawalAnswer(plan, false, at, first.asOf);
    case 'CaseWithdrawn':
      return before.withdrawal === null
        ? { type: 'Withdraw', at, ...byWhom(first) }
        : withdrawalAnswer(plan, true, at, first.asOf);
    case 'EarlyWarningRaised':
    case 'YellowCardIssued':
    case 'RedCardIssued':
    case 'EscalationRaised':
    case 'StatutoryTermBreached':
    case 'CardLeftUnexplained':
    case 'ToleranceLapsed':
    case 'InspectionMissed':
    case 'NoObjectionDeemed':
      return fired(events);
    case 'AcceptanceDeemed': {
      const given = events.find((event) => event.type === 'OneTimeNoticeIssued');
      return given?.consent === undefined ? fired(events) : recallConsent(given, given.consent, 'consent');
    }
    case 'CardIssued':
    case 'CardExplained':
    case 'CardUpheld':
    case 'CardCancelled':
    case 'CardRectified':
    case 'CardClosed':
      return recallCardAct(first);
    case 'SlaPaused':
    case 'SlaResumed':
    case 'SlaExtended':
    case 'SlaRestarted':
    case 'OutageDeclared':
    case 'OutageApproved':
      return recallClockAct(first, before);
    case 'ToleranceAccepted':
    case 'ToleranceExtended':
    case 'ToleranceFulfilled':
    case 'CommitmentSigned':
    case 'CommitmentInspected':
      return recallTolerance(first, before);
    case 'ConsultationOpened':
    case 'OpinionSought':
    case 'ConsultationAnswered':
    case 'ConsultationWithdrawn':
      return recallConsultation(first, events);
    case 'CaseEntrusted':
    case 'EntrustmentRevoked':
      return recallEntrustment(first);
    case 'CaseManagerNamed':
      return recallCaseManager(first);
    case 'OfficerNoted':
      return recallOnDuty(first);
    case 'ServiceRated':
      return recallRating(first);
    case 'SlaReprojected':
    case 'ConsultationReprojected':
      return recallReprojection(first, events);
    case 'SecondNoticeRefused':
      return recallRefusal(first);
    case 'OneTimeNoticeIssued':
      if (first.consent !== undefined) return recallConsent(first, first.consent, 'consent');
      throw new TypeError('no decision begins with a notice nobody consented to');
    case 'DepartmentTaskDispatched':
    case 'SecondNoticeProposed':
    case 'SecondNoticeTakenBack':
    case 'ApplicationAccepted':
    case 'ApplicationDeclined':
    case 'CaseRefused':
    case 'CaseTerminated':
    case 'CommitmentVerified':
    case 'CommitmentFalsified':
    case 'PackageReady':
    case 'CaseCompleted':
    case 'SlaStarted':
    case 'SlaMet':
    case 'SlaBreached':
    case 'CardTakenBack':
      throw new TypeError(`no decision begins with ${first.type}`);
  }
}

/** Each card is due at its own instant; the timer that raised them all was due at the last one. */
function fired(events: readonly CaseEvent[]): CaseCommand {
  const dueAt = Math.max(...events.map((event) => ('clock' in event ? event.dueAt : event.at)));
  return { type: 'Fire', kind: 'clock', at: dueAt, dueAt };
}

/** Sections are on the tasks that carried them out; how the applicant is reached, on what says that it came. */
function application(
  { inputs, leftOut, sealed }: ApplicationSubmitted | CorrectionSubmitted,
  events: readonly CaseEvent[],
): Application {
  const sections: Record<string, Uint8Array> = sealed === undefined ? {} : { [NOTIFIER]: sealed };
  for (const event of events)
    if (event.type === 'DepartmentTaskDispatched' && event.sealed !== undefined)
      sections[event.department] = event.sealed;
  return { inputs, leftOut, sections };
}

const withdrawalAnswer = (plan: Plan, granted: boolean, at: number, answeredAt: number): CaseCommand => ({
  type: 'TakeWithdrawalAnswer',
  at,
  department: plan.withdrawal ?? '',
  granted,
  answeredAt,
});

/** What a clock rests on already says nothing of the calendar that was in force when this was decided. */
const OF_THE_CLOCK: ReadonlySet<CaseEvent['type']> = new Set([
  'SlaMet',
  'SlaBreached',
  'SlaPaused',
  'AcceptanceDeemed',
  'EarlyWarningRaised',
  'YellowCardIssued',
  'RedCardIssued',
  'EscalationRaised',
  'StatutoryTermBreached',
  'CardTakenBack',
]);

function termsIn(event: CaseEvent): readonly { readonly calendarVersion: string }[] {
  if (event.type === 'SlaStarted' || event.type === 'SlaRestarted') return event.statutory ?? [];
  if (event.type !== 'ApplicationSubmitted' && event.type !== 'CorrectionSubmitted') return [];
  return event.acceptance === undefined ? [] : [event.acceptance];
}

/** The versions of all years the decision reckoned with, joined as the calendar joins them. */
function calendarIn(events: readonly CaseEvent[]): { calendarVersion?: string } {
  const years = new Set(
    events.flatMap((event) => [
      ...('calendarVersion' in event && !OF_THE_CLOCK.has(event.type) ? event.calendarVersion.split('+') : []),
      ...termsIn(event).flatMap((term) => term.calendarVersion.split('+')),
    ]),
  );
  return years.size === 0 ? {} : { calendarVersion: [...years].sort().join('+') };
}
