import type { TaxCommand, TaxEvent } from './events.js';

/**
 * The command behind the events of one decision, from what they recorded; the first of them tells which it was.
 *
 * @throws TypeError on events that no decision of this desk begins with
 */
export function recall(events: readonly TaxEvent[]): TaxCommand {
  const [first] = events;
  switch (first?.type) {
    case 'TaxTaskTaken':
      return { ...first, type: 'PreCheck' };
    case 'TaxRiskAnswered':
      return { type: 'TakeRiskAnswer', at: first.at, round: first.round, risk: first.risk };
    case 'TaxRegistrationOrdered':
    case 'ManualReviewRequired':
    case 'TaxInfoRefused':
      return { type: 'Open', at: first.at, opening: first.opening };
    case 'TaxInfoConfirmed':
      return { type: 'TakeReceipt', at: first.at, receipt: first.receipt };
    case 'TaxCaseEnded':
      return { type: 'EndCase', at: first.at, reason: first.reason };
    case 'TaxPreChecked':
    case 'InvoiceQuotaAssigned':
    case undefined:
      throw new TypeError(`no decision begins with ${String(first?.type)}`);
  }
}
