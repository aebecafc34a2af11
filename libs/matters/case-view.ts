import { stateAt, toMinutes, usedAt, type ClockState } from '@yichuang/working-time';
import type { Deemed } from './acceptance-term.js';
import type { Card } from './cards.js';
import { calendarOf, type CaseClock } from './case-clocks.js';
import type { CaseDocument } from './case-documents.js';
import type { Defect } from './case-events.js';
import { intakeClockId, type Book } from './case-evolve.js';
import type { Pause } from './case-pauses.js';
import type { CaseEnd, CaseState } from './case-state.js';
import { statusOf, type CaseStatus } from './case-status.js';
import { departmentView, type DepartmentView } from './department-view.js';
import { departmentsOf, valueOf, type Source } from './plan.js';
import type { Commitment } from './commitment.js';
import type { Consultation } from './consultation.js';
import type { Tolerance } from './tolerance.js';
import { openProposal, type Consent, type SecondNotice } from './second-notice.js';
import { awaited, type Awaited } from './waiting.js';

/** A case as whoever may see it sees it. Nothing in it is private; instants are epoch ms. */
export interface CaseView {
  readonly caseId: string;
  readonly number: string;
  readonly matter: string;
  readonly planVersion: string;
  readonly status: CaseStatus;
  readonly submittedAt: number;
  readonly round: number;
  readonly company: { readonly name: string; readonly uscc: string; readonly establishedOn: string } | null;
  /** It counts as accepted since its receipt, for nobody told the applicant in time; `null` of all others. */
  readonly deemed: Pick<Deemed, 'at' | 'acceptedAt' | 'rule' | 'article'> | null;
  /** The case's clock; `null` before acceptance. */
  readonly clock: ClockView | null;
  /** The limit of the present round for notice or acceptance. */
  readonly intakeClock: ClockView | null;
  /** The term of the law that ends first; `null` where the plan knows none. */
  readonly statutoryClock: ClockView | null;
  /** For which reasons clocks stood still, and stand. */
  readonly pauses: readonly Pause[];
  readonly departments: Readonly<Record<string, DepartmentView>>;
  /** The notice the present application got, if any. */
  readonly notice: NoticeView | null;
  /** A second notice that waits for the supervisor, or was refused; nobody has been told it. */
  readonly secondNotice: SecondNotice | null;
  readonly waitingFor: readonly Awaited[];
  /** Papers that were promised, and proofs a promise stands for. */
  readonly tolerance: Tolerance | null;
  readonly commitments: readonly Commitment[];
  /** That departments ask each other, and until when; what they asked and said is not for everybody. */
  readonly consultations: readonly ConsultationView[];
  readonly documents: readonly CaseDocument[];
  readonly cards: readonly Card[];
  readonly end: CaseEnd | null;
}

export type ConsultationView = Omit<Consultation, 'question' | 'askedBy' | 'answer' | 'desk'>;

function consultationView({
  question: _question,
  askedBy: _by,
  answer: _answer,
  desk: _desk,
  ...told
}: Consultation): ConsultationView {
  return told;
}

export interface NoticeView {
  readonly number: number;
  readonly issuedAt: number;
  readonly avoidable: boolean;
  /** Departments that could have named theirs before, and who consented; of notices that needed it. */
  readonly causedBy?: readonly string[];
  readonly consent?: Consent;
  readonly defects: readonly Defect[];
}

export interface ClockView {
  readonly startedAt: number;
  /** `null` when it ended while it stood still. */
  readonly dueAt: number | null;
  readonly stoppedAt: number | null;
  readonly usedMinutes: number;
  readonly budgetMinutes: number;
  readonly calendarVersion: string;
  readonly provisional: boolean;
  readonly state: ClockState;
}

export function caseView(book: Book, state: CaseState, at: number): CaseView {
  const { plan } = book;
  const { caseId, number, matter, planVersion, submittedAt, round, documents, end } = state;
  return {
    caseId,
    number,
    matter,
    planVersion,
    status: statusOf(plan, state),
    submittedAt,
    round,
    company: companyOf(book, state),
    deemed: deemedView(state),
    clock: clockView(book, state, state.clocks.case, at),
    intakeClock: clockView(book, state, state.clocks[intakeClockId(round)], at),
    statutoryClock: clockView(book, state, statutoryOf(state), at),
    pauses: state.pauses,
    departments: Object.fromEntries(departmentsOf(plan).map((name) => [name, departmentView(plan, state, name)])),
    notice: noticeView(state),
    secondNotice: openProposal(state),
    waitingFor: awaited(plan, state),
    tolerance: state.tolerance,
    commitments: state.commitments,
    consultations: state.consultations.map(consultationView),
    documents,
    cards: Object.values(state.cards),
    end,
  };
}

function deemedView({ deemed }: CaseState): CaseView['deemed'] {
  if (deemed === null) return null;
  const { at, acceptedAt, rule, article } = deemed;
  return { at, acceptedAt, rule, article };
}

/** Of a department's step: that for an answer to the application is over with acceptance. */
const statutoryOf = ({ clocks }: CaseState): CaseClock | undefined =>
  Object.values(clocks)
    .filter(({ kind, department }) => kind === 'statutory' && department !== null)
    .sort((a, b) => (a.clock.dueAt ?? Infinity) - (b.clock.dueAt ?? Infinity))[0];

/** The company that came of the case, as soon as it exists. */
export function companyOf({ plan }: Book, state: CaseState): CaseView['company'] {
  if (plan.company === undefined) return null;
  const value = (source: Source): string | null => {
    const found = valueOf(source, state.inputs, (step) => state.steps[step]?.answer?.result);
    return typeof found === 'string' ? found : null;
  };
  const [name, uscc, establishedOn] = [
    value(plan.company.name),
    value(plan.company.uscc),
    value(plan.company.establishedOn),
  ] as const;
  return name === null || uscc === null || establishedOn === null ? null : { name, uscc, establishedOn };
}

/** The company's name, or until it exists the one asked for; `null` where the matter is about no company. */
export function nameOf(book: Book, state: CaseState): string | null {
  const company = companyOf(book, state);
  if (company !== null) return company.name;
  const parts = (book.plan.wantedName ?? []).map((source) => valueOf(source, state.inputs, () => undefined));
  const name = parts.filter((part) => typeof part === 'string').join('');
  return name === '' ? null : name;
}

function noticeView({ notices, round }: CaseState): NoticeView | null {
  const last = notices.at(-1);
  if (last?.round !== round) return null;
  const { number, at: issuedAt, avoidable, causedBy, consent, defects } = last;
  const consented = consent === undefined || causedBy === undefined ? {} : { causedBy, consent };
  return { number, issuedAt, avoidable, ...consented, defects };
}

export function clockView(book: Book, state: CaseState, of: CaseClock | undefined, at: number): ClockView | null {
  if (of === undefined) return null;
  const { clock } = of;
  const { startedAt, dueAt, stoppedAt, calendarVersion, provisional } = clock;
  if (startedAt === null || calendarVersion === null) return null;
  const calendar = calendarOf(book.calendars, state.hall, calendarVersion);
  // Hundredths of a minute: enough to tell 240 from a moment more.
  const usedMinutes = Math.round(toMinutes(usedAt(calendar, clock, at)) * 100) / 100;
  const budgetMinutes = toMinutes(clock.budgetMillis);
  const seen = stateAt(calendar, clock, at);
  return { startedAt, dueAt, stoppedAt, usedMinutes, budgetMinutes, calendarVersion, provisional, state: seen };
}
