import { z } from 'zod';
import { stepAnswer } from './answer.js';

/** Data of the task `open` (seal, tax, social insurance, medical insurance, housing fund): the company that now exists. */
export const openData = z.object({
  uscc: z.string(),
  companyName: z.string(),
  establishedOn: z.string(),
  gbt4754: z.string(),
});
export type OpenData = z.infer<typeof openData>;

/** Body every public event of a department has that reports on a step. */
export const answered = z.looseObject({ answer: stepAnswer });

/**
 * Public events of the departments that carry an `answer`, by department. The orchestrator hears exactly these;
 * whatever else a department publishes is for the record and the other services.
 */
export const answers = {
  'market-regulation': [
    'NameReserved',
    'NameConflictDetected',
    'NameFaulty',
    'RegistrationPreChecked',
    'ManualReviewRequired',
    'CompanyRegistered',
    'RegistrationRefused',
  ],
  seal: ['SealPreChecked', 'ManualReviewRequired', 'SealRefused', 'SealFiled'],
  tax: ['TaxPreChecked', 'ManualReviewRequired', 'TaxInfoRefused', 'TaxInfoConfirmed'],
  'social-insurance': [
    'SocialInsurancePreChecked',
    'ManualReviewRequired',
    'SocialInsuranceRefused',
    'EmployerInsured',
  ],
  'medical-insurance': [
    'MedicalInsurancePreChecked',
    'ManualReviewRequired',
    'MedicalInsuranceRefused',
    'MedicalEmployerRegistered',
  ],
  'housing-fund': ['HousingFundPreChecked', 'ManualReviewRequired', 'HousingFundRefused', 'HousingFundAccountOpened'],
} as const;

/** Market regulation's answer to `WithdrawalRequested`. */
export const withdrawalAnswers = ['WithdrawalGranted', 'WithdrawalRefused'] as const;
/** Other public events of market regulation: `LicenceIssued`, `PostLicencePermitReminded`, `NameReservationExpired`, `CodeVoided`. */
