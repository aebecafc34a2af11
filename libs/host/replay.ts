import { deepStrictEqual } from 'node:assert';
import {
  DamagedPack,
  TryLater,
  type EventStore,
  type StoredEvent,
  type StreamPage,
  type StreamPlace,
} from '@yichuang/event-store';
import { decide, evolve } from '@yichuang/kernel';
import { decodeEvent } from './codec.js';
import { decisionsIn } from './decisions-in.js';
import type { Department } from './department.js';
import { caseOf, deskOf, type DeskHandler, type DeskWork } from './desk-handler.js';
import type { AnyDesk, DeskEvent } from './desk.js';
import { compareRegisters, straysIn, type ExpectedRow, type ExpectedRows } from './replay-registers.js';
import { compareSecrets, type ExpectedSecrets } from './replay-secrets.js';
import { REPLAY_DIFFERENCES_MAX, REPLAY_LOOKS_MAX, REPLAY_STREAMS } from './limits.js';

/** What replaying one service found. `differences` is empty when the record holds together. */
export interface ReplayReport {
  readonly service: string;
  readonly events: number;
  readonly decisions: number;
  /** Register rows compared. */
  readonly registers: number;
  /** Keys whose destruction is on record: counted, no difference. */
  readonly destroyedKeys: number;
  readonly millis: number;
  readonly differences: readonly Difference[];
}

export interface Difference {
  readonly service: string;
  readonly stream: string;
  readonly version: number | null;
  readonly what: 'fold' | 'decision' | 'register' | 'secret' | 'pack';
  /** What differs, by name; never a private value. */
  readonly detail: string;
}

interface Tally {
  events: number;
  decisions: number;
  registers: number;
  destroyedKeys: number;
  readonly differences: Difference[];
}

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
  const tally = emptyTally();
  const of = { department, store, handler };
  for (let after: StreamPlace | null = null; ;) {
    const page: StreamPage = await pageAfter(of, after, tally);
    await replayPage(of, page.streams, tally).catch(damagedIn(of, tally));
    if (page.next === null) break;
    after = page.next;
  }
  for (const stray of await straysIn({ department, store })) record(tally, stray);
  return { service: department.name, millis: performance.now() - started, ...tally };
}

/** A pack that cannot be read is passed over, for what stands behind it is looked at all the same. */
function pageAfter(of: Replayed, after: StreamPlace | null, tally: Tally): Promise<StreamPage> {
  return of.store.streams(after, REPLAY_STREAMS).catch((error: unknown) => {
    const { shard, last } = damagedIn(of, tally)(error);
    return { streams: [], next: { shard, position: last } };
  });
}

/** Notes a damaged pack, once; whatever else failed is thrown again. */
const damagedIn =
  ({ department }: Replayed, tally: Tally) =>
  (error: unknown): DamagedPack => {
    if (!(error instanceof DamagedPack)) throw error;
    const { shard, message: detail } = error;
    if (!tally.differences.some((one) => one.what === 'pack' && one.detail === detail)) {
      const stream = `shard ${String(shard)}`;
      record(tally, { service: department.name, stream, version: null, what: 'pack', detail });
    }
    return error;
  };

const emptyTally = (): Tally => ({ events: 0, decisions: 0, registers: 0, destroyedKeys: 0, differences: [] });

function record(tally: Tally, difference: Difference): void {
  if (tally.differences.length < REPLAY_DIFFERENCES_MAX) tally.differences.push(difference);
}

interface Replayed {
  readonly department: Department;
  readonly store: EventStore<DeskWork, unknown>;
  readonly handler: DeskHandler;
}

async function replayPage(of: Replayed, page: readonly string[], tally: Tally): Promise<void> {
  const { expected, secrets } = await foldAll(of, page, tally);
  const { compared, differing } = await compareRegisters(of, page, expected);
  const strange = await compareSecrets(of, secrets);
  tally.registers += compared;
  tally.destroyedKeys += [...secrets.values()].filter(({ print, destroyed }) => print === null && destroyed).length;
  if (differing.length > 0 || strange.length > 0) await lookAgain(of, page, tally);
}

/**
 * Rows are read after the events they come from, and cases go on meanwhile. So a row that differs is no difference yet:
 * it is one when the stream it comes from stood still while it was read.
 */
async function lookAgain(of: Replayed, page: readonly string[], tally: Tally): Promise<void> {
  let streams = page;
  for (let looks = 1; streams.length > 0; looks += 1) {
    const { expected, secrets, lengths } = await foldAll(of, streams, emptyTally());
    const { differing } = await compareRegisters(of, streams, expected);
    const strange = await compareSecrets(of, secrets);
    const after = await of.store.readStreams(streams);
    const last = looks === REPLAY_LOOKS_MAX;
    const moved = new Set(last ? [] : streams.filter((stream) => after.get(stream)?.length !== lengths.get(stream)));
    for (const { stream, difference } of [...differing, ...strange]) if (!moved.has(stream)) record(tally, difference);
    streams = [...moved];
  }
}

interface Folded {
  readonly expected: ExpectedRows;
  readonly secrets: ExpectedSecrets;
  readonly lengths: ReadonlyMap<string, number>;
}

interface Expected {
  readonly rows: ExpectedRows;
  readonly secrets: ExpectedSecrets;
}

async function foldAll(
  { department, store, handler }: Replayed,
  streams: readonly string[],
  tally: Tally,
): Promise<Folded> {
  const events = await store.readStreams(streams);
  const expected: ExpectedRows = new Map();
  const secrets: ExpectedSecrets = new Map();
  const lengths = new Map<string, number>();
  for (const stream of streams) {
    const own = events.get(stream) ?? [];
    lengths.set(stream, own.length);
    tally.events += own.length;
    const note: Note = (what, version, detail) => {
      record(tally, { service: department.name, stream, version, what, detail });
    };
    tally.decisions += replayStream(handler.desk(deskOf(stream)), own, { rows: expected, secrets }, note);
  }
  return { expected, secrets, lengths };
}

/** Answers how many decisions were made again. */
function replayStream(desk: AnyDesk, stored: readonly StoredEvent[], expected: Expected, note: Note): number {
  let decisions = 0;
  let state: unknown = desk.decider.initial;
  let read = 0;
  for (const decision of decisionsIn(stored)) {
    const [first] = decision;
    try {
      const events = decision.map((one) => {
        read += 1;
        if (one.version !== read) note('fold', one.version, 'the stream has a hole or a double version');
        return decodeEvent(one);
      });
      decisions += 1;
      const difference = decideAgain(desk, events, state);
      if (difference !== null) note('decision', first.version, difference);
      for (const event of events) {
        state = evolve(desk.decider, state, event);
        expectRows(desk, event, state, first.stream, expected.rows);
        expectSecret(desk, state, first.stream, expected.secrets);
      }
    } catch (error) {
      // what this process does not know yet is no difference: whoever asked asks again
      if (error instanceof TryLater) throw error;
      note('fold', first.version, `${first.type}: ${error instanceof Error ? error.message : 'failed'}`);
      return decisions;
    }
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

function expectRows(desk: AnyDesk, event: DeskEvent, state: unknown, stream: string, expected: ExpectedRows): void {
  for (const { table, project } of desk.registers ?? []) {
    const rows = expected.get(table.name) ?? new Map<string, ExpectedRow>();
    expected.set(table.name, rows);
    for (const { key, row } of project(event, state, caseOf(stream))) {
      if (row === null) rows.delete(JSON.stringify(key));
      else rows.set(JSON.stringify(key), { stream, row });
    }
  }
}

function expectSecret(desk: AnyDesk, state: unknown, stream: string, expected: ExpectedSecrets): void {
  if (desk.secret === undefined) return;
  const { printOf } = desk.secret;
  const [was, print] = [expected.get(stream), desk.secret.print(state)];
  const destroyed = was !== undefined && (was.destroyed || (was.print !== null && print === null));
  expected.set(stream, { print, destroyed, printOf });
}
