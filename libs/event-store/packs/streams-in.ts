import type { StoredEvent } from '../types.js';
import { Packs } from './packs.js';
import { readStreamsOf } from './streams-of.js';

/** Whoever asks this database in his own way: a TypeORM manager, within or without a transaction. */
export interface Source {
  query<R>(sql: string, values: unknown[]): Promise<R>;
}

/**
 * Events of streams after the versions named, wherever they stand, read through somebody else's session.
 *
 * @throws DamagedPack
 */
export function streamsIn(
  source: Source,
  after: ReadonlyMap<string, number>,
): Promise<ReadonlyMap<string, readonly StoredEvent[]>> {
  const ask = ({ text, values }: { readonly text: string; readonly values: readonly unknown[] }) =>
    source.query<readonly unknown[]>(text, [...values]);
  return readStreamsOf(ask, new Packs(ask), after);
}
