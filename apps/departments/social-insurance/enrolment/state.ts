import type { CheckOf, Opening } from '@yichuang/host';
import type { EnrolmentReceipt } from './events.js';
import type { InsuredAnswer, SocialInsuranceFacts } from './facts.js';

/** One round of the pre-check: what was handed in, as facts, and what the core said of it. */
export interface Check extends CheckOf<SocialInsuranceFacts> {
  /** Absent until the core has answered or is known to be silent. */
  readonly insured?: InsuredAnswer | null;
}

/** It waits for a person: to be decided, or to be put right. */
interface Waiting {
  readonly check: Check;
  readonly opening: Opening;
  readonly since: number;
  readonly why: readonly string[];
  /** Where the unit stands already and an employee is disputed. */
  readonly receipt: EnrolmentReceipt | null;
}

export type EnrolmentState =
  | { readonly status: 'idle' }
  | { readonly status: 'checking' | 'checked'; readonly check: Check }
  | (Waiting & { readonly status: 'review' })
  | (Waiting & { readonly status: 'refused' })
  | {
      readonly status: 'enrolling';
      readonly check: Check;
      readonly opening: Opening;
      readonly since: number;
      /** Taken and disputed: an officer is called in the same decision. */
      readonly receipt: EnrolmentReceipt | null;
    }
  | { readonly status: 'done'; readonly check: Check; readonly opening: Opening; readonly receipt: EnrolmentReceipt }
  | { readonly status: 'ended'; readonly reason: string };

export const initial: EnrolmentState = { status: 'idle' };

/** Answers of sources are taken in until the case is decided; later ones change nothing. */
export const hearsSources = (
  state: EnrolmentState,
): state is Extract<EnrolmentState, { readonly status: 'checking' | 'checked' | 'review' }> =>
  state.status === 'checking' || state.status === 'checked' || state.status === 'review';

/** @throws TypeError where nothing was ever checked: such a history cannot have been recorded. */
export function checkOf(state: EnrolmentState): Check {
  if (state.status === 'idle' || state.status === 'ended') throw new TypeError(`nothing is checked: ${state.status}`);
  return state.check;
}

export function withCheck(state: EnrolmentState, change: (check: Check) => Check): EnrolmentState {
  if (state.status === 'idle' || state.status === 'ended') throw new TypeError(`nothing is checked: ${state.status}`);
  return { ...state, check: change(state.check) };
}

/** @throws TypeError where nobody is being enrolled. */
export function enrollingOf(state: EnrolmentState): Extract<EnrolmentState, { status: 'enrolling' }> {
  if (state.status !== 'enrolling') throw new TypeError(`nobody is being enrolled: ${state.status}`);
  return state;
}

/** @throws TypeError before the company exists. */
export function openingOf(state: EnrolmentState): Opening {
  if (!('opening' in state)) throw new TypeError(`nothing is opened: ${state.status}`);
  return state.opening;
}

/** What the core did already. */
export const receiptOf = (state: EnrolmentState): EnrolmentReceipt | null =>
  'receipt' in state ? state.receipt : null;

/** Since when a person is waited for. */
export const waitingSince = (state: EnrolmentState): number | null =>
  state.status === 'review' || state.status === 'refused' ? state.since : null;
