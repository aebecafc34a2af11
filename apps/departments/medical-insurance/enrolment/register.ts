import { caseColumns, caseRow, type DeskRegister } from '@yichuang/host';
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
      ...caseColumns,
      unit_number: 'text',
      auto_account: 'boolean',
      employees: 'int',
    },
    key: ['case_id'],
  },
  project: (event, state, caseId) => (UNSEEN.has(event.type) ? [] : [{ key: [caseId], row: rowOf(state, caseId) }]),
};

function rowOf(state: EnrolmentState, caseId: string): Readonly<Record<string, unknown>> | null {
  // a case that ended without a company leaves no unit
  if (state.status === 'idle' || state.status === 'ended') return null;
  const { check } = state;
  const receipt = 'receipt' in state ? state.receipt : null;
  return {
    ...caseRow(state, caseId),
    unit_number: receipt?.unitNumber ?? null,
    auto_account: check.facts.autoAccount,
    employees: check.facts.employees,
  };
}
