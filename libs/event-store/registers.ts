import { createHash } from 'node:crypto';
import pg, { type Pool } from 'pg';
import type { RegisterTable } from './types.js';

const quoted = pg.escapeIdentifier;
const TYPES = /^[a-z][a-z0-9 ]*(\[\])?$/;

/** Columns in the order in which everybody names them; shard and stream are the store's own. */
export const columnsOf = (table: RegisterTable): string[] => [...Object.keys(table.columns), 'shard', 'stream'];

const typed = (table: RegisterTable): [string, string][] => [
  ...Object.entries(table.columns),
  ['shard', 'integer'],
  ['stream', 'text'],
];

/** Changes whenever the shape of the table does: then it is built anew from the events. */
export const shapeOf = (table: RegisterTable): string =>
  createHash('sha256')
    .update(JSON.stringify([typed(table), table.key, table.indexes ?? []]))
    .digest('hex');

export function createTableSql(table: RegisterTable, as = table.name): string {
  for (const [column, type] of typed(table)) {
    if (!TYPES.test(type)) throw new TypeError(`${table.name}.${column} has no type of ours: ${type}`);
  }
  const columns = typed(table).map(
    ([column, type]) => `${quoted(column)} ${type}${isKey(table, column) ? ' not null' : ''}`,
  );
  const key = table.key.map(quoted).join(', ');
  return [
    `create table ${quoted(as)} (${columns.join(', ')}, primary key (${key})) with (fillfactor = 70);`,
    `create index on ${quoted(as)} (stream);`,
    ...(table.indexes ?? []).map((index) => `create index on ${quoted(as)} (${index.map(quoted).join(', ')});`),
  ].join('\n');
}

const isKey = ({ key }: RegisterTable, column: string): boolean =>
  key.includes(column) || column === 'shard' || column === 'stream';

/** The function that writes the register rows of a turn: its statements name every column and are planned once. */
export function registerWriteSql(tables: readonly RegisterTable[]): string {
  const sorted = [...tables].sort((one, other) => (one.name < other.name ? -1 : 1));
  return `
create or replace function register_write(in_registers jsonb) returns void language plpgsql volatile as $$
begin
${sorted.map(writeOne).join('\n')}
end $$;`;
}

function writeOne(table: RegisterTable): string {
  const name = pg.escapeLiteral(table.name);
  const columns = columnsOf(table).map(quoted).join(', ');
  const record = typed(table)
    .map(([column, type]) => `${quoted(column)} ${type}`)
    .join(', ');
  const others = columnsOf(table).filter((column) => !table.key.includes(column));
  const set = others.map((column) => `${quoted(column)} = excluded.${quoted(column)}`).join(', ');
  const gone = table.key.map(
    (column, index) => `(r.key ->> ${String(index)})::${table.columns[column] ?? 'text'} = t.${quoted(column)}`,
  );
  return `
  if in_registers ? ${name} then
    delete from ${quoted(table.name)} t using (select jsonb_array_elements(in_registers -> ${name} -> 'gone') as key) as r
      where ${gone.join(' and ')};
    insert into ${quoted(table.name)} (${columns})
      select ${columns} from jsonb_to_recordset(in_registers -> ${name} -> 'rows') as r (${record})
      on conflict (${table.key.map(quoted).join(', ')}) do update set ${set};
  end if;`;
}

/** Rows of the streams, for comparing with what the events say. Big integers arrive as text, instants as they are. */
export async function registerRows(
  pool: Pool,
  table: RegisterTable,
  streams: readonly string[],
): Promise<readonly Record<string, unknown>[]> {
  const columns = columnsOf(table).map(quoted).join(', ');
  const { rows } = await pool.query<Record<string, unknown>>({
    name: `rows-${shapeOf(table).slice(0, 16)}-${table.name}`,
    text: `select ${columns} from ${quoted(table.name)} where stream = any ($1)`,
    values: [streams],
  });
  return rows;
}
