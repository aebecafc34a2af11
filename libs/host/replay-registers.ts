import type { EventStore } from '@yichuang/event-store';
import type { Department } from './department.js';
import type { DeskWork } from './desk-handler.js';
import type { Difference } from './replay.js';
import { REPLAY_DIFFERENCES_MAX } from './limits.js';

type Row = Record<string, unknown>;

/** A row as the events would have it, and the stream that wrote it last. */
export interface ExpectedRow {
  readonly stream: string;
  readonly row: Row;
}
/** Register → key as JSON → row. */
export type ExpectedRows = Map<string, Map<string, ExpectedRow>>;

export interface DifferingRow {
  /** The stream the row belongs to. */
  readonly stream: string;
  readonly difference: Difference;
}

interface Replayed {
  readonly department: Department;
  readonly store: EventStore<DeskWork, unknown>;
}

/** Every register row of these streams, held against what their events say. */
export async function compareRegisters(
  { department, store }: Replayed,
  streams: readonly string[],
  expected: ExpectedRows,
): Promise<{ readonly compared: number; readonly differing: readonly DifferingRow[] }> {
  let compared = 0;
  const differing: DifferingRow[] = [];
  for (const { table } of registersOf(department)) {
    const actual = new Map<string, Row>();
    for (const row of await store.registerRows(table.name, streams)) {
      actual.set(JSON.stringify(table.key.map((column) => row[column])), row);
    }
    const wanted = expected.get(table.name) ?? new Map<string, ExpectedRow>();
    compared += actual.size;
    for (const key of new Set([...actual.keys(), ...wanted.keys()])) {
      const detail = rowDifference(table, key, actual.get(key), wanted.get(key)?.row);
      if (detail === null) continue;
      const stream = wanted.get(key)?.stream ?? String(actual.get(key)?.['stream']);
      differing.push({ stream, difference: rowNamed(department, table.name, key, detail) });
    }
  }
  return { compared, differing };
}

/** Rows whose case has no stream at the register's desk: no page of streams comes by them. */
export async function straysIn({ department, store }: Replayed): Promise<readonly Difference[]> {
  const strays: Difference[] = [];
  for (const { table } of registersOf(department)) {
    for (const values of await store.strayRows(table.name, REPLAY_DIFFERENCES_MAX)) {
      const key = JSON.stringify(values);
      strays.push(rowNamed(department, table.name, key, inNoEvent(table.name, key)));
    }
  }
  return strays;
}

const registersOf = ({ desks }: Department) => desks.flatMap(({ registers }) => registers ?? []);

const rowNamed = ({ name }: Department, register: string, key: string, detail: string): Difference => ({
  service: name,
  stream: `${register} ${key}`,
  version: null,
  what: 'register',
  detail,
});

const inNoEvent = (register: string, key: string): string => `row ${key} of ${register} stands in no event`;

function rowDifference(
  table: { readonly name: string; readonly columns: Readonly<Record<string, string>> },
  key: string,
  actual: Row | undefined,
  wanted: Row | undefined,
): string | null {
  if (actual === undefined) return `row ${key} of ${table.name} is missing`;
  if (wanted === undefined) return inNoEvent(table.name, key);
  const columns = Object.keys(table.columns).filter(
    (column) => JSON.stringify(comparable(actual[column])) !== JSON.stringify(comparable(wanted[column])),
  );
  return columns.length === 0 ? null : `row ${key} of ${table.name} differs in ${columns.join(', ')}`;
}

/** What Postgres gives back for what was written: big integers as text, json with its own key order. */
function comparable(value: unknown): unknown {
  if (value === undefined || value === null) return null;
  if (typeof value === 'bigint' || typeof value === 'number') return String(value);
  if (value instanceof Date) return String(value.getTime());
  if (Array.isArray(value)) return value.map(comparable);
  if (typeof value === 'object') {
    return Object.fromEntries(
      Object.entries(value)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, inner]) => [name, comparable(inner)]),
    );
  }
  return value;
}
