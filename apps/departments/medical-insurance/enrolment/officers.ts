import { departments } from '@yichuang/contracts';
import { itemOf, withRulings, type OfficersAt } from '@yichuang/host';
import { disputeSettled, opened, preChecked } from './enrolment.js';
import type { EnrolmentEvent } from './events.js';

import { checkOf, openingOf, receiptOf, withCheck, type EnrolmentState } from './state.js';

/** 审核、核准: a unit that is registered stays so; what was refused can be put right until it is done. */
export const officers: OfficersAt<EnrolmentState, EnrolmentEvent> = {
  department: 'medical-insurance',
  consults: departments,
  item: itemOf,
  open: ({ status }) => status === 'checked' || status === 'review' || status === 'refused',
  rule: (state, rulings) => withCheck(state, (check) => withRulings(check, rulings)),
  again: (state, at) => {
    const check = checkOf(state);
    if (state.status === 'checked') return [preChecked(check, at)];
    const opening = openingOf(state);
    const receipt = receiptOf(state);
    return [receipt === null ? opened(check, opening, at) : disputeSettled(check, opening, receipt, at)];
  },
};
