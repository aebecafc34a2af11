import type { EventStore } from '@yichuang/event-store';
import type { Department } from './department.js';
import type { DeskWork } from './desk-handler.js';
import type { Difference } from './replay.js';

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

/** Every register row of these streams, held against what their events say. */
export async function compareRegisters(
  { department, store }: { readonly department: Department; readonly store: EventStore<DeskWork, unknown> },
  streams: readonly string[],
  expected: ExpectedRows,
): Promise<{ readonly compared: number; readonly differing: readonly DifferingRow[] }> {
  let compared = 0;
  const differing: DifferingRow[] = [];
  for (const { table } of department.desks.flatMap(({ registers }) => registers ?? [])) {
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
      const named = { service: department.name, stream: `${table.name} ${key}`, version: null };
      differing.push({ stream, difference: { ...named, what: 'register', detail } });
    }
  }
  return { compared, differing };
}

function rowDifference(
  table: { readonly name: string; readonly columns: Readonly<Record<string, string>> },
  key: string,
  actual: Row | undefined,
  wanted: Row | undefined,
): string | null {
  if (actual === undefined) return `row ${key} of ${table.name} is missing`;
  if (wanted === undefined) return `row ${key} of ${table.name} stands in no event`;
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
