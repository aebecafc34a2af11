import { defaultTuning, packOld } from '@yichuang/event-store';
import { packLog } from '@yichuang/event-stream';
import { withClient } from '../database-figures.js';
import { storesOf } from './places.js';

type UrlOf = (database: string) => Promise<string>;

/** So much older than the newest record is everything. */
const ANY_AGE = -Number.MAX_SAFE_INTEGER / 2;
/** Databases packed at once: one compresses while others move rows. */
const DATABASES_AT_ONCE = 3;

/**
 * Packs what every service and the log hold, as if it had grown old, and lets the room it took be used again. No service may run. What
 * makes no whole pack stays in rows.
 */
export async function packAll(urlOf: UrlOf): Promise<void> {
  const waiting = [() => packedLog(urlOf), ...(await storesOf(urlOf)).map((one) => () => packedStore(urlOf, one))];
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await next();
  };
  await Promise.all(Array.from({ length: DATABASES_AT_ONCE }, work));
}

async function packedStore(urlOf: UrlOf, database: string): Promise<void> {
  await withClient(await urlOf(database), async (owner) => {
    await owner.query('set synchronous_commit = off');
    const { rows } = await owner.query<{ shards: number }>('select count(*)::int as shards from head');
    const { packEvents, packBytes } = defaultTuning;
    const old = { recordedBefore: Number.MAX_SAFE_INTEGER, packEvents, packBytes };
    await packOld({ owner, shards: rows[0]?.shards ?? 0, ...old });
    await owner.query('vacuum event');
  });
}

async function packedLog(urlOf: UrlOf): Promise<void> {
  const log = await urlOf('yc_stream');
  await packLog({ connectionString: log, ageMillis: ANY_AGE, rest: 0 });
  await withClient(log, (client) => client.query('vacuum stream.record'));
}
