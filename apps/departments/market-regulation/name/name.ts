import { isNews, reasonsOf } from '@yichuang/host';
import { alreadySo, decided, type Decider } from '@yichuang/kernel';
import type { NameCommand, NameEvent } from './events.js';
import { fitToCompare } from './law.js';
import { checkOf, heldOf, initial, isOver, keptBy, rulingsKept, type Check, type NameState } from './state.js';
import { endOf } from './term.js';
import { releasedFor, takenFor, verdictOn } from './verdict.js';

/** Whether the library has been asked about the name under check. */
export const isAsked = ({ ruleSet, facts }: Pick<Check, 'ruleSet' | 'facts'>): boolean => fitToCompare(ruleSet, facts);

/** Whether an answer of the library adds to what is known of the name under check. */
export function awaits(state: NameState, { round, library }: Pick<Check, 'round' | 'library'>): boolean {
  if (state.status === 'idle' || state.status === 'expired' || isOver(state)) return false;
  const { check } = state;
  return round === check.round && isNews(check.library, library ?? null) && isAsked(check);
}

/** When a kept name is free again; a registered one never is. */
export function expiresAt(state: NameState): number | null {
  const until = heldOf(state)?.reservation.until ?? null;
  return until === null ? null : endOf(until);
}

export const name: Decider<NameCommand, NameState, NameEvent> = {
  initial,

  decide: {
    CheckName: ({ type: _type, holders: _holders, ...task }, state) => {
      if (isOver(state) || (state.status !== 'idle' && task.round <= state.check.round)) return alreadySo;
      const taken: NameEvent = { ...task, type: 'NameCheckTaken' };
      // what cannot be registered at all is answered at once: there is nobody to compare it with
      return isAsked(task)
        ? decided<NameEvent>(taken)
        : decided<NameEvent>(
            taken,
            verdictOn({
              check: { ...task, ...rulingsKept(state, task.facts) },
              held: heldOf(state),
              seen: [],
              at: task.at,
            }),
          );
    },

    TakeLibraryAnswer: ({ at, round, library, holders: seen = [] }, state) => {
      if (state.status === 'idle' || !awaits(state, { round, library })) return alreadySo;
      const check = { ...state.check, library };
      return decided<NameEvent>(
        { type: 'NameLibraryAnswered', at, source: 'name-library', round, library, seen },
        verdictOn({ check, held: heldOf(state), seen, at }),
      );
    },

    ExpireReservation: ({ at, dueAt }, state) => {
      const held = heldOf(state);
      // a name that was changed, or reserved anew, runs to another day
      if (held === null || expiresAt(state) !== dueAt || at < dueAt) return alreadySo;
      return decided({ type: 'NameReservationExpired', at, released: held.reservation });
    },

    TakeName: ({ at, uscc, companyName }, state) => {
      if (state.status === 'idle' || isOver(state)) return alreadySo;
      const reservation = takenFor(state.check, companyName, at);
      return decided({ type: 'NameTaken', at, uscc, reservation, released: releasedFor(reservation, heldOf(state)) });
    },

    EndCase: ({ at, reason }, state) => {
      if (state.status === 'idle' || isOver(state)) return alreadySo;
      return decided({ type: 'NameReleased', at, reason, released: heldOf(state)?.reservation ?? null });
    },
  },

  evolve: {
    NameCheckTaken: (state, { type: _type, at: _at, ...task }) => ({
      status: 'checking',
      check: { ...task, ...rulingsKept(state, task.facts) },
      held: heldOf(state),
    }),
    NameLibraryAnswered: (state, { library }) => ({ ...state, check: { ...checkOf(state), library } }),
    NameReserved: (state, event) => ({ status: 'reserved', check: checkOf(state), held: keptBy(state, event) }),
    NameConflictDetected: (state, { rivals }) => ({
      status: 'conflict',
      check: checkOf(state),
      held: null,
      rival: rivals.map(({ companyName }) => companyName).join('、'),
    }),
    NameFaulty: (state) => ({ status: 'faulty', check: checkOf(state), held: null }),
    ManualReviewRequired: (state, event) => ({
      status: 'review',
      check: checkOf(state),
      held: keptBy(state, event),
      since: state.status === 'review' ? state.since : event.at,
      why: reasonsOf(event.answer),
    }),
    // a name that is being looked at is still to be answered, by the library or by an officer
    NameReservationExpired: (state) =>
      state.status === 'checking' || state.status === 'review'
        ? { ...state, held: null }
        : { status: 'expired', check: checkOf(state), held: null },
    NameTaken: (state, { uscc, reservation }) => {
      const check = checkOf(state);
      return { status: 'registered', check, held: { reservation, facts: check.facts }, uscc };
    },
    NameReleased: (state, { reason }) => ({ status: 'released', check: checkOf(state), reason }),
  },
};
