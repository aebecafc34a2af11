import type { EnrolmentCommand, EnrolmentEvent } from './events.js';

/**
 * The command behind the events of one decision, from what they recorded; the first of them tells which it was.
 *
 * @throws TypeError on events that no decision of this desk begins with
 */
export function recall(events: readonly EnrolmentEvent[]): EnrolmentCommand {
  const [first] = events;
  switch (first?.type) {
    case 'SocialInsuranceTaskTaken':
      return { ...first, type: 'PreCheck' };
    case 'InsuredElsewhereAnswered':
      return { type: 'TakeInsuredAnswer', at: first.at, round: first.round, insured: first.insured };
    case 'EnrolmentOrdered':
    case 'ManualReviewRequired':
    case 'SocialInsuranceRefused':
      return { type: 'Open', at: first.at, opening: first.opening };
    case 'EmployerInsured':
    case 'EnrolmentDisputed':
      return { type: 'TakeReceipt', at: first.at, receipt: first.receipt };
    case 'SocialInsuranceCaseEnded':
      return { type: 'EndCase', at: first.at, reason: first.reason };
    case 'SocialInsurancePreChecked':
    case 'InjuryRateClassAssigned':
    case 'EmployeeEnrolled':
    case undefined:
      throw new TypeError(`no decision begins with ${String(first?.type)}`);
  }
}
