import { departments } from '@yichuang/contracts';
import { itemOf, withRulings, type OfficersAt } from '@yichuang/host';
import { opened, preChecked } from './account.js';
import type { AccountEvent } from './events.js';
import { checkOf, openingOf, withCheck, type AccountState } from './state.js';

/** 审核、核准: what was refused can be put right until the account is opened. */
export const officers: OfficersAt<AccountState, AccountEvent> = {
  department: 'housing-fund',
  consults: departments,
  item: itemOf,
  open: ({ status }) => status === 'checked' || status === 'review' || status === 'refused',
  rule: (state, rulings) => withCheck(state, (check) => withRulings(check, rulings)),
  again: (state, at) => {
    const check = checkOf(state);
    return [state.status === 'checked' ? preChecked(check, at) : opened(check, openingOf(state), at)];
  },
};
