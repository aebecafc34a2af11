import { withClient } from './database-figures.js';

/** What a table takes on disk, as Postgres counts it: its pages, those of values kept apart, those of its indexes. */
export interface TableBytes {
  readonly database: string;
  readonly table: string;
  readonly rows: number;
  readonly heap: number;
  readonly toast: number;
  readonly indexes: Readonly<Record<string, number>>;
}

/** What events of one type take of their table, their index entries apart. */
export interface EventBytes {
  readonly database: string;
  readonly type: string;
  readonly rows: number;
  readonly bodies: number;
  /** Of the bodies: ciphertext, which nothing makes smaller once it is written. */
  readonly sealed: number;
}

type UrlOf = (database: string) => Promise<string>;

/** Every database of the house: its services', the stream's, its simulators'. */
export async function databasesOf(urlOf: UrlOf): Promise<readonly string[]> {
  return withClient(await urlOf('postgres'), async (client) => {
    const { rows } = await client.query<{ name: string }>(
      `select datname as name from pg_database where not datistemplate and datname <> 'postgres' order by 1`,
    );
    return rows.map(({ name }) => name);
  });
}

/**
 * Every table of every database, its dead rows cleared first: they are no case's. And counted, as Postgres itself would have done
 * by the way where rows come one by one: it does not do so later, while something is measured.
 */
export async function allTables(urlOf: UrlOf): Promise<readonly TableBytes[]> {
  const tables: TableBytes[] = [];
  for (const database of await databasesOf(urlOf)) tables.push(...(await tablesIn(database, await urlOf(database))));
  return tables;
}

async function tablesIn(database: string, url: string): Promise<TableBytes[]> {
  return withClient(url, async (client) => {
    await client.query('vacuum (analyze)');
    const { rows } = await client.query<{ table: string; oid: number; heap: string; toast: string }>(
      `select c.oid::regclass::text as table, c.oid::int4 as oid, pg_relation_size(c.oid) as heap,
         coalesce(pg_total_relation_size(nullif(c.reltoastrelid, 0)), 0) as toast
       from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where c.relkind = 'r' and n.nspname not in ('pg_catalog', 'information_schema') order by 1`,
    );
    const tables: TableBytes[] = [];
    for (const { table, oid, heap, toast } of rows) {
      const count = await client.query<{ count: string }>(`select count(*) from ${table}`);
      const indexes = await client.query<{ name: string; bytes: string }>(
        `select indexrelid::regclass::text as name, pg_relation_size(indexrelid) as bytes from pg_index where indrelid = $1`,
        [oid],
      );
      tables.push({
        database,
        table,
        rows: Number(count.rows[0]?.count),
        heap: Number(heap),
        toast: Number(toast),
        indexes: Object.fromEntries(indexes.rows.map(({ name, bytes }) => [name, Number(bytes)])),
      });
    }
    return tables;
  });
}

/** Events by their types. A body is JSON and, after one zero byte, its ciphertext. */
export async function eventTypes(urlOf: UrlOf, databases: readonly string[]): Promise<readonly EventBytes[]> {
  const types: EventBytes[] = [];
  for (const database of databases) {
    await withClient(await urlOf(database), async (client) => {
      const { rows } = await client.query<Record<'type' | 'rows' | 'bodies' | 'sealed', string>>(
        `select type, count(*) as rows, sum(octet_length(body)) as bodies,
           coalesce(sum(octet_length(body) - cut) filter (where cut > 0), 0) as sealed
         from (select type, body, position('\\x00'::bytea in body) as cut from event) as one group by 1`,
      );
      for (const { type, ...counts } of rows) {
        const [events, bodies, sealed] = [counts.rows, counts.bodies, counts.sealed].map(Number) as [
          number,
          number,
          number,
        ];
        types.push({ database, type, rows: events, bodies, sealed });
      }
    });
  }
  return types;
}

/** What was added between two looks, shared out over the cases that were. */
export function bytesACase(
  before: readonly TableBytes[],
  after: readonly TableBytes[],
  cases: number,
): readonly TableBytes[] {
  const known = new Map(before.map((one) => [`${one.database}.${one.table}`, one]));
  return after.map(({ database, table, rows, heap, toast, indexes }) => {
    const was = known.get(`${database}.${table}`);
    return {
      database,
      table,
      rows: (rows - (was?.rows ?? 0)) / cases,
      heap: (heap - (was?.heap ?? 0)) / cases,
      toast: (toast - (was?.toast ?? 0)) / cases,
      indexes: Object.fromEntries(
        Object.entries(indexes).map(([name, bytes]) => [name, (bytes - (was?.indexes[name] ?? 0)) / cases]),
      ),
    };
  });
}

export const indexBytes = ({ indexes }: Pick<TableBytes, 'indexes'>): number =>
  Object.values(indexes).reduce((sum, bytes) => sum + bytes, 0);

export const totalBytes = (one: TableBytes): number => one.heap + one.toast + indexBytes(one);
