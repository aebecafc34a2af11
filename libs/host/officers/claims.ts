import { alreadySo, decided } from '@yichuang/kernel';
import type { AssignItem, ClaimItem, HandOverItem, LapseClaim, ReleaseItem } from './commands.js';
import { barred, unclaimed, waits, type Matter, type Said } from './matter.js';
import * as no from './rejections.js';
import { claimAt } from './state.js';

export function claimItem({ at, officer }: ClaimItem, matter: Matter): Said {
  if (!waits(matter)) return no.nothingWaits();
  const claim = claimAt(matter.state, at);
  if (claim !== null) return claim.by === officer.id ? alreadySo : no.claimedByAnother();
  // whose own case it is, or who may change no outcome, does not even begin
  const bar = barred(matter, officer, 'review', []);
  return bar ?? decided({ type: 'ItemClaimed', at, by: officer.id, until: at + matter.claimMillis });
}

export function releaseItem({ at, officer }: ReleaseItem, matter: Matter): Said {
  const claim = claimAt(matter.state, at);
  if (claim === null) return waits(matter) ? alreadySo : no.nothingWaits();
  return claim.by === officer.id ? decided({ type: 'ItemReleased', at, by: officer.id }) : no.claimedByAnother();
}

export function handOverItem({ at, officer, to }: HandOverItem, matter: Matter): Said {
  if (!waits(matter)) return no.nothingWaits();
  const claim = claimAt(matter.state, at);
  if (claim?.by === to && (claim.from === officer.id || to === officer.id)) return alreadySo;
  return (
    unclaimed(matter, at, officer) ??
    barred(matter, { id: to, roles: [] }, 'review', []) ??
    decided({ type: 'ItemHandedOver', at, by: officer.id, to, until: at + matter.claimMillis })
  );
}

/** The approver says whose it is, also where another has it: who is ill hands nothing over. */
export function assignItem({ at, officer, to }: AssignItem, matter: Matter): Said {
  if (!waits(matter)) return no.nothingWaits();
  const claim = claimAt(matter.state, at);
  if (claim?.by === to) return alreadySo;
  // he may send it to another, and not take it away for himself
  if (to === officer.id && claim !== null) return no.claimedByAnother();
  return (
    barred(matter, officer, 'approve', []) ??
    barred(matter, { id: to, roles: [] }, 'review', []) ??
    decided({ type: 'ItemAssigned', at, by: officer.id, to, until: at + matter.claimMillis })
  );
}

export function lapseClaim({ at, dueAt }: LapseClaim, { state }: Matter): Said {
  const due = state.claim !== null && state.claim.until === dueAt && at >= dueAt;
  return due ? decided({ type: 'ClaimLapsed', at, dueAt }) : alreadySo;
}
