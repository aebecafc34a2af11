import type { Client, CustomTypesConfig } from 'pg';
import type { Found, Scanner } from './scan-bytes.js';

export interface Column {
  readonly name: string;
  /** Postgres' own short name of the type, e.g. `int8`, `_text`. */
  readonly type: string;
  /** The database fills it itself. */
  readonly made: boolean;
}

export interface Table {
  readonly schema: string;
  readonly name: string;
  readonly columns: readonly Column[];
}

/** A secret in a column, and the row it stands in, as Postgres writes it. */
export interface FoundInRow extends Found {
  readonly table: Table;
  readonly column: string;
  readonly row: Readonly<Record<string, string | null>>;
}

const PAGE_ROWS = 2_000;

/** Every value as Postgres writes it: nothing is read before it is scanned. */
const asWritten = { getTypeParser: () => (value: string) => value } as unknown as CustomTypesConfig;

/** Every table of the database but Postgres' own. */
export async function tablesOf(client: Client): Promise<readonly Table[]> {
  const { rows } = await client.query<Column & { schema: string; table: string }>(
    `select c.table_schema as schema, c.table_name as table, c.column_name as name, c.udt_name as type,
        c.is_identity = 'YES' or c.is_generated <> 'NEVER' as made
      from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
      where t.table_type = 'BASE TABLE' and c.table_schema not in ('pg_catalog', 'information_schema')
      order by 1, 2, c.ordinal_position`,
  );
  const tables = new Map<string, { schema: string; name: string; columns: Column[] }>();
  for (const { schema, table, ...column } of rows) {
    const key = `${schema}.${table}`;
    const known = tables.get(key) ?? { schema, name: table, columns: [] };
    known.columns.push(column);
    tables.set(key, known);
  }
  return [...tables.values()];
}

/** Reads the whole table in pages, every column decoded. The session must be in a transaction. */
export async function scanTable(client: Client, table: Table, scanner: Scanner): Promise<readonly FoundInRow[]> {
  const found: FoundInRow[] = [];
  await client.query(`declare scan no scroll cursor for select * from ${quoted(client, table)}`);
  for (;;) {
    const { rows } = await client.query<Record<string, string | null>>({
      text: `fetch ${String(PAGE_ROWS)} from scan`,
      types: asWritten,
    });
    for (const row of rows) found.push(...scanRow(table, row, scanner));
    if (rows.length < PAGE_ROWS) break;
  }
  await client.query('close scan');
  return found;
}

/** @internal */
export const quoted = (client: Client, { schema, name }: Table): string =>
  `${client.escapeIdentifier(schema)}.${client.escapeIdentifier(name)}`;

function scanRow(table: Table, row: Readonly<Record<string, string | null>>, scanner: Scanner): FoundInRow[] {
  return Object.entries(row).flatMap(([column, value]) =>
    value === null ? [] : scanner.scan(decoded(value)).map((one) => ({ ...one, table, column, row })),
  );
}

/** Bytes are written as `\x` and hex; what is in them is scanned, and not only how they are written. */
const decoded = (value: string): Buffer =>
  value.startsWith('\\x') ? Buffer.from(value.slice(2), 'hex') : Buffer.from(value, 'utf8');
