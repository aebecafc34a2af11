import type { Desk } from '@yichuang/host';
import type { EnrolmentCommand, EnrolmentEvent } from './events.js';
import type { EnrolmentState } from './state.js';

/** Which events everybody may hear. Who is enrolled, and who was elsewhere, stays with medical insurance. */
export const audience: Desk<EnrolmentCommand, EnrolmentState, EnrolmentEvent>['audience'] = {
  MedicalInsurancePreChecked: '*',
  ManualReviewRequired: '*',
  MedicalInsuranceRefused: '*',
  MedicalEmployerRegistered: '*',
};
