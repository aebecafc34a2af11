import type { Desk } from '@yichuang/host';
import type { SealCommand, SealEvent } from './events.js';
import type { SealState } from './state.js';

/** Which events everybody may hear. Facts and orders stay between the window and the maker. */
export const audience: Desk<SealCommand, SealState, SealEvent>['audience'] = {
  SealPreChecked: '*',
  ManualReviewRequired: '*',
  SealRefused: '*',
  SealFiled: '*',
};
