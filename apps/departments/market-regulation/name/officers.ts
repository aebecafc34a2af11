import { departments } from '@yichuang/contracts';
import { withRulings, type OfficersAt } from '@yichuang/host';
import type { NameEvent } from './events.js';
import { keysAsked } from './keys.js';
import { checkOf, heldOf, type NameState } from './state.js';
import { verdictOn } from './verdict.js';

const OPEN: ReadonlySet<NameState['status']> = new Set(['review', 'reserved', 'conflict', 'faulty']);

/**
 * 名称审核、核准: a silent library is answered for, a relation between two companies is found proved or not. Until the company
 * is registered the name can be given or taken; who else holds it is seen.
 */
export const officers: OfficersAt<NameState, NameEvent> = {
  department: 'market-regulation',
  consults: departments,
  item: (state) => {
    if (state.status === 'idle') return null;
    const { number, of } = state.check;
    return { number, dueAt: null, of };
  },
  open: ({ status }) => OPEN.has(status),
  rule: (state, rulings) => {
    if (state.status === 'idle') throw new TypeError('no name was checked');
    return { ...state, check: withRulings(state.check, rulings) };
  },
  again: (state, at, seen) => [verdictOn({ check: checkOf(state), held: heldOf(state), seen, at })],
  keys: (state) => (state.status === 'idle' ? [] : keysAsked(state.check.facts)),
};
