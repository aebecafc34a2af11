import type { DeskRegister } from '@yichuang/host';
import { belongingOf } from '../case-reach.js';
import { restsOn, restsOnSeveral } from './rests-on.js';
import { companyOf, nameOf, statusOf, type Book, type CaseEvent, type CaseState } from '@yichuang/matters';

/** Events after which a row reads the same as before. */
const UNSEEN: ReadonlySet<CaseEvent['type']> = new Set([
  'DepartmentTaskDispatched',
  'ApplicantInsisted',
  'PackageReady',
  'SlaMet',
  'SlaBreached',
  'EarlyWarningRaised',
  'YellowCardIssued',
  'RedCardIssued',
  'EscalationRaised',
  'CardTakenBack',
  'CardIssued',
  'CardExplained',
  'CardLeftUnexplained',
  'CardUpheld',
  'CardCancelled',
  'CardRectified',
  'CardClosed',
  'StatutoryTermBreached',
  'SlaExtended',
  'OutageDeclared',
  'OutageApproved',
  'CaseEntrusted',
  'EntrustmentRevoked',
  'CaseManagerNamed',
]);

/** Of these, and of answers, those that start, move or stop a clock. */
const CLOCKS: ReadonlySet<CaseEvent['type']> = new Set(['DepartmentTaskDispatched', 'StepAnswered', 'SlaExtended']);

/** 办件台账: every case, as lists show and find it. */
export const caseRows = (bookOf: (state: CaseState) => Book): DeskRegister<CaseState, CaseEvent> => ({
  table: {
    name: 'case_row',
    columns: {
      case_id: 'text',
      number: 'text',
      matter: 'text',
      hall: 'text',
      authority: 'text',
      principal: 'text',
      departments: 'text[]',
      status: 'text',
      company_name: 'text',
      uscc: 'text',
      submitted_at: 'bigint',
      due_at: 'bigint',
      ended_at: 'bigint',
      rests_on: 'text',
    },
    key: ['case_id'],
    indexes: [
      ['submitted_at', 'case_id'],
      ['status', 'submitted_at', 'case_id'],
      ['number'],
      ['principal', 'submitted_at', 'case_id'],
    ],
    parts: ['company_name'],
  },
  project: (event, state, caseId) =>
    isSeen(event, state, bookOf(state)) ? [{ key: [caseId], row: rowOf(bookOf(state), state, caseId) }] : [],
});

/** Most answers change nothing a list shows: only a wait for an officer does, or the company that now exists. */
function isSeen(event: CaseEvent, state: CaseState, { plan }: Book): boolean {
  if (CLOCKS.has(event.type) && restsOnSeveral(state)) return true;
  if (event.type !== 'StepAnswered') return !UNSEEN.has(event.type);
  const names = Object.values(plan.company ?? {}).some((from) => 'step' in from && from.step === event.answer.step);
  return names || state.reviews.some(({ round }) => round === state.round);
}

function rowOf(book: Book, state: CaseState, caseId: string): Readonly<Record<string, unknown>> {
  return {
    case_id: caseId,
    number: state.number,
    matter: state.matter,
    hall: state.hall,
    authority: state.authority,
    principal: state.principal,
    departments: belongingOf(book.plan, state).department,
    status: statusOf(book.plan, state),
    company_name: nameOf(book, state),
    uscc: companyOf(book, state)?.uscc ?? null,
    submitted_at: state.submittedAt,
    due_at: state.clocks['case']?.clock.dueAt ?? null,
    ended_at: state.end?.at ?? null,
    rests_on: restsOn(state),
  };
}
