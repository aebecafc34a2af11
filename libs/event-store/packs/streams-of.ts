import { eventColumnsOf, toStored, type EventRow } from '../rows.js';
import type { StoredEvent } from '../types.js';
import { put, type Ask, type Packs } from './packs.js';

const tailSql = `select ${eventColumnsOf('e')}
  from unnest($1::text[], $2::integer[]) as w (stream, version)
  join event e on e.stream = w.stream and e.version > w.version
  order by e.stream, e.version`;

/**
 * Events of streams after the versions named, oldest first; a stream without any is missing. The versions of a stream are dense:
 * where its rows do not begin with the next one, what comes before them stands in packs.
 *
 * @param ask the same for rows and packs: within a turn, its session
 * @throws DamagedPack
 */
export async function readStreamsOf(
  ask: Ask,
  packs: Packs,
  after: ReadonlyMap<string, number>,
): Promise<ReadonlyMap<string, readonly StoredEvent[]>> {
  const rows = (await ask({
    name: 'tail',
    text: tailSql,
    values: [[...after.keys()], [...after.values()]],
  })) as readonly EventRow[];
  const found = new Map<string, StoredEvent[]>();
  for (const row of rows) put(found, toStored(row));
  const lacking = new Map([...after].filter(([stream, version]) => found.get(stream)?.[0]?.version !== version + 1));
  if (lacking.size === 0) return found;
  for (const [stream, packed] of await packs.ofStreams(lacking, ask)) {
    const inRows = found.get(stream) ?? [];
    const end = inRows[0]?.version ?? Infinity;
    // what went into a pack between the two looks was read from its row already
    found.set(stream, [...packed.filter(({ version }) => version < end), ...inRows]);
  }
  return found;
}
