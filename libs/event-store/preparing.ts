import type { Item } from './item.js';
import { asError } from './turn-errors.js';
import { TryLater, type TurnHandler } from './types.js';

interface Prepared<E> {
  readonly fit: readonly E[];
  /** What a machine that is away holds up: nothing of it was begun. */
  readonly held: readonly (readonly [E, TryLater])[];
}

/**
 * Step 1 of a turn, beside the transaction that is under way: opens what is sealed, all at once. What cannot be opened by
 * itself fails in its turn; what a machine holds up is given back, and nobody is parked for it.
 */
export async function prepareAll<P, E extends { readonly items: readonly Item<P>[] }>(
  handler: Pick<TurnHandler<P, never>, 'prepare'>,
  entries: readonly E[],
): Promise<Prepared<E>> {
  if (handler.prepare === undefined) return { fit: entries, held: [] };
  const items = entries.flatMap((entry) => entry.items).filter(isHeard);
  try {
    await prepare(handler, items);
    return { fit: entries, held: [] };
  } catch {
    const ends = await Promise.all(entries.map((entry) => prepareOne(handler, entry)));
    return {
      fit: entries.filter((_, index) => ends[index] === null),
      held: entries.flatMap((entry, index) => {
        const end = ends[index];
        return end === null || end === undefined ? [] : [[entry, end] as const];
      }),
    };
  }
}

async function prepareOne<P>(
  handler: Pick<TurnHandler<P, never>, 'prepare'>,
  { items }: { readonly items: readonly Item<P>[] },
): Promise<TryLater | null> {
  for (const item of items.filter(isHeard)) {
    try {
      await prepare(handler, [item]);
    } catch (error) {
      if (error instanceof TryLater) return error;
      item.failed = asError(error);
    }
  }
  return null;
}

async function prepare<P>(handler: Pick<TurnHandler<P, never>, 'prepare'>, items: readonly Item<P>[]): Promise<void> {
  if (items.length > 0) await handler.prepare?.(items.map(({ work }) => work));
}

const isHeard = ({ failed, errandEnd }: Item<unknown>): boolean =>
  failed === undefined && errandEnd !== 'exhausted' && errandEnd !== 'given-up';
