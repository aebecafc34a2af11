import { pairKey, type Head } from './opened.js';
import type { Statement } from './session.js';
import type { NewErrand, Origin, RegisterChange, StoredEvent } from './types.js';

export interface QueuedWork {
  readonly trace: string | undefined;
  readonly caseId: string;
  readonly stream: string;
  readonly cause: string;
  readonly origin: Origin;
  readonly payload: Uint8Array;
}

interface ErrandTerms {
  /** Whose the new errands are. */
  readonly owner: number;
  /** A question answered "unknown" has spent so many attempts. */
  readonly attemptsMax: number;
}

interface KeptAnswer {
  readonly stream: string;
  readonly cause: string;
  readonly tag: Buffer | null;
  readonly answer: Buffer | null;
  readonly shard: number;
  readonly position: number;
}

/** Everything a turn is going to write, gathered in memory. Later changes of the same row take the place of earlier ones. */
export class Effects {
  readonly events: StoredEvent[] = [];
  readonly commands: KeptAnswer[] = [];
  /** By stream; `null` is gone for ever. */
  readonly secrets = new Map<string, Uint8Array | null>();
  /** Streams whose secret takes the place of another. */
  readonly secretsReplaced = new Set<string>();
  readonly holders = new Map<string, { key: string; stream: string; data: unknown; kept: boolean }>();
  readonly timers = new Map<string, { stream: string; kind: string; due_at: number | null; deadline: boolean }>();
  readonly parked = new Map<
    string,
    { case_id: string; shard: number; parked_at: number; reason: string; origin: string }
  >();
  readonly queued: QueuedWork[] = [];
  readonly errands: { readonly stream: string; readonly errand: NewErrand }[] = [];
  readonly errandsDone = new Set<string>();
  /** Streams in which nothing is asked any more. */
  readonly questionsDropped = new Set<string>();
  /** Effects used up, and questions answered "unknown", each with the attempt it was. */
  readonly errandsExhausted = new Map<string, number>();
  readonly errandsAgain = new Map<string, number>();
  readonly places: { consumer: string; topic: string; partition: number; next: string }[] = [];
  readonly marks = new Map<
    string,
    { consumer: string; topic: string; source: string; shard: number; position: number }
  >();
  readonly claimed: string[] = [];
  unparked: { caseId: string; upTo: number; whole: boolean } | null = null;
  private readonly registers = new Map<string, Map<string, Omit<RegisterChange, 'register'>>>();

  timer(stream: string, kind: string, dueAt: number | null, deadline: boolean): void {
    this.timers.set(pairKey(stream, kind), { stream, kind, due_at: dueAt, deadline });
  }

  askedAgain(errand: string, attempt: number): void {
    this.errandsAgain.set(errand, attempt);
  }

  register({ register, key, row }: RegisterChange): void {
    const rows = this.registers.get(register) ?? new Map<string, Omit<RegisterChange, 'register'>>();
    this.registers.set(register, rows);
    rows.set(JSON.stringify(key), { key, row });
  }

  /** The statement that writes it all. */
  statement(heads: ReadonlyMap<number, Head>, touched: ReadonlySet<number>, errands: ErrandTerms): Statement {
    const bodies = new Bodies();
    const { events } = this;
    const starts = events.map(({ body }) => bodies.add(body));
    const rest = this.rest(bodies, heads, touched);
    if (this.errands.length > 0) rest['errandOwner'] = errands.owner;
    if (this.errandsAgain.size > 0) rest['errandSpent'] = errands.attemptsMax;
    return {
      name: 'turn-write',
      text: 'select turn_write($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)',
      values: [
        list(events.map(({ shard }) => shard)),
        list(events.map(({ position }) => position)),
        list(events.map(({ follows }) => follows ?? 'null')),
        list(events.map(({ at }) => at)),
        list(events.map(({ recordedAt }) => recordedAt)),
        events.map(({ stream }) => stream),
        list(events.map(({ version }) => version)),
        events.map(({ type }) => type),
        events.map(({ audience }) => audience),
        events.map(({ cause }) => cause),
        list(starts),
        list(events.map(({ body }) => body.length)),
        bodies.whole(),
        JSON.stringify(rest),
      ],
    };
  }

  private rest(
    bodies: Bodies,
    heads: ReadonlyMap<number, Head>,
    touched: ReadonlySet<number>,
  ): Record<string, unknown> {
    const rest: Record<string, unknown> = {};
    const put = (name: string, rows: readonly unknown[]): void => {
      if (rows.length > 0) rest[name] = rows;
    };
    put(
      'commands',
      this.commands.map(({ tag, answer, ...row }) => ({
        ...row,
        ...bodies.span('tag', tag),
        ...bodies.span('answer', answer),
      })),
    );
    put('traces', tracesOf(this.events));
    const secrets = [...this.secrets];
    put('secretsReplaced', [...this.secretsReplaced]);
    put(
      'secretsKept',
      secrets.flatMap(([stream, value]) =>
        value === null ? [] : [{ stream, start: bodies.add(value), length: value.length }],
      ),
    );
    put(
      'secretsGone',
      secrets.flatMap(([stream, value]) => (value === null ? [stream] : [])),
    );
    const holders = [...this.holders.values()];
    put(
      'released',
      holders.filter(({ kept }) => !kept).map(({ key, stream }) => ({ key, stream })),
    );
    put(
      'kept',
      holders.filter(({ kept }) => kept).map(({ key, stream, data }) => ({ key, stream, data })),
    );
    put('claimed', this.claimed);
    const timers = [...this.timers.values()];
    put(
      'timersOff',
      timers.filter(({ due_at }) => due_at === null).map(({ stream, kind }) => ({ stream, kind })),
    );
    put(
      'timersSet',
      timers.filter(({ due_at }) => due_at !== null),
    );
    put('parked', [...this.parked.values()]);
    put('queued', this.queuedRows(bodies));
    put('errandsDone', [...this.errandsDone]);
    put('questionsDropped', [...this.questionsDropped]);
    put(
      'errandsExhausted',
      [...this.errandsExhausted].map(([id, attempt]) => ({ id, attempt })),
    );
    put(
      'errandsAgain',
      [...this.errandsAgain].map(([id, attempt]) => ({ id, attempt })),
    );
    put(
      'errands',
      this.errands.map(({ stream, errand: { id, port, nature, payload } }) => ({
        id,
        stream,
        port,
        nature,
        start: bodies.add(payload),
        length: payload.length,
      })),
    );
    if (this.registers.size > 0) rest['registers'] = this.registerRows();
    put('places', this.places);
    if (this.places.length > 0) rest['marks'] = [...this.marks.values()];
    put(
      'heads',
      [...touched].map((shard) => ({
        shard,
        position: heads.get(shard)?.position,
        public_position: heads.get(shard)?.publicPosition,
      })),
    );
    if (this.unparked !== null) {
      rest['unparked'] = this.unparked.caseId;
      rest['unparkedTo'] = this.unparked.upTo;
      rest['unparkedWhole'] = this.unparked.whole;
    }
    return rest;
  }

  private queuedRows(bodies: Bodies): object[] {
    return this.queued.map(({ caseId, stream, cause, origin, trace, payload }, rank) => ({
      case_id: caseId,
      rank,
      stream,
      cause,
      origin: trace === undefined ? portable(origin) : { ...portable(origin), trace },
      start: bodies.add(payload),
      length: payload.length,
    }));
  }

  private registerRows(): Record<string, { rows: object[]; gone: (readonly unknown[])[] }> {
    return Object.fromEntries(
      [...this.registers].map(([name, rows]) => {
        const all = [...rows.values()];
        return [
          name,
          {
            rows: all.flatMap(({ row }) => (row === null ? [] : [row])),
            gone: all.flatMap(({ key, row }) => (row === null ? [key] : [])),
          },
        ];
      }),
    );
  }
}

/** One value for all bodies of a turn: an array of byte strings would be written twice as long. */
class Bodies {
  private readonly parts: Uint8Array[] = [];
  private end = 1;

  /** Where it begins, counted from 1. */
  add(part: Uint8Array): number {
    this.parts.push(part);
    const start = this.end;
    this.end += part.length;
    return start;
  }

  /** Where a part that may be missing begins, and how long it is. */
  span(name: string, part: Uint8Array | null): Record<string, number> {
    return part === null ? {} : { [`${name}_start`]: this.add(part), [`${name}_length`]: part.length };
  }

  whole(): Buffer {
    return Buffer.concat(this.parts);
  }
}

/** Public events go out in a moment, and their trace with them. */
function tracesOf(events: readonly StoredEvent[]): object[] {
  const traced: object[] = [];
  for (const { shard, position, audience, trace } of events)
    if (trace !== undefined && audience !== null) traced.push({ shard, position, traceparent: trace });
  return traced;
}

/** An array literal of numbers, which need no quoting. */
const list = (values: readonly (number | string)[]): string => `{${values.join(',')}}`;

/** 64-bit offsets as text: JSON has no such numbers. */
export function portable(origin: Origin): object {
  if (origin.kind !== 'record') return origin;
  const { topic, partition, offset, source, shard, position, follows } = origin.mark;
  return { ...origin, mark: { topic, partition, offset: String(offset), source, shard, position, follows } };
}

export function fromPortable(origin: { kind: string; mark?: { offset: string } }): Origin {
  if (origin.kind !== 'record' || origin.mark === undefined) return origin as Origin;
  return { ...origin, mark: { ...origin.mark, offset: BigInt(origin.mark.offset) } } as unknown as Origin;
}
