import type { AccountCommand, AccountEvent } from './events.js';

/**
 * The command behind the events of one decision, from what they recorded; the first of them tells which it was.
 *
 * @throws TypeError on events that no decision of this desk begins with
 */
export function recall(events: readonly AccountEvent[]): AccountCommand {
  const [first] = events;
  switch (first?.type) {
    case 'HousingFundTaskTaken':
      return { ...first, type: 'PreCheck' };
    case 'AccountOrdered':
    case 'ManualReviewRequired':
    case 'HousingFundRefused':
      return { type: 'Open', at: first.at, opening: first.opening };
    case 'HousingFundAccountOpened':
      return { type: 'TakeReceipt', at: first.at, receipt: first.receipt };
    case 'HousingFundCaseEnded':
      return { type: 'EndCase', at: first.at, reason: first.reason };
    case 'HousingFundPreChecked':
    case undefined:
      throw new TypeError(`no decision begins with ${String(first?.type)}`);
  }
}
