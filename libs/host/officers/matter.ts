import { separationFaults, type Deed, type PastDeed } from '@yichuang/contracts';
import type { ClaimHolder } from '@yichuang/event-store';
import type { Decision, Rejection } from '@yichuang/kernel';
import type { Officer } from './commands.js';
import type { OfficerEvent } from './events.js';
import * as no from './rejections.js';
import { claimAt, type OfficersState } from './state.js';

/** What whoever takes something in hand, or works on it, is judged by: the same wherever something waits for a person. */
export interface Waiting {
  readonly state: OfficersState;
  /** Ids of whoever applies, as far as they are known. */
  readonly applicants: readonly string[];
  /** Who took the application, or a correction of it, at the counter. */
  readonly takenBy: readonly string[];
  /** What officers did in the case at the department's other desks; nothing where the act takes no other person than they did. */
  readonly elsewhere: readonly PastDeed[];
  /** What working on it counts as, and what was done to it of which that is parted; absent: a review, of nothing. */
  readonly work?: { readonly act: Deed; readonly done: readonly PastDeed[] };
  /** How long a claim holds. */
  readonly claimMillis: number;
}

/** Everything an act on a step is judged by. */
export interface Matter extends Waiting {
  /** A person can still decide the step the desk is at. */
  readonly open: boolean;
  /** Whom the desk's own law looks at, as the command saw them. */
  readonly seen: readonly ClaimHolder[];
  /** Whom this desk may ask, and how what it asks is named. */
  readonly asks: { readonly name: string; readonly desk: string; readonly departments: readonly string[] };
  /** `approver:tax`. */
  readonly approver: string;
}

export type Said = Decision<OfficerEvent>;

export const waits = ({ state }: Waiting): boolean => state.since !== null;

/** Why the rules of separation keep this officer from the act; `null`: they do not. */
export function barred(
  { applicants, takenBy, elsewhere, state }: Waiting,
  actor: Officer,
  act: Deed,
  done: readonly PastDeed[] = [...elsewhere, ...state.done],
): Rejection | null {
  const before: readonly PastDeed[] = [...takenBy.map((by) => ({ act: 'intake' as const, by })), ...done];
  const inspection = state.calls.some((call) => call.inspection);
  const faults = separationFaults({ actor, act, done: before, applicants, inspection });
  return faults.length === 0 ? null : no.dutiesNotSeparated(faults);
}

/** Why he does not even begin: it is his own case, or he changes no outcome. */
export function barredFromWork(waiting: Waiting, officer: Officer): Rejection | null {
  const { act, done } = waiting.work ?? { act: 'review', done: [] };
  return barred(waiting, officer, act, done);
}

/** Works only on what is claimed, and by him. */
export function unclaimed({ state }: Waiting, at: number, { id }: Officer): Rejection | null {
  const claim = claimAt(state, at);
  if (claim === null) return no.notClaimed();
  return claim.by === id ? null : no.claimedByAnother();
}

export const first = (...checks: readonly (() => Rejection | null)[]): Rejection | null => {
  for (const check of checks) {
    const found = check();
    if (found !== null) return found;
  }
  return null;
};
