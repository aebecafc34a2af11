import { caseColumns, caseRow, type DeskRegister } from '@yichuang/host';
import type { AccountEvent } from './events.js';
import { lawOf } from './law.js';
import type { AccountState } from './state.js';

/** 缴存单位: every unit account, how it stands, since when it waits and why. */
export const unitAccounts: DeskRegister<AccountState, AccountEvent> = {
  table: {
    name: 'unit_account',
    columns: {
      ...caseColumns,
      account_number: 'text',
      employees: 'int',
      monthly_fen: 'bigint',
    },
    key: ['case_id'],
  },
  // the answer of the pre-check changes no row
  project: (event, state, caseId) =>
    event.type === 'HousingFundPreChecked' ? [] : [{ key: [caseId], row: rowOf(state, caseId) }],
};

function rowOf(state: AccountState, caseId: string): Readonly<Record<string, unknown>> | null {
  // a case that ended without a company leaves no account
  if (state.status === 'idle' || state.status === 'ended') return null;
  const { check } = state;
  const opening = 'opening' in state ? state.opening : null;
  const contribution =
    opening === null ? null : lawOf(check.ruleSet).contribution(check.facts, opening.company.establishedOn);
  return {
    ...caseRow(state, caseId),
    account_number: state.status === 'done' ? state.receipt.accountNumber : null,
    employees: check.facts.employees,
    monthly_fen: contribution?.monthlyFen ?? null,
  };
}
