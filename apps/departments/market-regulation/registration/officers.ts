import { departments } from '@yichuang/contracts';
import { withRulings, type OfficersAt } from '@yichuang/host';
import { preChecked, registerOrNot } from './deciding.js';
import type { RegistrationEvent } from './events.js';
import { nameHeld, nameKeyOf } from './name-in-force.js';
import { stateIn, type RegistrationState } from './state.js';

/**
 * 登记审核、核准: officers answer what the law of registration could not tell, before acceptance and on the clock. From the
 * asking for a code on nobody turns it around; what was refused ends the case at once.
 */
export const officers: OfficersAt<RegistrationState, RegistrationEvent> = {
  department: 'market-regulation',
  consults: departments,
  item: (state) => {
    if (!('check' in state)) return null;
    const { number, dueAt, of } = state.check;
    return { number, dueAt: 'task' in state ? state.task.dueAt : dueAt, of };
  },
  open: ({ status }) => status === 'checked' || status === 'review',
  rule: (state, rulings) => {
    const before = stateIn(state, 'checked', 'review');
    return { ...before, check: withRulings(before.check, rulings) };
  },
  again: (state, at, seen) => {
    if (state.status === 'checked') return [preChecked(state.check, at)];
    const { check, task } = stateIn(state, 'review');
    return [registerOrNot(check, task, nameHeld(check.caseId, seen), at)];
  },
  keys: (state) => (state.status === 'review' ? [nameKeyOf(state.check.facts)] : []),
};
