import type { Desk } from '@yichuang/host';
import type { RegistrationCommand } from './commands.js';
import type { RegistrationEvent } from './events.js';
import type { RegistrationState } from './state.js';

/** Which events everybody may hear. Facts, what the sources said and codes under way stay with the authority. */
export const audience: Desk<RegistrationCommand, RegistrationState, RegistrationEvent>['audience'] = {
  RegistrationPreChecked: '*',
  ManualReviewRequired: '*',
  RegistrationRefused: '*',
  CompanyRegistered: '*',
  LicenceIssued: '*',
  PostLicencePermitReminded: '*',
  WithdrawalGranted: '*',
  WithdrawalRefused: '*',
  CodeVoided: '*',
};
