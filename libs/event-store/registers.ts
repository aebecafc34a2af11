import { createHash } from 'node:crypto';
import pg, { type Pool } from 'pg';
import { caseIdOf } from './shard-of.js';
import type { RegisterTable } from './types.js';

const quoted = pg.escapeIdentifier;
const TYPES = /^[a-z][a-z0-9 ]*(\[\])?$/;

const typed = (table: RegisterTable): [string, string][] => Object.entries(table.columns);

const names = (columns: readonly string[]): string => columns.map(quoted).join(', ');

/** Columns in the order in which everybody names them. */
export const columnNames = (table: RegisterTable): string => names(Object.keys(table.columns));

/** What `jsonb_to_recordset` is told of the rows. */
export const recordOf = (table: RegisterTable): string =>
  typed(table)
    .map(([column, type]) => `${quoted(column)} ${type}`)
    .join(', ');

/** The column by which rows of a stream are found: it holds the case id. */
export const caseColumnOf = ({ caseColumn = 'case_id' }: RegisterTable): string => caseColumn;

/** Case ids of those streams that may have rows in it: a row says its case, and its register the desk. */
export const casesIn = ({ desk }: RegisterTable, streams: readonly string[]): readonly string[] =>
  streams.filter((stream) => stream.startsWith(`${desk}/`)).map(caseIdOf);

/** Changes whenever the shape of the table does: then it is built anew from the events. */
export function shapeOf(table: RegisterTable): string {
  const { key, indexes = [], parts, desk } = table;
  // absent where there are none: registers of before are of the shape they were
  const shape = [typed(table), key, indexes, desk, caseColumnOf(table), ...(parts === undefined ? [] : [parts])];
  return createHash('sha256').update(JSON.stringify(shape)).digest('hex');
}

/**
 * Per cent of a page that new rows fill: the rest is for the later versions of a row, so that its indexes need not learn of
 * them. Measured with rows changed four times each: below it pages end emptier, above it versions move to other pages.
 */
const FILL = 80;

export function createTableSql(table: RegisterTable, as = table.name): string {
  for (const [column, type] of typed(table)) {
    if (!TYPES.test(type)) throw new TypeError(`${table.name}.${column} has no type of ours: ${type}`);
  }
  const ofCase = caseColumnOf(table);
  if (table.columns[ofCase] !== 'text')
    throw new TypeError(`${table.name} does not say in ${ofCase} whose its rows are`);
  const columns = typed(table).map(
    ([column, type]) =>
      `${quoted(column)} ${type}${table.key.includes(column) || column === ofCase ? ' not null' : ''}`,
  );
  const indexes = [...(table.key[0] === ofCase ? [] : [[ofCase]]), ...(table.indexes ?? [])];
  return [
    `create table ${quoted(as)} (${columns.join(', ')}, primary key (${names(table.key)})) with (fillfactor = ${String(FILL)});`,
    ...indexes.map((index) => `create index on ${quoted(as)} (${names(index)});`),
    ...(table.parts ?? []).map((column) => partsIndexSql(as, column)),
  ].join('\n');
}

/** Without the list of what is still to be entered: a search never reads more than the index, and no writer pays for many. */
const partsIndexSql = (as: string, column: string): string =>
  `create index on ${quoted(as)} using gin (text_parts(${quoted(column)})) with (fastupdate = off);`;

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
  const columns = columnNames(table);
  const others = Object.keys(table.columns).filter((column) => !table.key.includes(column));
  const set = others.map((column) => `${quoted(column)} = excluded.${quoted(column)}`).join(', ');
  const gone = table.key.map(
    (column, index) => `(r.key ->> ${String(index)})::${table.columns[column] ?? 'text'} = t.${quoted(column)}`,
  );
  return `
  if in_registers ? ${name} then
    delete from ${quoted(table.name)} t using (select jsonb_array_elements(in_registers -> ${name} -> 'gone') as key) as r
      where ${gone.join(' and ')};
    insert into ${quoted(table.name)} (${columns})
      select ${columns} from jsonb_to_recordset(in_registers -> ${name} -> 'rows') as r (${recordOf(table)})
      on conflict (${names(table.key)}) do update set ${set};
  end if;`;
}

/**
 * Rows of the streams, for comparing with what the events say, each with its `stream`. Big integers arrive as text, instants
 * as they are.
 */
export async function registerRows(
  pool: Pool,
  table: RegisterTable,
  streams: readonly string[],
): Promise<readonly Record<string, unknown>[]> {
  const ofCase = caseColumnOf(table);
  const { rows } = await pool.query<Record<string, unknown>>({
    name: `rows-${shapeOf(table).slice(0, 16)}-${table.name}`,
    text: `select ${columnNames(table)} from ${quoted(table.name)} where ${quoted(ofCase)} = any ($1)`,
    values: [casesIn(table, streams)],
  });
  return rows.map((row) => ({ ...row, stream: `${table.desk}/${String(row[ofCase])}` }));
}

/** Keys of rows of which no stream tells, at most `limit`. */
export async function strayRows(pool: Pool, table: RegisterTable, limit: number): Promise<readonly unknown[][]> {
  const stream = `$1 || r.${quoted(caseColumnOf(table))}`;
  const { rows } = await pool.query<Record<string, unknown>>(
    `select ${names(table.key)} from ${quoted(table.name)} as r
      where not exists (select from event e where e.stream = ${stream} and e.version = 1)
        and not exists (select from packed k where k.stream = stream_key(${stream}))
      limit $2`,
    [`${table.desk}/`, limit],
  );
  return rows.map((row) => table.key.map((column) => row[column]));
}
