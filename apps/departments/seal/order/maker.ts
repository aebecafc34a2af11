import type { CaseBelonging } from '@yichuang/contracts';
import { accountsOf } from '../reference/seal-makers.js';
import type { SealOrder } from './events.js';
import { madeOf, type SealState } from './state.js';

/** The order that was given, as long as it is told of; a maker that took his turn is known once he has made it. */
export function orderIn(state: SealState): SealOrder | null {
  if (state.status === 'making') return state.order;
  return madeOf(state)?.order ?? null;
}

/** Whose order it is; `null`: no maker's yet. */
export const makerIn = (state: SealState): string | null =>
  state.status === 'done' ? state.receipt.maker : (orderIn(state)?.maker ?? null);

/** An order as its maker may touch it: his people's, and nobody else's by this. */
export const belongingOfOrder = (state: SealState): CaseBelonging => ({
  principal: '',
  entrusted: accountsOf(makerIn(state)).map((id) => ({ id })),
  division: '',
  hall: '',
});
