import { rejected, text, type Rejection } from '@yichuang/kernel';
import type { Intake } from './at-counter.js';
import { withEntrusted, type EntrustedAs } from './entrustment.js';

/** 草稿: what the application came from. The draft's id is the case's; whoever handed it in may be another than who applies. */
export interface FromDraft {
  readonly version: number;
  /** Who handed it in, by `actor.id`. */
  readonly by: string;
}

/** Key under which a draft says how it stands while it is one, and the case that it has become. */
export const draftKey = (id: string): string => `draft/${id}`;

/** What a draft says of itself under its key. */
export interface DraftClaim {
  readonly version: number;
  readonly owner: string;
  readonly sharedWith: readonly string[];
  /** A clerk began it for somebody: it is nobody's application until a clerk says whose. */
  readonly atCounter: boolean;
  /** Those it was shared with keep their part in the case that comes of it; absent in drafts older than that. */
  readonly entrusts?: true;
}

interface Holder {
  readonly key: string;
  readonly data: unknown;
}

interface HandedIn {
  readonly caseId: string;
  readonly principal: string;
  readonly draft?: FromDraft;
  readonly intake?: Intake;
  readonly holders?: readonly Holder[];
  readonly entrusted?: readonly EntrustedAs[];
}

/**
 * Whose application it is, the draft being looked at under the lock: it must still be there, be the version that was read,
 * and be entrusted to who hands it in. The owner of a draft applies; one that a clerk began is that of the person before him.
 */
export function applicantOf({ caseId, principal, draft, intake, holders = [] }: HandedIn): string | Rejection {
  if (draft === undefined) return principal;
  const claim = holders.find(({ key }) => key === draftKey(caseId))?.data as DraftClaim | undefined;
  if (claim === undefined) return draftGone;
  if (claim.version !== draft.version) return draftChanged;
  const { owner, sharedWith, atCounter } = claim;
  // a clerk is let in by his hall, which is judged where he reads the draft
  if (intake !== undefined) return atCounter ? principal : owner;
  if (atCounter) return begunAtCounter;
  return owner === draft.by || sharedWith.includes(draft.by) ? owner : notEntrusted;
}

/**
 * To whom the case is entrusted from its beginning: who handed the draft in for its owner acts for him, whoever else it was
 * shared with helps, and the agent whom the clerk names stood at the counter.
 */
export function entrustedBy(handedIn: HandedIn, applicant: string): readonly EntrustedAs[] {
  const { caseId, draft, intake, entrusted = [], holders = [] } = handedIn;
  const claim = holders.find(({ key }) => key === draftKey(caseId))?.data as DraftClaim | undefined;
  if (draft === undefined || claim?.entrusts !== true) return entrusted;
  const shared = claim.sharedWith
    .filter((id) => id !== applicant && id !== intake?.by)
    .map((id) => ({ id, as: id === draft.by ? ('agent' as const) : ('helper' as const) }));
  return withEntrusted(shared, entrusted);
}

/** What the draft said when this was decided: for deciding it again. */
export function holdersAgain({
  caseId,
  principal,
  draft,
  intake,
  entrusted,
}: HandedIn): readonly (Holder & { readonly stream: string })[] {
  if (draft === undefined) return [];
  const { version, by } = draft;
  // whom it was entrusted to is recorded, and said with the command again
  const sharedWith = entrusted === undefined ? [by] : entrusted.map(({ id }) => id);
  const data: DraftClaim = { version, owner: principal, sharedWith, atCounter: intake !== undefined };
  return [{ key: draftKey(caseId), stream: `draft/${caseId}`, data }];
}

const draftGone = rejected('DRAFT_GONE', text('草稿已不存在', 'the draft is there no more'));
export const draftChanged = rejected(
  'DRAFT_CHANGED',
  text('草稿已被改动，请重新读取', 'the draft was saved since you read it: read it again'),
);
const begunAtCounter = rejected(
  'BEGUN_AT_COUNTER',
  text('窗口代为起草的草稿由窗口收件', 'a clerk began this draft: it is handed in at the counter'),
);
const notEntrusted = rejected(
  'NOT_PERMITTED',
  text('草稿未交给您', 'the draft is not yours and was not shared with you'),
);
