import { caseColumns, caseRow, type DeskRegister } from '@yichuang/host';
import type { SealEvent } from './events.js';
import type { SealState } from './state.js';

/**
 * 刻章订单 and 印章备案: every order, how it stands, since when it waits and why; once they are filed, the seals in use. A number is
 * public security's: one that a maker mistypes takes no other's place.
 */
export const sealOrders: DeskRegister<SealState, SealEvent> = {
  table: {
    name: 'seal_order',
    columns: {
      ...caseColumns,
      maker: 'text',
      filing_number: 'text',
      filed_on: 'text',
      // numbers by kind
      seals: 'jsonb',
    },
    key: ['case_id'],
    indexes: [['status']],
  },
  // the pre-check's answer and the making alone change no row
  project: (event, state, caseId) =>
    event.type === 'SealPreChecked' || event.type === 'SealMade'
      ? []
      : [{ key: [caseId], row: orderRow(state, caseId) }],
};

function orderRow(state: SealState, caseId: string): Readonly<Record<string, unknown>> | null {
  // a case that ended without a company leaves no order
  if (state.status === 'idle' || state.status === 'ended') return null;
  const { check } = state;
  const receipt = state.status === 'done' ? state.receipt : null;
  return {
    ...caseRow(state, caseId),
    maker: receipt?.maker ?? check.facts.maker?.code ?? null,
    filing_number: receipt?.filing.number ?? null,
    filed_on: receipt?.filing.filedOn ?? null,
    seals: receipt === null ? null : Object.fromEntries(receipt.seals.map(({ kind, number }) => [kind, number])),
  };
}
