import { caseColumns, caseRow, type DeskRegister } from '@yichuang/host';
import type { SealEvent } from './events.js';
import type { SealState } from './state.js';

/** 刻章订单: every order, how it stands, since when it waits and why. */
export const sealOrders: DeskRegister<SealState, SealEvent> = {
  table: {
    name: 'seal_order',
    columns: {
      ...caseColumns,
      maker: 'text',
      filing_number: 'text',
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
  };
}

/**
 * 印章备案: the seals in use, one row each; whose they are and who made them says the order. A number is public security's: one
 * that a maker mistypes takes no other's place.
 */
export const seals: DeskRegister<SealState, SealEvent> = {
  table: {
    name: 'seal',
    columns: { number: 'text', case_id: 'text', kind: 'text', filed_on: 'text' },
    key: ['case_id', 'kind'],
  },
  project: (event, state, caseId) => {
    if (event.type !== 'SealFiled' || state.status !== 'done') return [];
    const { receipt } = state;
    return receipt.seals.map(({ number, kind }) => ({
      key: [caseId, kind],
      row: {
        number,
        case_id: caseId,
        kind,
        filed_on: receipt.filing.filedOn,
      },
    }));
  },
};
