import { Applications } from './applications.js';
import type { Drive } from './drive.js';
import { say } from './figures.js';
import { withBenchHouse, type BenchHouse } from './house.js';
import { closedLoop } from './load.js';
import {
  allTables,
  bytesACase,
  eventTypes,
  indexBytes,
  totalBytes,
  type EventBytes,
  type TableBytes,
} from './table-bytes.js';
import { verifyCompleted } from './verify.js';

export interface BytesOptions {
  readonly cases: number;
  readonly seed: number;
  readonly json?: true;
}

/** Cases before the first look: tables have their first pages, and every word of the stream is known. */
const WARM_UP = 50;
const IN_FLIGHT = 32;

/** What a completed case leaves on disk, over all databases of the house, table by table. */
export async function bytes(options: BytesOptions): Promise<void> {
  await withBenchHouse(async (house, drive) => {
    const figures = await measure(house, drive, options);
    if (options.json) say(JSON.stringify(figures));
  });
}

async function measure(house: BenchHouse, drive: Drive, { cases, seed }: BytesOptions): Promise<object> {
  const urlOf = (database: string): Promise<string> => house.postgresUrl(database);
  const applications = new Applications(seed);
  const warm = await closedLoop(drive, applications.take(WARM_UP), IN_FLIGHT);
  const before = await allTables(urlOf);
  const { opened } = await closedLoop(drive, applications.take(cases), IN_FLIGHT);
  await verifyCompleted(drive, [...warm.opened, ...opened]);
  const tables = bytesACase(before, await allTables(urlOf), cases);
  const withEvents = tables.filter(({ table }) => table === 'event').map(({ database }) => database);
  const types = await eventTypes(urlOf, withEvents);
  sayTables(tables);
  sayEvents(types, cases + WARM_UP);
  return {
    cases,
    bytesPerCase: Math.round(tables.reduce((sum, one) => sum + totalBytes(one), 0)),
    tables: tables.filter(grew).map(rounded),
  };
}

/** The largest first; what grew by nothing is not named. */
export function sayTables(tables: readonly TableBytes[]): void {
  const total = tables.reduce((sum, one) => sum + totalBytes(one), 0);
  say(`${whole(total)} bytes a case over all databases`);
  say(line('database.table', ['rows', 'heap', 'toast', 'index', 'total']));
  for (const one of [...tables].sort((left, right) => totalBytes(right) - totalBytes(left))) {
    if (!grew(one)) continue;
    const sizes = [one.heap, one.toast, indexBytes(one), totalBytes(one)];
    say(line(`${one.database}.${one.table}`, [one.rows.toFixed(2), ...sizes.map(whole)]));
    const indexes = Object.entries(one.indexes).filter(([, size]) => size >= 1);
    if (indexes.length > 1) for (const [name, size] of indexes) say(line(`    ${name}`, ['', '', '', whole(size), '']));
  }
  for (const kind of ['heap', 'toast'] as const)
    say(line(`all ${kind}`, ['', '', '', '', whole(tables.reduce((sum, one) => sum + one[kind], 0))]));
  say(line('all indexes', ['', '', '', '', whole(tables.reduce((sum, one) => sum + indexBytes(one), 0))]));
}

function sayEvents(types: readonly EventBytes[], cases: number): void {
  const all = (kind: 'bodies' | 'sealed'): string => whole(types.reduce((sum, one) => sum + one[kind], 0) / cases);
  say(`bodies of events: ${all('bodies')} bytes a case, ${all('sealed')} of them ciphertext`);
  say(line('database type', ['rows', 'each', 'sealed', 'a case']));
  for (const { database, type, rows, bodies, sealed } of [...types].sort((left, right) => right.bodies - left.bodies)) {
    const sizes = [bodies / rows, sealed / rows, bodies / cases].map(whole);
    say(line(`${database} ${type}`, [(rows / cases).toFixed(2), ...sizes]));
  }
}

/** Rows may have found room on pages that were there already. */
const grew = (one: TableBytes): boolean => one.rows > 0 || totalBytes(one) > 0;

const whole = (value: number): string => String(Math.round(value));

const line = (name: string, columns: readonly string[]): string =>
  `${name.padEnd(58)}${columns.map((column) => column.padStart(8)).join('')}`;

const rounded = (one: TableBytes): object => ({
  database: one.database,
  table: one.table,
  rows: Number(one.rows.toFixed(2)),
  heap: Math.round(one.heap),
  toast: Math.round(one.toast),
  index: Math.round(indexBytes(one)),
});
