import type { CheckOf, Opening } from '@yichuang/host';
import type { AccountReceipt } from './events.js';
import type { HousingFundFacts } from './facts.js';

/** One round of the pre-check: what was handed in, as facts. */
export type Check = CheckOf<HousingFundFacts>;

/** It waits for a person: to be decided, or to be put right. */
interface Waiting {
  readonly check: Check;
  readonly opening: Opening;
  readonly since: number;
  readonly why: readonly string[];
}

export type AccountState =
  | { readonly status: 'idle' }
  | { readonly status: 'checked'; readonly check: Check }
  | (Waiting & { readonly status: 'review' })
  | (Waiting & { readonly status: 'refused' })
  | { readonly status: 'opening'; readonly check: Check; readonly opening: Opening; readonly since: number }
  | { readonly status: 'done'; readonly check: Check; readonly opening: Opening; readonly receipt: AccountReceipt }
  | { readonly status: 'ended'; readonly reason: string };

export const initial: AccountState = { status: 'idle' };

/** @throws TypeError where nothing was ever checked: such a history cannot have been recorded. */
export function checkOf(state: AccountState): Check {
  if (state.status === 'idle' || state.status === 'ended') throw new TypeError(`nothing is checked: ${state.status}`);
  return state.check;
}

/** @throws TypeError before the company exists. */
export function openingOf(state: AccountState): Opening {
  if (!('opening' in state)) throw new TypeError(`nothing is opened: ${state.status}`);
  return state.opening;
}

/** Since when a person is waited for. */
export const waitingSince = (state: AccountState): number | null =>
  state.status === 'review' || state.status === 'refused' ? state.since : null;

export function withCheck(state: AccountState, change: (check: Check) => Check): AccountState {
  if (state.status === 'idle' || state.status === 'ended') throw new TypeError(`nothing is checked: ${state.status}`);
  return { ...state, check: change(state.check) };
}
