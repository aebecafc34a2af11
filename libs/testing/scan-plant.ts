import { randomUUID } from 'node:crypto';
import type { Client } from 'pg';
import type { Secret } from './scan-needles.js';
import { quoted, type Column, type Table } from './scan-tables.js';

const textual = new Set(['text', 'varchar', 'bpchar', 'name', 'json', 'jsonb', 'bytea', '_text']);

/** Columns of a table that can carry a secret. */
export const textualColumns = ({ columns }: Table): readonly Column[] =>
  columns.filter(({ type, made }) => textual.has(type) && !made);

/** How a leak would be written: one way after the other. */
const writings: readonly ((value: string) => string)[] = [
  (value) => value,
  (value) => Buffer.from(value).toString('base64'),
  (value) => Buffer.from(`.${value}.`).toString('base64'),
  (value) => Buffer.from(`..${value}..`).toString('base64'),
  (value) => Buffer.from(value).toString('hex').toUpperCase(),
  (value) => value.toUpperCase(),
];

export const writingsCount = writings.length;

/**
 * Adds one row with a secret in every column that can carry one, each in its own writing. The caller rolls back.
 *
 * @param secretOf the secret for a column
 * @param turn which writing the first column begins with
 */
export async function plantRow(
  client: Client,
  table: Table,
  secretOf: (column: string) => Secret,
  turn: number,
): Promise<void> {
  const carriers = textualColumns(table);
  const given = table.columns.filter(({ made }) => !made);
  const values = given.map((column) => {
    const place = carriers.indexOf(column);
    const write = writings[(turn + place) % writings.length];
    return place < 0 || write === undefined
      ? plain(column.type)
      : carried(column.type, write(secretOf(column.name).value));
  });
  const names = given.map(({ name }) => client.escapeIdentifier(name)).join(', ');
  const places = given.map(({ type }, index) => `$${String(index + 1)}::${type}`).join(', ');
  await client.query(`insert into ${quoted(client, table)} (${names}) values (${places})`, values);
}

function carried(type: string, written: string): unknown {
  switch (type) {
    case 'json':
    case 'jsonb':
      return JSON.stringify({ leak: [written] });
    case 'bytea':
      return Buffer.concat([Buffer.from([0, 255, 128]), Buffer.from(written), Buffer.from([7])]);
    case '_text':
      return [written];
    default:
      return `a ${written} b`;
  }
}

/** Something for a column that carries nothing, of a kind no other row has. */
function plain(type: string): unknown {
  const number = 20_000 + Math.floor(Math.random() * 10_000);
  switch (type) {
    case 'bool':
      return true;
    case 'timestamptz':
      return new Date();
    case 'uuid':
      return randomUUID();
    case '_int4':
    case '_int8':
      return [number];
    default:
      return number;
  }
}
