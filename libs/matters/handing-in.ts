import { NOTIFIER } from '@yichuang/contracts';
import { alreadySo, decided, rejected, type Decision, type Rejection } from '@yichuang/kernel';
import { CalendarNotCovered } from '@yichuang/working-time';
import { acceptanceTerm } from './acceptance-term.js';
import { barredFromTaking } from './at-counter.js';
import { cardsUnfounded } from './cards.js';
import { calendarOf } from './case-clocks.js';
import { freeNumber } from './case-number.js';
import type { Application, CorrectApplication, Insist, SubmitApplication } from './case-commands.js';
import { issue } from './case-documents.js';
import type { CaseEvent } from './case-events.js';
import * as no from './case-rejections.js';
import { type CaseState } from './case-state.js';
import type { SlaResumed } from './clock-act-events.js';
import { resumingFromCorrection } from './clock-pausing.js';
import { inputsOf, valueOf, type Plan } from './plan.js';
import { accept, decline, refuse } from './conclusions.js';
import { dispatch } from './dispatch.js';
import { applicantOf, entrustedBy } from './from-draft.js';
import { limitOf, reckonedBy, type Moment } from './limit.js';
import { readySteps } from './proceed.js';
import { settle, type Run } from './settle.js';

/** What the applicant does: hands in, corrects, insists. Each decision depends on its command and the state alone. */
type Given = Decision<CaseEvent>;

export function submit(run: Run, command: SubmitApplication, state: CaseState): Given {
  if (state.phase !== 'none') return alreadySo;
  const { plan, calendars } = run.book;
  if (calendars(command.hall) === undefined) return no.hallUnknown(command.hall);
  const principal = applicantOf(command);
  if (typeof principal !== 'string') return principal;
  const unfit = barredFromTaking({ ...command, principal }) ?? unfitFor(plan, command);
  if (unfit !== null) return unfit;
  const number = freeNumber(command.numbers, command.holders);
  if (number === undefined) return no.numbersTaken();
  return withinCalendar(() => {
    const { caseId, matter, planVersion, hall, authority, intake, draft, inputs, leftOut, at } = command;
    const shown = command.consentVersion === undefined ? {} : { consentVersion: command.consentVersion };
    const entrusted = entrustedBy(command, principal);
    const taken = {
      ...shown,
      ...(entrusted.length === 0 ? {} : { entrusted }),
      ...(intake === undefined ? {} : { intake }),
      ...(draft === undefined ? {} : { draft }),
    };
    const given = { at, caseId, matter, planVersion, number, hall, authority, principal, ...taken, inputs, leftOut };
    const limit = intakeLimit(run, command, hall);
    const document = issue('receipt', { number, documents: [] }, at);
    return handIn(run, state, { type: 'ApplicationSubmitted', ...given, ...limit, document }, command);
  });
}

export function correct(run: Run, command: CorrectApplication, state: CaseState): Given {
  const barred = barredFromAnswering(state);
  if (barred !== null) return barred;
  // the clerk of this correction, and not the one of the application
  const { intake, intakeRoles } = command;
  const unfit = barredFromTaking({ ...state, intake, intakeRoles }) ?? unfitFor(run.book.plan, command);
  if (unfit !== null) return unfit;
  return withinCalendar(() => {
    const { at, inputs, leftOut } = command;
    const taken = intake === undefined ? byWhom(command) : { intake };
    const given = { at, round: state.round + 1, ...taken, inputs, leftOut };
    const corrected = { type: 'CorrectionSubmitted' as const, ...given };
    const document = issue('receipt', state, at);
    if (state.acceptedAt === null)
      return handIn(run, state, { ...corrected, ...intakeLimit(run, command, state.hall), document }, command);
    const resumed = resumingFromCorrection(run.book, state, command);
    const limit = promisedEnd(state, at, resumed.at(-1));
    return handIn(run, state, { ...corrected, ...limit, accepted: true, document }, command, resumed);
  });
}

/** Of what has been accepted no limit for acceptance begins: the clock of the case goes on. */
function promisedEnd({ clocks }: CaseState, at: number, resumed: SlaResumed | undefined) {
  const clock = clocks.case?.clock;
  const calendarVersion = resumed?.calendarVersion ?? clock?.calendarVersion ?? '';
  return { dueAt: resumed?.dueAt ?? clock?.dueAt ?? at, calendarVersion };
}

/**
 * The applicant stands by what the notice names. Where form is wanting the application cannot be accepted at all; where
 * only substance is, it is accepted and refused in one decision, with every rule and the remedies. The orchestrator
 * refuses by itself: all departments have spoken, and asking one of them to register what another must refuse would
 * make a company nobody wants to undo.
 */
export function insist(run: Run, command: Insist, state: CaseState): Given {
  const barred = barredFromAnswering(state);
  if (barred !== null) return barred;
  const defects = state.notices.at(-1)?.defects ?? [];
  const moment: Moment = { at: command.at, calendarVersion: command.calendarVersion };
  const decision = { at: command.at, asOf: command.at, defects };
  return withinCalendar(() => {
    const insisted: CaseEvent[] = [{ type: 'ApplicantInsisted', at: command.at, ...byWhom(command) }];
    // What has been accepted, though by silence, can no longer be declined.
    if (state.acceptedAt !== null)
      return settle(
        run,
        state,
        [...insisted, ...refuse(run.book, state, { ...decision, step: null, reason: 'DEFECTS_REMAIN' })],
        moment,
      );
    if (defects.some((defect) => defect.phase !== 'substance'))
      return decided<CaseEvent>(...insisted, decline(state, { ...decision, reason: 'DEFECTS_OF_FORM_REMAIN' }));
    const accepted = [...insisted, ...accept(run.book, state, { ...moment, asOf: command.at })];
    const now = run.after(state, accepted);
    const refused = refuse(run.book, now, { ...decision, step: null, reason: 'DEFECTS_OF_SUBSTANCE_REMAIN' });
    return decided(...accepted, ...refused, ...cardsUnfounded(run.after(now, refused), command.at));
  });
}

/** Older commands do not say who it was. */
export const byWhom = ({ by }: { readonly by?: string }): { readonly by?: string } => (by === undefined ? {} : { by });

type Taken = Extract<CaseEvent, { readonly type: 'ApplicationSubmitted' | 'CorrectionSubmitted' }>;

/**
 * The application goes to all departments at once, each with its own sealed section and no other. How the applicant is reached
 * stands on what says that it came: whoever tells him hears that, and is asked for nothing.
 */
function handIn(
  run: Run,
  state: CaseState,
  taken: Taken,
  application: Application & Moment,
  resumed: readonly SlaResumed[] = [],
): Given {
  const contact = application.sections[NOTIFIER];
  const first: CaseEvent = contact === undefined ? taken : { ...taken, sealed: contact };
  const now = run.after(state, [first]);
  const tasks = readySteps(run.book.plan, now)
    .filter((step) => step.stage === 'intake' && step.department !== null)
    .map((step) => {
      const sealed = step.sealed ? application.sections[step.department ?? ''] : undefined;
      return dispatch(run.book, now, step, { ...application, sealed });
    });
  return settle(run, state, [first, ...resumed, ...tasks], application);
}

function intakeLimit(run: Run, { at, calendarVersion: version }: Moment, hall: string) {
  const { calendars, plan } = run.book;
  const calendar = calendarOf(calendars, hall, version);
  return {
    ...reckonedBy(limitOf(calendar, plan, at, plan.intakeMinutes)),
    ...acceptanceTerm(calendar, plan, at),
  };
}

/** What the form cannot lack if the door did its work; said here too, since nothing may be asked of nobody. */
function unfitFor(plan: Plan, { inputs, leftOut, sections }: Application): Rejection | null {
  const left = (department: string | null) => department !== null && Object.hasOwn(leftOut, department);
  const bound = plan.steps.find((step) => left(step.department) && step.optional !== true);
  if (typeof bound?.department === 'string') return no.cannotBeLeftOut(bound.department);
  const missing = inputsOf(plan).find((input) => valueOf({ input }, inputs, () => undefined) === undefined);
  if (missing !== undefined) return no.inputMissing(missing);
  const bare = plan.steps.find(
    (step) =>
      step.sealed && step.department !== null && !left(step.department) && sections[step.department] === undefined,
  );
  return typeof bare?.department === 'string' ? no.sectionMissing(bare.department) : null;
}

/** Only a notice is answered. */
export function barredFromAnswering(state: CaseState): Rejection | null {
  if (state.phase === 'none') return no.noSuchCase();
  if (state.withdrawal?.status === 'pending') return no.withdrawalPending();
  return state.phase === 'awaiting-correction' ? null : no.noCorrectionAsked();
}

/** A day no calendar reaches is the applicant's to know, and no fault of the case. */
export function withinCalendar(make: () => Given): Given {
  try {
    return make();
  } catch (error) {
    if (error instanceof CalendarNotCovered) return rejected(error.code, error.text);
    throw error;
  }
}
