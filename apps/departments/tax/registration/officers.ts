import { departments } from '@yichuang/contracts';
import { cannotPass, itemOf, withRulings, type OfficersAt } from '@yichuang/host';
import type { TaxEvent } from './events.js';
import { lawOf } from './law.js';
import { opened, preChecked } from './registration.js';
import { checkOf, openingOf, withCheck, type TaxState } from './state.js';

/** 审核、核准: what was refused can be put right until the company is registered for tax. */
export const officers: OfficersAt<TaxState, TaxEvent> = {
  department: 'tax',
  consults: departments,
  item: itemOf,
  open: ({ status }) => status === 'checked' || status === 'review' || status === 'refused',
  rule: (state, rulings) => withCheck(state, (check) => withRulings(check, rulings)),
  again: (state, at) => {
    const check = checkOf(state);
    if (state.status === 'checked') return [preChecked(check, at)];
    const next = opened(check, openingOf(state), at);
    // somebody must be competent: an officer does not make up an office
    const homeless = lawOf(check.ruleSet).terms(check.facts).office === null && next.type === 'ManualReviewRequired';
    return homeless && next.answer.rules.pass.includes('R-TAX-01') ? cannotPass(['R-TAX-01']) : [next];
  },
};
