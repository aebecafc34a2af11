import { departments } from '@yichuang/contracts';
import { itemOf, withRulings, type OfficersAt } from '@yichuang/host';
import type { SealEvent } from './events.js';
import { claimsOf, filed, opened, preChecked } from './order.js';
import { checkOf, madeOf, openingOf, withCheck, type SealState } from './state.js';

/** 审核、核准: seals that were made are filed or refused, others are ordered or not. */
export const officers: OfficersAt<SealState, SealEvent> = {
  department: 'seal',
  consults: departments,
  item: itemOf,
  open: ({ status }) => status === 'checked' || status === 'review' || status === 'refused',
  rule: (state, rulings) => withCheck(state, (check) => withRulings(check, rulings)),
  again: (state, at, seen) => {
    const check = checkOf(state);
    if (state.status === 'checked') return [preChecked(check, at)];
    const opening = openingOf(state);
    const made = madeOf(state);
    return [
      made === null ? opened(check, opening, seen, at) : filed({ check, opening, order: made.order }, made.receipt, at),
    ];
  },
  keys: (state) => ('opening' in state && madeOf(state) === null ? claimsOf(state.check, state.opening) : []),
};
