import { isMachineFault } from './fault.js';
import type { Item, Unparking } from './item.js';
import { MORE_CLAIMS_MAX } from './limits.js';
import { asError, Culprit, NeedsClaims } from './turn-errors.js';
import { Turn, type TurnInput, type TurnParts } from './turn.js';
import { TryLater } from './types.js';

interface Suspects<P> {
  readonly items: readonly Item<P>[];
  readonly culprits: Map<Item<P>, Error>;
  readonly unparking?: Unparking<P>;
}

/**
 * Finds what a failed turn was to blame on: each case is tried alone and rolled back, and of the one that fails alone the
 * first work with which it fails. Works of the same case before it are innocent.
 *
 * @returns how many were found; they are added to `culprits`
 */
export async function findCulprits<P, S>(parts: TurnParts<P, S>, suspects: Suspects<P>): Promise<number> {
  const byCase = new Map<string, Item<P>[]>();
  for (const item of suspects.items) {
    const own = byCase.get(item.work.caseId);
    if (own === undefined) byCase.set(item.work.caseId, [item]);
    else own.push(item);
  }
  let found = 0;
  for (const own of byCase.values()) if (await findIn(parts, suspects, own)) found += 1;
  return found;
}

async function findIn<P, S>(parts: TurnParts<P, S>, suspects: Suspects<P>, own: readonly Item<P>[]): Promise<boolean> {
  if ((await tried(parts, suspects, own)) === null) return false;
  // the shortest beginning that fails ends with the culprit
  let fine = 0;
  let failing = own.length;
  while (failing - fine > 1) {
    const middle = Math.floor((fine + failing) / 2);
    if ((await tried(parts, suspects, own.slice(0, middle))) === null) fine = middle;
    else failing = middle;
  }
  const culprit = own[failing - 1];
  const reason = await tried(parts, suspects, own.slice(0, failing));
  if (culprit === undefined || reason === null || suspects.culprits.has(culprit)) return false;
  suspects.culprits.set(culprit, reason);
  return true;
}

/** The failure of these works alone, or `null` when they pass or the machine did not let them be tried. */
async function tried<P, S>(
  parts: TurnParts<P, S>,
  { culprits, unparking }: Suspects<P>,
  items: readonly Item<P>[],
): Promise<Error | null> {
  const moreClaims = new Set<string>();
  const shards = [items[0]?.shard ?? 0];
  const trial: TurnInput<P> = { items, steps: [], shards, culprits, moreClaims, stops: new Map() };
  for (let attempt = 0; attempt < MORE_CLAIMS_MAX; attempt += 1) {
    const error = await failureOf(parts, unparking === undefined ? trial : { ...trial, unparking });
    if (!(error instanceof NeedsClaims)) return error;
    for (const key of error.keys) moreClaims.add(key);
  }
  return null;
}

async function failureOf<P, S>(parts: TurnParts<P, S>, trial: TurnInput<P>): Promise<Error | null> {
  try {
    await new Turn(parts, trial).run(false);
    return null;
  } catch (error) {
    await parts.session.rollBack();
    if (isMachineFault(error) || error instanceof TryLater) return null;
    return error instanceof Culprit ? error.reason : asError(error);
  }
}
