import { alreadySo, decided } from '@yichuang/kernel';
import type { AssignItem, ClaimItem, HandOverItem, LapseClaim, NoteAgent, ReleaseItem } from './commands.js';
import type { OfficerEvent } from './events.js';
import { barred, barredFromWork, unclaimed, waits, type Said, type Waiting } from './matter.js';
import * as no from './rejections.js';
import { claimAt, type Claim, type OfficersState } from './state.js';

/** When what is in hand is in hand no more: the timer of every desk at which something is. */
export const CLAIM_TIMER = 'officers-claim';

export const claimTimer = (claim: Claim | null): Readonly<Record<string, number>> =>
  claim === null ? {} : { [CLAIM_TIMER]: claim.until };

export function claimItem({ at, officer, ...replayed }: ClaimItem, waiting: Waiting): Said {
  if (!waits(waiting)) return no.nothingWaits();
  const claim = claimAt(waiting.state, at);
  if (claim !== null) return claim.by === officer.id ? alreadySo : no.claimedByAnother();
  const bar = barredFromWork(waiting, officer);
  const until = at + waiting.claimMillis;
  return bar ?? decided({ type: 'ItemClaimed', at, by: officer.id, until, ...placed(waiting.state, replayed) });
}

export function releaseItem({ at, officer, ...replayed }: ReleaseItem, waiting: Waiting): Said {
  const claim = claimAt(waiting.state, at);
  if (claim === null) return waits(waiting) ? alreadySo : no.nothingWaits();
  if (claim.by !== officer.id) return no.claimedByAnother();
  return decided({ type: 'ItemReleased', at, by: officer.id, ...placed(waiting.state, replayed) });
}

export function handOverItem({ at, officer, to, ...replayed }: HandOverItem, waiting: Waiting): Said {
  if (!waits(waiting)) return no.nothingWaits();
  const claim = claimAt(waiting.state, at);
  if (claim?.by === to && (claim.from === officer.id || to === officer.id)) return alreadySo;
  return (
    unclaimed(waiting, at, officer) ??
    barredFromWork(waiting, { id: to, roles: [] }) ??
    decided({
      type: 'ItemHandedOver',
      at,
      by: officer.id,
      to,
      until: at + waiting.claimMillis,
      ...placed(waiting.state, replayed),
    })
  );
}

/** The approver says whose it is, also where another has it: who is ill hands nothing over. */
export function assignItem({ at, officer, to, ...replayed }: AssignItem, waiting: Waiting): Said {
  if (!waits(waiting)) return no.nothingWaits();
  const claim = claimAt(waiting.state, at);
  if (claim?.by === to) return alreadySo;
  // he may send it to another, and not take it away for himself
  if (to === officer.id && claim !== null) return no.claimedByAnother();
  return (
    barred(waiting, officer, 'approve', []) ??
    barredFromWork(waiting, { id: to, roles: [] }) ??
    decided({
      type: 'ItemAssigned',
      at,
      by: officer.id,
      to,
      until: at + waiting.claimMillis,
      ...placed(waiting.state, replayed),
    })
  );
}

export function lapseClaim({ at, dueAt, ...replayed }: LapseClaim, { state }: Waiting): Said {
  const due = state.claim !== null && state.claim.until === dueAt && at >= dueAt;
  return due ? decided({ type: 'ClaimLapsed', at, dueAt, ...placed(state, replayed) }) : alreadySo;
}

/** What he has in hand he has no more: he would act on a case of his own. A case that is not here yet says it with its task. */
export function noteAgent({ at, agent, acts }: NoteAgent, { state, applicants }: Waiting): Said {
  if (applicants.length === 0 || applicants.includes(agent) === acts) return alreadySo;
  const noted: OfficerEvent = { type: 'AgentNoted', at, agent, acts };
  return acts && claimAt(state, at)?.by === agent
    ? decided<OfficerEvent>(noted, { type: 'ItemReleased', at, by: agent, ...placed(state, {}) })
    : decided(noted);
}

/** Of which step and round what waits is: whoever hears of the act cannot see the desk. */
const placed = (
  { answer }: OfficersState,
  { unplaced }: Pick<ClaimItem, 'unplaced'>,
): { readonly step?: string; readonly round?: number } =>
  answer === null || unplaced === true ? {} : { step: answer.step, round: answer.round };
