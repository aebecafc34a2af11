import pg from 'pg';
import type { Feed, StreamPage, StreamPlace } from './feed.js';
import { caseColumnOf, casesIn, columnNames, createTableSql, recordOf } from './registers.js';
import type { RegisterTable, StoredEvent, TurnHandler } from './types.js';
import { REBUILD_STREAMS } from './limits.js';

const quoted = pg.escapeIdentifier;

interface Rebuild<S> {
  readonly owner: pg.ClientBase;
  readonly feed: Feed;
  readonly handler: TurnHandler<never, S>;
  readonly serviceRole: string | null;
}

/**
 * Builds registers anew beside the live ones and switches. Pages of streams fill the new tables while traffic goes on; then,
 * under all heads, the streams that moved since are done again and the names are exchanged. Nobody sees half a register.
 *
 * @param withSwitch told in the transaction of the switch: what writes a register changes with its shape, or not at all
 * @returns rows of the new tables
 */
export async function rebuild<S>(
  parts: Rebuild<S>,
  tables: readonly RegisterTable[],
  withSwitch: (owner: pg.ClientBase) => Promise<void> = () => Promise.resolve(),
): Promise<number> {
  const { owner, feed } = parts;
  for (const table of tables)
    await owner.query(`drop table if exists ${quoted(fresh(table))}; ${createTableSql(table, fresh(table))}`);
  const from = await feed.heads();
  for (let after: StreamPlace | null = null; ;) {
    const page: StreamPage = await feed.streams(after, REBUILD_STREAMS);
    await fill(parts, tables, page.streams);
    if (page.next === null) break;
    after = page.next;
  }
  await owner.query('begin');
  try {
    await owner.query('select 1 from head order by shard for update');
    const moved = await movedSince(feed, from);
    for (let at = 0; at < moved.length; at += REBUILD_STREAMS)
      await fill(parts, tables, moved.slice(at, at + REBUILD_STREAMS));
    for (const table of tables) await exchange(parts, table);
    await withSwitch(owner);
    await owner.query('commit');
  } catch (error) {
    await owner.query('rollback');
    for (const table of tables) await owner.query(`drop table if exists ${quoted(fresh(table))}`);
    throw error;
  }
  return rowsIn(owner, tables);
}

const fresh = (table: RegisterTable): string => `${table.name}__new`;

async function exchange<S>({ owner, serviceRole }: Rebuild<S>, table: RegisterTable): Promise<void> {
  const name = quoted(table.name);
  await owner.query(`drop table if exists ${name}; alter table ${quoted(fresh(table))} rename to ${name}`);
  if (serviceRole !== null)
    await owner.query(`grant select, insert, update, delete on ${name} to ${quoted(serviceRole)}`);
}

async function rowsIn(owner: pg.ClientBase, tables: readonly RegisterTable[]): Promise<number> {
  let sum = 0;
  for (const table of tables) {
    const { rows } = await owner.query<{ rows: string }>(`select count(*) as rows from ${quoted(table.name)}`);
    sum += Number(rows[0]?.rows ?? 0);
  }
  return sum;
}

async function movedSince(feed: Feed, from: ReadonlyMap<number, { readonly position: number }>): Promise<string[]> {
  const moved = new Set<string>();
  for (const [shard, { position }] of from) {
    let last = position;
    for (;;) {
      const page = await feed.after(shard, last);
      if (page.length === 0) break;
      for (const { stream } of page) moved.add(stream);
      last = (page.at(-1) as StoredEvent).position;
    }
  }
  return [...moved];
}

async function fill<S>(parts: Rebuild<S>, tables: readonly RegisterTable[], streams: readonly string[]): Promise<void> {
  if (streams.length === 0) return;
  const folded = await parts.feed.ofStreams(streams);
  for (const table of tables) {
    const rows = [...folded].flatMap(([stream, events]) => rowsOf(parts.handler, table, stream, events));
    await put(parts.owner, table, casesIn(table, streams), rows);
  }
}

async function put(
  owner: pg.ClientBase,
  table: RegisterTable,
  cases: readonly string[],
  rows: readonly object[],
): Promise<void> {
  const columns = columnNames(table);
  const into = quoted(fresh(table));
  await owner.query(`delete from ${into} where ${quoted(caseColumnOf(table))} = any ($1)`, [cases]);
  await owner.query(
    `insert into ${into} (${columns}) select ${columns} from jsonb_to_recordset($1::jsonb) as r (${recordOf(table)})`,
    [JSON.stringify(rows)],
  );
}

function rowsOf<S>(
  handler: TurnHandler<never, S>,
  table: RegisterTable,
  stream: string,
  events: readonly StoredEvent[],
): Readonly<Record<string, unknown>>[] {
  const rows = new Map<string, Readonly<Record<string, unknown>>>();
  const before = handler.initial(stream);
  let state = before;
  for (const event of events) state = handler.evolve(state, event);
  for (const { register, key, row } of handler.project(stream, events, before, state)) {
    if (register !== table.name) continue;
    if (row === null) rows.delete(JSON.stringify(key));
    else rows.set(JSON.stringify(key), row);
  }
  return [...rows.values()];
}
