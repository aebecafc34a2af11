import { deepStrictEqual } from 'node:assert';
import type { EventStore, StoredEvent } from '@yichuang/event-store';
import { decide, evolve } from '@yichuang/kernel';
import { decodeEvent } from './codec.js';
import type { Department } from './department.js';
import { caseOf, deskOf, type DeskHandler, type DeskWork } from './desk-handler.js';
import type { AnyDesk, DeskEvent } from './desk.js';

/** What replaying one service found. `differences` is empty when the record holds together. */
export interface ReplayReport {
  readonly service: string;
  readonly events: number;
  readonly decisions: number;
  /** Register rows compared. */
  readonly registers: number;
  readonly millis: number;
  readonly differences: readonly Difference[];
}

export interface Difference {
  readonly service: string;
  readonly stream: string;
  readonly version: number | null;
  readonly what: 'fold' | 'decision' | 'register';
  /** What differs, by name; never a private value. */
  readonly detail: string;
}

/** Streams folded at once; one page of events of this many streams stays in memory. */
const STREAMS_A_PAGE = 500;
/** A report that names more helps nobody; the count goes on. */
const DIFFERENCES_MAX = 1_000;

interface Tally {
  events: number;
  decisions: number;
  registers: number;
  readonly differences: Difference[];
}

/** Table → key as JSON → row, as the events would have it. */
type ExpectedRows = Map<string, Map<string, Record<string, unknown>>>;
type Note = (what: Difference['what'], version: number | null, detail: string) => void;

/**
 * Folds every stream again, makes every decision again from its recorded facts, and compares every register row.
 * Needs no key and no outside world: decisions read only what their events recorded.
 */
export async function replay(
  department: Department,
  store: EventStore<DeskWork, unknown>,
  handler: DeskHandler,
): Promise<ReplayReport> {
  const started = performance.now();
  const tally: Tally = { events: 0, decisions: 0, registers: 0, differences: [] };
  let after = '';
  for (;;) {
    const page = await store.streams(after, STREAMS_A_PAGE);
    if (page.length === 0) break;
    after = page.at(-1) as string;
    const events = await store.readStreams(page);
    const expected: ExpectedRows = new Map();
    for (const stream of page) {
      const own = events.get(stream) ?? [];
      tally.events += own.length;
      const note: Note = (what, version, detail) => {
        record(tally, { service: department.name, stream, version, what, detail });
      };
      tally.decisions += replayStream(handler.desk(deskOf(stream)), own, expected, note);
    }
    await compareRegisters(department, store, page, expected, tally);
  }
  return { service: department.name, millis: performance.now() - started, ...tally };
}

function record(tally: Tally, difference: Difference): void {
  if (tally.differences.length < DIFFERENCES_MAX) tally.differences.push(difference);
}

/** Answers how many decisions were made again. */
function replayStream(desk: AnyDesk, stored: readonly StoredEvent[], expected: ExpectedRows, note: Note): number {
  let decisions = 0;
  let state: unknown = desk.decider.initial;
  let index = 0;
  while (index < stored.length) {
    const first = stored[index] as StoredEvent;
    let end = index + 1;
    while (end < stored.length && stored[end]?.cause === first.cause) end += 1;
    try {
      const events = stored.slice(index, end).map((one, offset) => {
        if (one.version !== index + offset + 1) note('fold', one.version, 'the stream has a hole or a double version');
        return decodeEvent(one);
      });
      decisions += 1;
      const difference = decideAgain(desk, events, state);
      if (difference !== null) note('decision', first.version, difference);
      for (const event of events) {
        state = evolve(desk.decider, state, event);
        expectRows(desk, event, state, caseOf(first.stream), expected);
      }
    } catch (error) {
      note('fold', first.version, `${first.type}: ${error instanceof Error ? error.message : 'failed'}`);
      return decisions;
    }
    index = end;
  }
  return decisions;
}

/** `null` when today's code, given the recorded facts and rule set, decides the very same events. */
function decideAgain(desk: AnyDesk, events: readonly DeskEvent[], before: unknown): string | null {
  const decision = decide(desk.decider, desk.recall(events, before), before);
  if (decision.kind === 'rejection')
    return `recorded ${typesOf(events)}, decided again it is rejected: ${decision.code}`;
  try {
    deepStrictEqual(plain(decision.events), plain(events));
    return null;
  } catch {
    return `recorded ${typesOf(events)}, decided again it is ${typesOf(decision.events as DeskEvent[])} or differs in ${differing(decision.events as DeskEvent[], events)}`;
  }
}

const typesOf = (events: readonly DeskEvent[]): string => events.map(({ type }) => type).join(', ');

/** Events as storage would hold them: absent and undefined are the same, bytes are bytes. */
const plain = (events: readonly unknown[]): unknown =>
  events.map((event) => {
    const { sealed, ...rest } = event as { sealed?: Uint8Array };
    return [
      JSON.parse(JSON.stringify(rest)) as unknown,
      sealed === undefined ? null : Buffer.from(sealed).toString('base64'),
    ];
  });

function differing(left: readonly DeskEvent[], right: readonly DeskEvent[]): string {
  const fields = new Set<string>();
  left.forEach((event, index) => {
    const other = right[index];
    for (const field of new Set([...Object.keys(event), ...Object.keys(other ?? {})])) {
      const a = JSON.stringify((event as unknown as Record<string, unknown>)[field]);
      const b = JSON.stringify((other as unknown as Record<string, unknown> | undefined)?.[field]);
      if (a !== b) fields.add(`${event.type}.${field}`);
    }
  });
  return [...fields].join(', ');
}

function expectRows(desk: AnyDesk, event: DeskEvent, state: unknown, caseId: string, expected: ExpectedRows): void {
  for (const { table, project } of desk.registers ?? []) {
    const rows = expected.get(table.name) ?? new Map<string, Record<string, unknown>>();
    expected.set(table.name, rows);
    for (const { key, row } of project(event, state, caseId)) {
      if (row === null) rows.delete(JSON.stringify(key));
      else rows.set(JSON.stringify(key), row);
    }
  }
}

async function compareRegisters(
  department: Department,
  store: EventStore<DeskWork, unknown>,
  streams: readonly string[],
  expected: ExpectedRows,
  tally: Tally,
): Promise<void> {
  const tables = department.desks.flatMap(({ registers }) => (registers ?? []).map(({ table }) => table));
  for (const table of tables) {
    const actual = new Map<string, Record<string, unknown>>();
    for (const row of await store.registerRows(table.name, streams)) {
      actual.set(JSON.stringify(table.key.map((column) => row[column])), row);
    }
    const wanted = expected.get(table.name) ?? new Map<string, Record<string, unknown>>();
    tally.registers += actual.size;
    for (const key of new Set([...actual.keys(), ...wanted.keys()])) {
      const detail = rowDifference(table, key, actual.get(key), wanted.get(key));
      const stream = `${table.name} ${key}`;
      if (detail !== null) record(tally, { service: department.name, stream, version: null, what: 'register', detail });
    }
  }
}

function rowDifference(
  table: { readonly name: string; readonly columns: Readonly<Record<string, string>> },
  key: string,
  actual: Record<string, unknown> | undefined,
  wanted: Record<string, unknown> | undefined,
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
  if (typeof value === 'object' && !Array.isArray(value)) {
    return Object.fromEntries(
      Object.entries(value)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, inner]) => [name, comparable(inner)]),
    );
  }
  if (Array.isArray(value)) return value.map(comparable);
  return value;
}
