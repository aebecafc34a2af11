import type { DeskRegister } from '@yichuang/host';
import type { EnrolmentEvent } from './events.js';
import type { EnrolmentState } from './state.js';

/** Events after which a row reads the same as before. */
const UNSEEN: ReadonlySet<EnrolmentEvent['type']> = new Set([
  'InsuredElsewhereAnswered',
  'MedicalRegistrationDisputed',
]);

/** 医保参保单位: every unit, how it stands, since when it waits and why. */
export const medicalUnits: DeskRegister<EnrolmentState, EnrolmentEvent> = {
  table: {
    name: 'medical_unit',
    columns: {
      case_id: 'text',
      number: 'text',
      status: 'text',
      round: 'int',
      due_at: 'bigint',
      waits_since: 'bigint',
      waits_for: 'text',
      uscc: 'text',
      company_name: 'text',
      unit_number: 'text',
      auto_account: 'boolean',
      employees: 'int',
    },
    key: ['case_id'],
    indexes: [['status'], ['uscc']],
  },
  project: (event, state, caseId) => (UNSEEN.has(event.type) ? [] : [{ key: [caseId], row: rowOf(state, caseId) }]),
};

function rowOf(state: EnrolmentState, caseId: string): Readonly<Record<string, unknown>> | null {
  // a case that ended without a company leaves no unit
  if (state.status === 'idle' || state.status === 'ended') return null;
  const { check } = state;
  const opening = 'opening' in state ? state.opening : null;
  const receipt = 'receipt' in state ? state.receipt : null;
  return {
    case_id: caseId,
    number: check.number,
    status: state.status,
    round: check.round,
    due_at: opening?.dueAt ?? check.dueAt,
    waits_since: 'since' in state ? state.since : null,
    waits_for: state.status === 'review' ? state.why.join(' ') : null,
    uscc: opening?.company.uscc ?? null,
    company_name: opening?.company.companyName ?? null,
    unit_number: receipt?.unitNumber ?? null,
    auto_account: check.facts.autoAccount,
    employees: check.facts.employees,
  };
}
