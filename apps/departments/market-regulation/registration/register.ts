import type { DeskRegister } from '@yichuang/host';
import type { RegistrationEvent } from './events.js';
import type { RegistrationState } from './state.js';

type Register = DeskRegister<RegistrationState, RegistrationEvent>;

/** Events after which a row reads the same as before. */
const UNSEEN: ReadonlySet<RegistrationEvent['type']> = new Set([
  'SourceAnswered',
  'LicenceIssued',
  'PostLicencePermitReminded',
  'WithdrawalRefused',
]);

/** 设立登记: every case at the authority, how it stands, since when it waits and why. */
export const companyRegistrations: Register = {
  table: {
    name: 'company_registration',
    columns: {
      case_id: 'text',
      status: 'text',
      waits_since: 'bigint',
      waits_for: 'text',
      authority: 'text',
      company_type: 'text',
      capital_fen: 'bigint',
      gbt4754: 'text',
      uscc: 'text',
      company_name: 'text',
      notice_number: 'text',
    },
    key: ['case_id'],
  },
  project: (event, state, caseId) => (UNSEEN.has(event.type) ? [] : [{ key: [caseId], row: rowOf(state, caseId) }]),
};

function rowOf(state: RegistrationState, caseId: string): Readonly<Record<string, unknown>> | null {
  // a case that ended without a company leaves no registration
  if (state.status === 'idle' || state.status === 'ended') return null;
  const { check } = state;
  const registered = state.status === 'registered' ? state : null;
  return {
    case_id: caseId,
    status: state.status,
    waits_since: state.status === 'review' ? state.since : state.status === 'issuing' ? state.decidedAt : null,
    waits_for: 'why' in state ? state.why.join(' ') : null,
    authority: check.facts.authority,
    company_type: check.facts.company.type,
    capital_fen: check.facts.company.capitalFen,
    gbt4754: check.facts.company.gbt4754,
    uscc: registered?.receipt.uscc ?? null,
    company_name: registered?.particulars.companyName ?? null,
    notice_number: registered?.notice?.noticeNumber ?? null,
  };
}

/** 赋码: every code that came, and what became of it: none is neither registered nor voided for long. */
export const creditCodes: Register = {
  table: {
    name: 'credit_code',
    columns: { uscc: 'text', case_id: 'text', fate: 'text', since: 'bigint', simulated: 'boolean' },
    key: ['uscc'],
  },
  project: (event, _state, caseId) => {
    if (event.type !== 'CompanyRegistered' && event.type !== 'CodeVoidingRequested' && event.type !== 'CodeVoided') {
      return [];
    }
    const { uscc, simulated } = event.receipt;
    const fate = { CompanyRegistered: 'registered', CodeVoidingRequested: 'voiding', CodeVoided: 'voided' }[event.type];
    return [{ key: [uscc], row: { uscc, case_id: caseId, fate, since: event.at, simulated } }];
  },
};
