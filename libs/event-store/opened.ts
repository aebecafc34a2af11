import type { Item, Step } from './item.js';
import type { Session, Statement } from './session.js';
import type { RecordMark } from './types.js';

export interface Head {
  position: number;
  publicPosition: number;
}

export interface GivenAnswer {
  readonly tag: Buffer | null;
  readonly answer: Buffer | null;
}

/** A parked case under the head. */
export interface Standing {
  readonly reason: string;
  /** Works that wait behind it. */
  readonly waiting: number;
}

/** What stands under the locked heads before anything is decided. */
export interface Opened {
  /** By which the database can be asked what became of this transaction. */
  readonly transaction: string;
  readonly heads: ReadonlyMap<number, Head>;
  readonly versions: ReadonlyMap<string, number>;
  readonly parked: ReadonlyMap<string, Standing>;
  readonly places: ReadonlyMap<string, bigint>;
  readonly marks: ReadonlyMap<string, number>;
  readonly commands: ReadonlyMap<string, GivenAnswer>;
  readonly timers: ReadonlyMap<string, number>;
  readonly errands: ReadonlySet<string>;
}

export const pairKey = (one: string, other: string): string => `${one}\n${other}`;
export const placeKey = (topic: string, partition: number): string => `${topic}\n${String(partition)}`;

/** Every record of a shared stream is judged by every consumer: its key is made once a source and shard, not once a record. */
const markKeys = new Map<string, Map<string, string[]>>();

export function markKey({ topic, source, shard }: Pick<RecordMark, 'topic' | 'source' | 'shard'>): string {
  const sources = markKeys.get(topic) ?? new Map<string, string[]>();
  if (sources.size === 0) markKeys.set(topic, sources);
  const shards = sources.get(source) ?? [];
  if (shards.length === 0) sources.set(source, shards);
  return (shards[shard] ??= `${topic}\n${source}\n${String(shard)}`);
}

interface Answer {
  readonly transaction: string;
  readonly heads: readonly (readonly [number, number, number])[] | null;
  readonly versions: readonly number[] | null;
  readonly parked: readonly (readonly [string, string, number])[] | null;
  readonly places: readonly (readonly [string, number, string])[] | null;
  readonly marks: readonly (readonly [string, string, number, number])[] | null;
  readonly commands: readonly (readonly [string, string, string | null, string | null])[] | null;
  readonly timers: readonly (readonly [string, string, number])[] | null;
  readonly errands: readonly string[] | null;
}

/** Begins the transaction, locks the heads and reads what stands under them: one round trip. */
export async function openTurn<P>(
  session: Session,
  items: readonly Item<P>[],
  steps: readonly Step<P>[],
  shards: readonly number[],
): Promise<Opened> {
  const streams = [...new Set(items.map(({ work }) => work.stream))];
  const statement: Statement = {
    name: 'turn-open',
    text: 'select turn_open($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) as opened',
    values: [shards, streams, [...new Set(items.map(({ work }) => work.caseId))], ...asked(items, steps)],
  };
  const [answer] = await session.begin(statement);
  return read(streams, (answer?.rows[0] as { opened: Answer }).opened);
}

/** Which works of a parked case's queue still stand, asked under the head. */
export async function stillQueued(session: Session, caseId: string): Promise<ReadonlySet<number>> {
  const [answer] = await session.send({
    name: 'still-queued',
    text: 'select seq from parked_work where case_id = $1',
    values: [caseId],
  });
  return new Set(((answer?.rows ?? []) as { seq: string }[]).map(({ seq }) => Number(seq)));
}

function asked<P>(items: readonly Item<P>[], steps: readonly Step<P>[]): unknown[] {
  const commands = items.filter(({ work }) => work.origin.kind === 'command');
  const timers = items.flatMap(({ work: { stream, origin } }) =>
    origin.kind === 'timer' ? [{ stream, kind: origin.timer }] : [],
  );
  const errands = items.flatMap(({ work: { origin } }) => (origin.kind === 'errand' ? [origin.errand] : []));
  const some = <A>(values: readonly A[]): readonly A[] | null => (values.length === 0 ? null : values);
  return [
    steps[0]?.batch.consumer ?? null,
    steps.length === 0 ? null : JSON.stringify(steps.map(({ batch: { topic, partition } }) => ({ topic, partition }))),
    steps.length === 0 ? null : JSON.stringify(distinctMarks(steps)),
    some(commands.map(({ work }) => work.stream)),
    some(commands.map(({ work }) => work.cause)),
    some(timers.map(({ stream }) => stream)),
    some(timers.map(({ kind }) => kind)),
    some(errands),
  ];
}

function distinctMarks<P>(steps: readonly Step<P>[]): { topic: string; source: string; shard: number }[] {
  const distinct = new Map<string, { topic: string; source: string; shard: number }>();
  for (const { marks } of steps) {
    for (const mark of marks) {
      const { topic, source, shard } = mark;
      distinct.set(markKey(mark), { topic, source, shard });
    }
  }
  return [...distinct.values()];
}

const bytes = (base64: string | null): Buffer | null => (base64 === null ? null : Buffer.from(base64, 'base64'));

function read(streams: readonly string[], answer: Answer): Opened {
  return {
    transaction: answer.transaction,
    heads: new Map(
      (answer.heads ?? []).map(([shard, position, publicPosition]) => [shard, { position, publicPosition }]),
    ),
    versions: new Map(streams.map((stream, index) => [stream, answer.versions?.[index] ?? 0])),
    parked: new Map((answer.parked ?? []).map(([caseId, reason, waiting]) => [caseId, { reason, waiting }])),
    places: new Map(
      (answer.places ?? []).map(([topic, partition, next]) => [placeKey(topic, partition), BigInt(next)]),
    ),
    marks: new Map(
      (answer.marks ?? []).map(([topic, source, shard, position]) => [markKey({ topic, source, shard }), position]),
    ),
    commands: new Map(
      (answer.commands ?? []).map(([stream, cause, tag, said]) => [
        pairKey(stream, cause),
        { tag: bytes(tag), answer: bytes(said) },
      ]),
    ),
    timers: new Map((answer.timers ?? []).map(([stream, kind, dueAt]) => [pairKey(stream, kind), dueAt])),
    errands: new Set(answer.errands ?? []),
  };
}
