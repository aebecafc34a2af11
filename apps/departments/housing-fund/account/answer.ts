import type { Desk } from '@yichuang/host';
import type { AccountCommand, AccountEvent } from './events.js';
import type { AccountState } from './state.js';

/** Which events everybody may hear. Wages and orders stay with the fund. */
export const audience: Desk<AccountCommand, AccountState, AccountEvent>['audience'] = {
  HousingFundPreChecked: '*',
  ManualReviewRequired: '*',
  HousingFundRefused: '*',
  HousingFundAccountOpened: '*',
};
