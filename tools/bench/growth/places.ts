import { SIMULATORS_DATABASE } from '@yichuang/host';
import type { Client } from 'pg';
import { withClient } from '../database-figures.js';
import { databasesOf } from '../table-bytes.js';

type UrlOf = (database: string) => Promise<string>;

/** How far a shard of a service has come. */
export interface Head {
  readonly position: number;
  readonly publicPosition: number;
}

/** Where the whole house is, when nothing in it moves. */
export interface Places {
  /** By service and shard, each service's shards in order. */
  readonly heads: ReadonlyMap<string, readonly Head[]>;
  /** Next offset of each partition of the stream. */
  readonly ends: readonly number[];
  /** Highest serial of each simulator's ledger, by its table. */
  readonly serials: ReadonlyMap<string, number>;
}

export const serviceOf = (database: string): string => database.replace(/^yc_/, '').replaceAll('_', '-');

/** Databases of services that keep events. */
export async function storesOf(urlOf: UrlOf): Promise<readonly string[]> {
  const databases = await databasesOf(urlOf);
  return databases.filter((name) => name.startsWith('yc_') && name !== 'yc_stream');
}

/** @returns what still moves, and `null` when everything published was heard and nothing waits to be done */
export async function unrest(urlOf: UrlOf): Promise<string | null> {
  const { heads } = await readPlaces(urlOf);
  for (const database of await storesOf(urlOf)) {
    const moving = await withClient(await urlOf(database), (client) => movingIn(client, heads));
    if (moving !== null) return `${database}: ${moving}`;
  }
  return null;
}

async function movingIn(client: Client, heads: Places['heads']): Promise<string | null> {
  const { rows: waiting } = await client.query<{ what: string }>(
    `select 'errands' as what from errand union all select 'parked cases' from parked
     union all select 'events not published' from head join relay using (shard) where cursor <> public_position limit 1`,
  );
  if (waiting[0] !== undefined) return waiting[0].what;
  const { rows } = await client.query<{ source: string; shard: number; position: string }>(
    'select source, shard, position from watermark',
  );
  const behind = rows.find(
    ({ source, shard, position }) => Number(position) !== heads.get(source)?.[shard]?.publicPosition,
  );
  return behind === undefined ? null : `events of ${behind.source} not heard`;
}

export async function readPlaces(urlOf: UrlOf): Promise<Places> {
  const heads = new Map<string, readonly Head[]>();
  for (const database of await storesOf(urlOf)) {
    await withClient(await urlOf(database), async (client) => {
      const { rows } = await client.query<{ position: string; public_position: string }>(
        'select position, public_position from head order by shard',
      );
      heads.set(
        serviceOf(database),
        rows.map((row) => ({ position: Number(row.position), publicPosition: Number(row.public_position) })),
      );
    });
  }
  const { rows: ends } = await withClient(await urlOf('yc_stream'), (client) =>
    client.query<{ next: string }>('select next from stream.head order by topic, partition'),
  );
  const serials = new Map<string, number>();
  await withClient(await urlOf(SIMULATORS_DATABASE), async (client) => {
    const { rows } = await client.query<{ ledger: string }>(
      "select schemaname || '.' || tablename as ledger from pg_tables where tablename = 'entry' order by 1",
    );
    for (const { ledger } of rows) {
      const last = await client.query<{ serial: string | null }>(`select max(serial) as serial from ${ledger}`);
      serials.set(ledger, Number(last.rows[0]?.serial ?? 0));
    }
  });
  return { heads, ends: ends.map(({ next }) => Number(next)), serials };
}
