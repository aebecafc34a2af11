import { defaultTuning, packOld } from '@yichuang/event-store';
import { packLog } from '@yichuang/event-stream';
import { withClient } from '../database-figures.js';
import { storesOf } from './places.js';

type UrlOf = (database: string) => Promise<string>;

/** So much older than the newest record is everything. */
const ANY_AGE = -Number.MAX_SAFE_INTEGER / 2;

/**
 * Packs what every service and the log hold, as if it had grown old, and lets the room it took be used again. No service may run. What
 * makes no whole pack stays in rows.
 *
 * @returns events packed
 */
export async function packAll(urlOf: UrlOf): Promise<number> {
  let events = 0;
  for (const database of await storesOf(urlOf)) {
    await withClient(await urlOf(database), async (owner) => {
      await owner.query('set synchronous_commit = off');
      const { rows } = await owner.query<{ shards: number }>('select count(*)::int as shards from head');
      const { packEvents, packBytes } = defaultTuning;
      const old = { recordedBefore: Number.MAX_SAFE_INTEGER, packEvents, packBytes };
      const packed = await packOld({ owner, shards: rows[0]?.shards ?? 0, ...old });
      events += packed?.events ?? 0;
      await owner.query('vacuum event');
    });
  }
  const log = await urlOf('yc_stream');
  await packLog({ connectionString: log, ageMillis: ANY_AGE, rest: 0 });
  await withClient(log, (client) => client.query('vacuum stream.record'));
  return events;
}
