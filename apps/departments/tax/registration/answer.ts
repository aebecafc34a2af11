import type { Desk } from '@yichuang/host';
import type { TaxCommand, TaxEvent } from './events.js';
import type { TaxState } from './state.js';

/** Which events everybody may hear. Facts, risk and orders stay with the tax office. */
export const audience: Desk<TaxCommand, TaxState, TaxEvent>['audience'] = {
  TaxPreChecked: '*',
  ManualReviewRequired: '*',
  TaxInfoRefused: '*',
  TaxInfoConfirmed: '*',
  InvoiceQuotaAssigned: '*',
};
