import type { CheckOf, Opening } from '@yichuang/host';
import type { SealOrder, SealReceipt } from './events.js';
import type { SealFacts } from './facts.js';

/** One round of the pre-check: what was handed in, as facts. */
export type Check = CheckOf<SealFacts>;

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
  | {
      readonly status: 'review';
      readonly check: Check;
      readonly opening: Opening;
      readonly since: number;
      readonly why: readonly string[];
      /** Seals that were made, where the making itself is what an officer looks at. */
      readonly receipt: SealReceipt | null;
    }
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
