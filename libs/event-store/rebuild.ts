import pg from 'pg';
import type { Feed } from './feed.js';
import { columnsOf, createTableSql } from './registers.js';
import { shardOf, caseIdOf } from './shard-of.js';
import type { RegisterTable, StoredEvent, TurnHandler } from './types.js';

const quoted = pg.escapeIdentifier;
const STREAMS_A_PAGE = 200;

interface Rebuild<S> {
  readonly owner: pg.Client;
  readonly feed: Feed;
  readonly handler: TurnHandler<never, S>;
  readonly shards: number;
  readonly serviceRole: string | null;
}

/**
 * Builds a register anew beside the live one and switches. Pages of streams fill the new table while traffic goes on; then,
 * under all heads, the streams that moved since are done again and the names are exchanged. Nobody sees half a register.
 *
 * @returns rows of the new table
 */
export async function rebuild<S>(parts: Rebuild<S>, table: RegisterTable): Promise<number> {
  const { owner, feed } = parts;
  const fresh = `${table.name}__new`;
  await owner.query(`drop table if exists ${quoted(fresh)}; ${createTableSql(table, fresh)}`);
  const from = await feed.heads();
  let after = '';
  for (;;) {
    const page = await feed.streams(after, STREAMS_A_PAGE);
    if (page.length === 0) break;
    after = page.at(-1) as string;
    await fill(parts, table, fresh, page);
  }
  await owner.query('begin');
  try {
    await owner.query('set local lock_timeout = 0');
    await owner.query('select 1 from head order by shard for update');
    await fill(parts, table, fresh, await movedSince(feed, from));
    await owner.query(`drop table ${quoted(table.name)}; alter table ${quoted(fresh)} rename to ${quoted(table.name)}`);
    if (parts.serviceRole !== null) {
      await owner.query(
        `grant select, insert, update, delete on ${quoted(table.name)} to ${quoted(parts.serviceRole)}`,
      );
    }
    const { rows } = await owner.query<{ rows: string }>(`select count(*) as rows from ${quoted(table.name)}`);
    await owner.query('commit');
    return Number(rows[0]?.rows ?? 0);
  } catch (error) {
    await owner.query('rollback');
    await owner.query(`drop table if exists ${quoted(fresh)}`);
    throw error;
  }
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

async function fill<S>(
  { owner, feed, handler, shards }: Rebuild<S>,
  table: RegisterTable,
  into: string,
  streams: readonly string[],
): Promise<void> {
  if (streams.length === 0) return;
  const rows: object[] = [];
  for (const [stream, events] of await feed.ofStreams(streams)) {
    const shard = shardOf(caseIdOf(stream), shards);
    rows.push(...rowsOf(handler, table, stream, events).map((row) => ({ ...row, shard, stream })));
  }
  const columns = columnsOf(table);
  const record = columns.map(
    (column) => `${quoted(column)} ${table.columns[column] ?? (column === 'shard' ? 'integer' : 'text')}`,
  );
  const names = columns.map(quoted).join(', ');
  await owner.query(`delete from ${quoted(into)} where stream = any ($1)`, [streams]);
  await owner.query(
    `insert into ${quoted(into)} (${names}) select ${names} from jsonb_to_recordset($1::jsonb) as r (${record.join(', ')})`,
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
