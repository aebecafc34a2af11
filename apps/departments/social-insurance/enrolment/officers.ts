import { departments } from '@yichuang/contracts';
import { cannotPass, itemOf, withRulings, type OfficersAt } from '@yichuang/host';
import { disputeSettled, opened, preChecked } from './enrolment.js';
import type { EnrolmentEvent } from './events.js';
import { lawOf } from './law.js';
import { checkOf, openingOf, receiptOf, withCheck, type EnrolmentState } from './state.js';

/** 审核、核准: a unit that is registered stays so; what was refused can be put right until it is done. */
export const officers: OfficersAt<EnrolmentState, EnrolmentEvent> = {
  department: 'social-insurance',
  consults: departments,
  item: itemOf,
  open: ({ status }) => status === 'checked' || status === 'review' || status === 'refused',
  rule: (state, rulings) => withCheck(state, (check) => withRulings(check, rulings)),
  again: (state, at) => {
    const check = checkOf(state);
    if (state.status === 'checked') return [preChecked(check, at)];
    const opening = openingOf(state);
    const receipt = receiptOf(state);
    if (receipt !== null) return disputeSettled(check, opening, receipt, at);
    const next = opened(check, opening, at);
    // without a class the unit has no rate: an officer does not make one up
    const classless = lawOf(check.ruleSet).injuryTerms(check.facts) === null && next.type === 'ManualReviewRequired';
    return classless && next.answer.rules.pass.includes('R-SI-01') ? cannotPass(['R-SI-01']) : [next];
  },
};
