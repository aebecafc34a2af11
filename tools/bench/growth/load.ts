import { SIMULATORS_DATABASE } from '@yichuang/host';
import type { Client } from 'pg';
import { withClient } from '../database-figures.js';
import { copyIn } from './copy-in.js';
import type { Identities, Original } from './identities.js';
import { render, type Lap } from './pieces.js';
import { readPlaces, serviceOf, storesOf, type Places } from './places.js';
import type { Template } from './templates.js';

type UrlOf = (database: string) => Promise<string>;

/** What is copied, as it stood when nothing else was in the house. */
export interface Stock {
  readonly originals: readonly Original[];
  readonly templates: readonly Template[];
  /** Where the house was then: how much of everything the originals are. */
  readonly places: Places;
}

/** Characters handed to the server at once. */
const CHUNK_CHARACTERS = 512 * 1024;
/** Databases written to at once: one to make the rows, one to take them. */
const DATABASES_AT_ONCE = 2;

/**
 * Writes all originals again so many times, behind whatever the house holds, and moves on whatever says where a service
 * is: heads, relays, places, watermarks. No service may run. What is loaded is not flushed row by row: a loader that dies
 * is started again.
 */
export async function load(urlOf: UrlOf, stock: Stock, identities: Identities, laps: number): Promise<void> {
  const now = await readPlaces(urlOf);
  const all = Array.from({ length: laps }, (_, index) => lapOf(stock, now, index, identities));
  const waiting = [...new Set(stock.templates.map(({ database }) => database))];
  const work = async (): Promise<void> => {
    for (let database = waiting.pop(); database !== undefined; database = waiting.pop()) {
      const own = stock.templates.filter((one) => one.database === database);
      await withClient(await urlOf(database), async (client) => {
        await client.query('set synchronous_commit = off');
        for (const template of own) await copyIn(client, statementOf(template), linesOf(template, all));
      });
    }
  };
  await Promise.all(Array.from({ length: DATABASES_AT_ONCE }, work));
  await moveOn(urlOf, stock.places, now, laps);
}

/**
 * Lets Postgres write without waiting for the disk, and without cleaning up beside: what is loaded can be loaded again, and is
 * cleaned up in between. The next start of the house sets everything back.
 */
export async function hurry(urlOf: UrlOf): Promise<void> {
  await withClient(await urlOf('postgres'), async (client) => {
    for (const name of ['fsync', 'full_page_writes', 'autovacuum'])
      await client.query(`alter system set ${name} = off`);
    await client.query('select pg_reload_conf()');
  });
}

const statementOf = ({ table, columns }: Template): string => `copy ${table} (${columns.join(', ')}) from stdin`;

function* linesOf({ rows }: Template, laps: readonly Lap[]): Generator<string> {
  let chunk = '';
  for (const lap of laps) {
    for (const row of rows) {
      chunk += render(row, lap);
      if (chunk.length < CHUNK_CHARACTERS) continue;
      yield chunk;
      chunk = '';
    }
  }
  yield chunk;
}

function lapOf({ originals, places }: Stock, now: Places, index: number, identities: Identities): Lap {
  const of = (at: Places, service: string, shard: number) =>
    at.heads.get(service)?.[shard] ?? { position: 0, publicPosition: 0 };
  const positions = (service: string, shard: number): number =>
    of(now, service, shard).position + index * of(places, service, shard).position;
  return {
    identities: originals.map((one) => identities.copyOf(one)),
    index,
    positions,
    lastPublic: (service, shard) =>
      index === 0
        ? of(now, service, shard).publicPosition
        : positions(service, shard) - of(places, service, shard).position + of(places, service, shard).publicPosition,
    offsets: (partition) => (now.ends[partition] ?? 0) + index * (places.ends[partition] ?? 0),
    serials: (ledger) => (now.serials.get(ledger) ?? 0) + index * (places.serials.get(ledger) ?? 0),
  };
}

/** After so many laps every service has heard, published and counted what was loaded. */
async function moveOn(urlOf: UrlOf, stock: Places, now: Places, laps: number): Promise<void> {
  const last = (service: string): Moved[] =>
    (now.heads.get(service) ?? []).map((head, shard) => {
      const own = stock.heads.get(service)?.[shard] ?? { position: 0, publicPosition: 0 };
      const position = head.position + laps * own.position;
      const hasPublic = laps > 0 && own.publicPosition > 0;
      const publicPosition = hasPublic ? position - own.position + own.publicPosition : head.publicPosition;
      return { source: service, shard, position, publicPosition };
    });
  const moved = [...now.heads.keys()].flatMap(last);
  const ends = now.ends.map((end, partition) => end + laps * (stock.ends[partition] ?? 0));
  for (const database of await storesOf(urlOf)) {
    await withClient(await urlOf(database), (client) => moveStore(client, serviceOf(database), moved, ends));
  }
  await withClient(await urlOf('yc_stream'), (client) =>
    client.query(
      'update stream.head set next = e.next from unnest($1::bigint[]) with ordinality as e (next, one) where partition = e.one - 1',
      [ends],
    ),
  );
  await withClient(await urlOf(SIMULATORS_DATABASE), async (client) => {
    for (const ledger of stock.serials.keys())
      await client.query(`select setval('${ledger}_serial', greatest(1, (select max(serial) from ${ledger})))`);
  });
}

interface Moved {
  readonly source: string;
  readonly shard: number;
  readonly position: number;
  readonly publicPosition: number;
}

async function moveStore(
  client: Client,
  service: string,
  moved: readonly Moved[],
  ends: readonly number[],
): Promise<void> {
  const own = JSON.stringify(moved.filter(({ source }) => source === service));
  const all = JSON.stringify(moved);
  const rows = `jsonb_to_recordset($1::jsonb) as m (source text, shard int, position bigint, "publicPosition" bigint)`;
  await client.query('begin');
  await client.query(
    `update head h set position = m.position, public_position = m."publicPosition" from ${rows} where m.shard = h.shard`,
    [own],
  );
  await client.query(`update relay r set cursor = m."publicPosition" from ${rows} where m.shard = r.shard`, [own]);
  await client.query(
    `update watermark w set position = m."publicPosition" from ${rows} where m.source = w.source and m.shard = w.shard`,
    [all],
  );
  await client.query(
    'update place p set next = e.next from unnest($1::bigint[]) with ordinality as e (next, one) where p.partition = e.one - 1',
    [ends],
  );
  await client.query('commit');
}
