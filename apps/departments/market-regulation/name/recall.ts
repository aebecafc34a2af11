import type { NameCommand, NameEvent } from './events.js';
import { expiresAt } from './name.js';
import type { NameState } from './state.js';

/**
 * The command behind the events of one decision, from what they recorded; the first of them tells which it was.
 *
 * @throws TypeError on events that no decision of this desk begins with
 */
export function recall(events: readonly NameEvent[], before: NameState): NameCommand {
  const [first] = events;
  switch (first?.type) {
    case 'NameCheckTaken':
      return { ...first, type: 'CheckName' };
    case 'NameLibraryAnswered': {
      const { at, round, library, seen } = first;
      return { type: 'TakeLibraryAnswer', at, round, library, holders: seen };
    }
    case 'NameReservationExpired':
      return { type: 'ExpireReservation', at: first.at, dueAt: expiresAt(before) ?? first.at };
    case 'NameTaken':
      return { type: 'TakeName', at: first.at, uscc: first.uscc, companyName: first.reservation.companyName };
    case 'NameReleased':
      return { type: 'EndCase', at: first.at, reason: first.reason };
    case 'NameReserved':
    case 'NameConflictDetected':
    case 'NameFaulty':
    case 'ManualReviewRequired':
    case undefined:
      throw new TypeError(`no decision begins with ${String(first?.type)}`);
  }
}
