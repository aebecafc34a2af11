import { caseColumns, caseRow, type DeskRegister } from '@yichuang/host';
import type { TaxEvent } from './events.js';
import { lawOf } from './law.js';
import type { TaxState } from './state.js';

/** Events after which a row reads the same as before. */
const UNSEEN: ReadonlySet<TaxEvent['type']> = new Set(['TaxRiskAnswered', 'InvoiceQuotaAssigned']);

/** 税务登记: every case at the tax office, how it stands, since when it waits and why. */
export const taxRegistrations: DeskRegister<TaxState, TaxEvent> = {
  table: {
    name: 'tax_registration',
    columns: {
      ...caseColumns,
      office: 'text',
      taxpayer_kind: 'text',
      quota_fen: 'bigint',
      registration_number: 'text',
    },
    key: ['case_id'],
  },
  project: (event, state, caseId) => (UNSEEN.has(event.type) ? [] : [{ key: [caseId], row: rowOf(state, caseId) }]),
};

function rowOf(state: TaxState, caseId: string): Readonly<Record<string, unknown>> | null {
  // a case that ended without a company leaves no registration
  if (state.status === 'idle' || state.status === 'ended') return null;
  const { check } = state;
  const terms = lawOf(check.ruleSet).terms(check.facts);
  return {
    ...caseRow(state, caseId),
    office: terms.office?.code ?? null,
    taxpayer_kind: check.facts.taxpayerKind,
    quota_fen: terms.quotaFen,
    registration_number: state.status === 'done' ? state.receipt.registrationNumber : null,
  };
}
