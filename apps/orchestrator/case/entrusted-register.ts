import type { DeskRegister } from '@yichuang/host';
import { readersOf, type CaseEvent, type CaseState } from '@yichuang/matters';

/** 委托: to whom a case was entrusted, and who walks it through, a row each. One that is the applicant’s alone has none. */
export const entrustedRows: DeskRegister<CaseState, CaseEvent> = {
  table: {
    name: 'case_entrusted',
    columns: { case_id: 'text', person: 'text', trust: 'text' },
    key: ['case_id', 'person'],
    indexes: [['person', 'trust', 'case_id']],
  },
  project: (event, state, caseId) => {
    const rows = (...persons: readonly string[]) =>
      persons.map((person) => rowOf(caseId, person, readersOf(state).find(({ id }) => id === person)?.as ?? null));
    if (event.type === 'ApplicationSubmitted')
      return (event.entrusted ?? []).map(({ id, as }) => rowOf(caseId, id, as));
    if (event.type === 'CaseEntrusted') return rows(event.to);
    if (event.type === 'EntrustmentRevoked') return rows(event.from);
    if (event.type !== 'CaseManagerNamed') return [];
    return rows(event.to, ...(event.from === undefined ? [] : [event.from]));
  },
};

const rowOf = (caseId: string, person: string, trust: string | null) => ({
  key: [caseId, person],
  row: trust === null ? null : { case_id: caseId, person, trust },
});
