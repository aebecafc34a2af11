import type { SealCommand, SealEvent, SealMade } from './events.js';

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
      return madeBy(first);
    case 'SealCaseEnded':
      return { type: 'EndCase', at: first.at, reason: first.reason };
    case 'SealPreChecked':
    case 'SealFiled':
    case undefined:
      throw new TypeError(`no decision begins with ${String(first?.type)}`);
  }
}

function madeBy({ at, receipt, by }: SealMade): SealCommand {
  if (by === undefined) return { type: 'TakeReceipt', at, receipt };
  const { engravedName, seals, filing } = receipt;
  return { type: 'FillOrder', at, by, filled: { engravedName, seals, filing } };
}
