import type { CheckOf, Opening } from '@yichuang/host';
import type { TaxReceipt } from './events.js';
import type { RiskAnswer, TaxFacts } from './facts.js';

/** One round of the pre-check: what was handed in, as facts, and what the tax core said of it. */
export interface Check extends CheckOf<TaxFacts> {
  /** Absent until the tax core has answered or is known to be silent. */
  readonly risk?: RiskAnswer | null;
}

/** It waits for a person: to be decided, or to be put right. */
interface Waiting {
  readonly check: Check;
  readonly opening: Opening;
  readonly since: number;
  readonly why: readonly string[];
}

export type TaxState =
  | { readonly status: 'idle' }
  | { readonly status: 'checking' | 'checked'; readonly check: Check }
  | (Waiting & { readonly status: 'review' })
  | (Waiting & { readonly status: 'refused' })
  | { readonly status: 'registering'; readonly check: Check; readonly opening: Opening; readonly since: number }
  | { readonly status: 'done'; readonly check: Check; readonly opening: Opening; readonly receipt: TaxReceipt }
  | { readonly status: 'ended'; readonly reason: string };

export const initial: TaxState = { status: 'idle' };

/** Answers of sources are taken in until the case is decided; later ones change nothing. */
export const hearsSources = (
  state: TaxState,
): state is Extract<TaxState, { readonly status: 'checking' | 'checked' | 'review' }> =>
  state.status === 'checking' || state.status === 'checked' || state.status === 'review';

/** @throws TypeError where nothing was ever checked: such a history cannot have been recorded. */
export function checkOf(state: TaxState): Check {
  if (state.status === 'idle' || state.status === 'ended') throw new TypeError(`nothing is checked: ${state.status}`);
  return state.check;
}

/** @throws TypeError before the company exists. */
export function openingOf(state: TaxState): Opening {
  if (!('opening' in state)) throw new TypeError(`nothing is opened: ${state.status}`);
  return state.opening;
}

export function withCheck(state: TaxState, change: (check: Check) => Check): TaxState {
  if (state.status === 'idle' || state.status === 'ended') throw new TypeError(`nothing is checked: ${state.status}`);
  return { ...state, check: change(state.check) };
}

/** Since when a person is waited for. */
export const waitingSince = (state: TaxState): number | null =>
  state.status === 'review' || state.status === 'refused' ? state.since : null;
