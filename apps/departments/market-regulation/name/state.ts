import type { OfficersRuling, Said, TaskBelonging } from '@yichuang/host';
import type { NameVerdict, Reservation } from './events.js';
import type { LibraryAnswer, NameFacts } from './facts.js';

/** One round of the name check: what was asked for, and what the library said of it. */
export interface Check {
  readonly step: string;
  readonly round: number;
  readonly number: string;
  readonly ruleSet: string;
  readonly facts: NameFacts;
  /** Absent until the library has answered or is known to be silent. */
  readonly library?: Said<LibraryAnswer>;
  /** Absent where the task did not say it. */
  readonly of?: TaskBelonging;
  /** What officers answered about this name. */
  readonly rulings?: readonly OfficersRuling[];
}

/** A name kept for this case, and the facts it was kept upon. */
export interface Held {
  readonly reservation: Reservation;
  readonly facts: NameFacts;
}

export type NameState =
  | { readonly status: 'idle' }
  | {
      readonly status: 'checking' | 'reserved' | 'faulty' | 'expired';
      readonly check: Check;
      readonly held: Held | null;
    }
  | { readonly status: 'conflict'; readonly check: Check; readonly held: null; readonly rival: string }
  | {
      readonly status: 'review';
      readonly check: Check;
      readonly held: Held | null;
      readonly since: number;
      readonly why: readonly string[];
    }
  | { readonly status: 'registered'; readonly check: Check; readonly held: Held; readonly uscc: string }
  | { readonly status: 'released'; readonly check: Check; readonly reason: string };

export const initial: NameState = { status: 'idle' };

/** @throws TypeError where nothing was ever checked: such a history cannot have been recorded. */
export function checkOf(state: NameState): Check {
  if (state.status === 'idle') throw new TypeError('no name was checked');
  return state.check;
}

export const heldOf = (state: NameState): Held | null => ('held' in state ? state.held : null);

export const isOver = (state: NameState): boolean => state.status === 'registered' || state.status === 'released';

/** Nothing about the name changed, so that what was found before still holds. */
export const sameFacts = (a: NameFacts, b: NameFacts): boolean => JSON.stringify(a) === JSON.stringify(b);

/** What officers answered about a name stands as long as nothing about the name changes. */
export function rulingsKept(state: NameState, facts: NameFacts): Pick<Check, 'rulings'> {
  if (state.status === 'idle' || state.check.rulings === undefined) return {};
  return sameFacts(state.check.facts, facts) ? { rulings: state.check.rulings } : {};
}

/** What is kept after a verdict, with the facts of the check it was given on. */
export const keptBy = (state: NameState, { reservation }: Pick<NameVerdict, 'reservation'>): Held | null =>
  reservation === null ? null : { reservation, facts: checkOf(state).facts };
