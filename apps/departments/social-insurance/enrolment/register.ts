import { caseColumns, caseRow, type DeskRegister } from '@yichuang/host';
import type { EnrolmentEvent } from './events.js';
import { lawOf } from './law.js';
import type { EnrolmentState } from './state.js';

/** Events after which a row reads the same as before. */
const UNSEEN: ReadonlySet<EnrolmentEvent['type']> = new Set([
  'InsuredElsewhereAnswered',
  'EnrolmentDisputed',
  'InjuryRateClassAssigned',
  'EmployeeEnrolled',
]);

/** 参保单位: every unit, how it stands, since when it waits and why. */
export const insuredUnits: DeskRegister<EnrolmentState, EnrolmentEvent> = {
  table: {
    name: 'insured_unit',
    columns: {
      ...caseColumns,
      unit_number: 'text',
      injury_class: 'int',
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
    injury_class: lawOf(check.ruleSet).injuryTerms(check.facts)?.injuryClass ?? null,
    employees: check.facts.employees,
  };
}
