import type { Desk } from '@yichuang/host';
import type { NameCommand, NameEvent } from './events.js';
import type { NameState } from './state.js';

/** Which events everybody may hear. What the library said, and which other cases were seen, stays here. */
export const audience: Desk<NameCommand, NameState, NameEvent>['audience'] = {
  NameReserved: '*',
  NameConflictDetected: '*',
  NameFaulty: '*',
  ManualReviewRequired: '*',
  NameReservationExpired: '*',
};
