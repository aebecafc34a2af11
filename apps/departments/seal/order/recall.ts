import type { SealCommand, SealEvent } from './events.js';

/**
 * The command behind the events of one decision, from what they recorded; the first of them tells which it was.
 *
 * @throws TypeError on events that no decision of this desk begins with
 */
export function recall(events: readonly SealEvent[]): SealCommand {
  const [first] = events;
  switch (first?.type) {
    case 'SealTaskTaken':
      return { ...first, type: 'PreCheck' };
    case 'SealOrdered':
    case 'ManualReviewRequired':
    case 'SealRefused':
      return { type: 'Open', at: first.at, opening: first.opening, holders: first.seen };
    case 'SealMade':
      return { type: 'TakeReceipt', at: first.at, receipt: first.receipt };
    case 'SealCaseEnded':
      return { type: 'EndCase', at: first.at, reason: first.reason };
    case 'SealPreChecked':
    case 'SealFiled':
    case undefined:
      throw new TypeError(`no decision begins with ${String(first?.type)}`);
  }
}
