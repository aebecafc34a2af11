import type { EnrolmentCommand, EnrolmentEvent } from './events.js';

/**
 * The command behind the events of one decision, from what they recorded; the first of them tells which it was.
 *
 * @throws TypeError on events that no decision of this desk begins with
 */
export function recall(events: readonly EnrolmentEvent[]): EnrolmentCommand {
  const [first] = events;
  switch (first?.type) {
    case 'MedicalInsuranceTaskTaken':
      return { ...first, type: 'PreCheck' };
    case 'InsuredElsewhereAnswered':
      return { type: 'TakeInsuredAnswer', at: first.at, round: first.round, insured: first.insured };
    case 'MedicalRegistrationOrdered':
    case 'ManualReviewRequired':
    case 'MedicalInsuranceRefused':
      return { type: 'Open', at: first.at, opening: first.opening };
    case 'MedicalEmployerRegistered':
    case 'MedicalRegistrationDisputed':
      return { type: 'TakeReceipt', at: first.at, receipt: first.receipt };
    case 'MedicalInsuranceCaseEnded':
      return { type: 'EndCase', at: first.at, reason: first.reason };
    case 'MedicalInsurancePreChecked':
    case undefined:
      throw new TypeError(`no decision begins with ${String(first?.type)}`);
  }
}
