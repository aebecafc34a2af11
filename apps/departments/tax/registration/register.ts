import type { DeskRegister } from '@yichuang/host';
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
      case_id: 'text',
      number: 'text',
      status: 'text',
      round: 'int',
      due_at: 'bigint',
      waits_since: 'bigint',
      waits_for: 'text',
      uscc: 'text',
      company_name: 'text',
      office: 'text',
      taxpayer_kind: 'text',
      quota_fen: 'bigint',
      registration_number: 'text',
    },
    key: ['case_id'],
    indexes: [['status'], ['uscc']],
  },
  project: (event, state, caseId) => (UNSEEN.has(event.type) ? [] : [{ key: [caseId], row: rowOf(state, caseId) }]),
};

function rowOf(state: TaxState, caseId: string): Readonly<Record<string, unknown>> | null {
  // a case that ended without a company leaves no registration
  if (state.status === 'idle' || state.status === 'ended') return null;
  const { check } = state;
  const opening = 'opening' in state ? state.opening : null;
  const terms = lawOf(check.ruleSet).terms(check.facts);
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
    office: terms.office?.code ?? null,
    taxpayer_kind: check.facts.taxpayerKind,
    quota_fen: terms.quotaFen,
    registration_number: state.status === 'done' ? state.receipt.registrationNumber : null,
  };
}
