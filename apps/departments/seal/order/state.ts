import type { CheckOf, Opening } from '@yichuang/host';
import type { SealOrder, SealReceipt } from './events.js';
import type { SealFacts } from './facts.js';

/** One round of the pre-check: what was handed in, as facts. */
export type Check = CheckOf<SealFacts>;

export interface Made {
  readonly order: SealOrder;
  readonly receipt: SealReceipt;
}

/** It waits for a person: to be decided, or to be put right. */
interface Waiting {
  readonly check: Check;
  readonly opening: Opening;
  readonly since: number;
  readonly why: readonly string[];
  /** Seals that were made, and what was ordered, where the making itself is what an officer looks at. */
  readonly made: Made | null;
}

export type SealState =
  | { readonly status: 'idle' }
  | { readonly status: 'checked'; readonly check: Check }
  | {
      readonly status: 'making';
      readonly check: Check;
      readonly opening: Opening;
      readonly since: number;
      readonly order: SealOrder;
      /** Seals that are made and not yet filed. */
      readonly receipt: SealReceipt | null;
    }
  | (Waiting & { readonly status: 'review' })
  | (Waiting & { readonly status: 'refused' })
  | { readonly status: 'done'; readonly check: Check; readonly opening: Opening; readonly receipt: SealReceipt }
  | { readonly status: 'ended'; readonly reason: string };

export const initial: SealState = { status: 'idle' };

/** @throws TypeError where nothing was ever checked: such a history cannot have been recorded. */
export function checkOf(state: SealState): Check {
  if (state.status === 'idle' || state.status === 'ended') throw new TypeError(`nothing is checked: ${state.status}`);
  return state.check;
}

/** @throws TypeError where nothing is being made. */
export function makingOf(state: SealState): Extract<SealState, { status: 'making' }> {
  if (state.status !== 'making') throw new TypeError(`nothing is being made: ${state.status}`);
  return state;
}

/** @throws TypeError before the company exists. */
export function openingOf(state: SealState): Opening {
  if (!('opening' in state)) throw new TypeError(`nothing is opened: ${state.status}`);
  return state.opening;
}

/** Seals that are there and not filed. */
export function madeOf(state: SealState): Made | null {
  if (state.status === 'review' || state.status === 'refused') return state.made;
  return state.status === 'making' && state.receipt !== null ? { order: state.order, receipt: state.receipt } : null;
}

/** What was made, filed or not; `null` as long as nothing was. */
export const receiptOf = (state: SealState): SealReceipt | null =>
  state.status === 'done' ? state.receipt : (madeOf(state)?.receipt ?? null);

/** Since when a person is waited for. */
export const waitingSince = (state: SealState): number | null =>
  state.status === 'review' || state.status === 'refused' ? state.since : null;

export function withCheck(state: SealState, change: (check: Check) => Check): SealState {
  if (state.status === 'idle' || state.status === 'ended') throw new TypeError(`nothing is checked: ${state.status}`);
  return { ...state, check: change(state.check) };
}
