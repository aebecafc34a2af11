import type { DeskRegister } from '@yichuang/host';
import type { NameEvent } from './events.js';
import { heldOf, type NameState } from './state.js';

/** 企业名称: every case's name, how it stands, until when it is kept, and who is in the way. */
export const companyNames: DeskRegister<NameState, NameEvent> = {
  table: {
    name: 'company_name',
    columns: {
      case_id: 'text',
      status: 'text',
      authority: 'text',
      company_name: 'text',
      trade_name: 'text',
      industry: 'text',
      gbt4754_division: 'text',
      kept_as: 'text',
      reserved_until: 'text',
      rival: 'text',
      waits_since: 'bigint',
      waits_for: 'text',
      uscc: 'text',
    },
    key: ['case_id'],
  },
  // the library's answer is always followed by what it led to
  project: (event, state, caseId) =>
    event.type === 'NameLibraryAnswered' ? [] : [{ key: [caseId], row: rowOf(state, caseId) }],
};

function rowOf(state: NameState, caseId: string): Readonly<Record<string, unknown>> | null {
  if (state.status === 'idle') return null;
  const { facts } = state.check;
  const kept = heldOf(state)?.reservation ?? null;
  return {
    case_id: caseId,
    status: state.status,
    authority: facts.authority,
    company_name: state.status === 'registered' ? state.held.reservation.companyName : facts.companyName,
    trade_name: facts.parts.trade,
    industry: facts.parts.industry,
    gbt4754_division: facts.gbt4754Division,
    kept_as: kept?.kind ?? null,
    reserved_until: kept?.until ?? null,
    rival: state.status === 'conflict' ? state.rival : null,
    waits_since: state.status === 'review' ? state.since : null,
    waits_for: state.status === 'review' ? state.why.join(' ') : null,
    uscc: state.status === 'registered' ? state.uscc : null,
  };
}
