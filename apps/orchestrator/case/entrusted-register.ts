import type { DeskRegister } from '@yichuang/host';
import type { CaseEvent, CaseState } from '@yichuang/matters';

/** 委托: to whom a case was entrusted, a row each. A case that is entrusted to nobody has none. */
export const entrustedRows: DeskRegister<CaseState, CaseEvent> = {
  table: {
    name: 'case_entrusted',
    columns: { case_id: 'text', person: 'text', trust: 'text' },
    key: ['case_id', 'person'],
    indexes: [['person', 'trust', 'case_id']],
  },
  project: (event, _state, caseId) => {
    if (event.type === 'ApplicationSubmitted')
      return (event.entrusted ?? []).map(({ id, as }) => rowOf(caseId, id, as));
    if (event.type === 'CaseEntrusted') return [rowOf(caseId, event.to, event.as)];
    return event.type === 'EntrustmentRevoked' ? [rowOf(caseId, event.from, null)] : [];
  },
};

const rowOf = (caseId: string, person: string, trust: string | null) => ({
  key: [caseId, person],
  row: trust === null ? null : { case_id: caseId, person, trust },
});
