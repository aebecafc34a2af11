import { timingSafeEqual } from 'node:crypto';
import { Effects } from './effects.js';
import { wordsOf } from './fault.js';
import type { Item, Step, StepEnd, Unparking } from './item.js';
import { judgeSteps, type Judged } from './judge-steps.js';
import { PARKED_QUEUE_MAX } from './limits.js';
import { openTurn, pairKey, type GivenAnswer, type Head, type Opened } from './opened.js';
import type { Guard } from './options.js';
import type { Session } from './session.js';
import type { Known, States } from './states.js';
import {
  CaseParked,
  CauseReused,
  TryLater,
  type ClaimHolder,
  type Outcome,
  type StoredEvent,
  type TurnHandler,
  type WorkAnswer,
} from './types.js';

/** What every turn of a store is made with. */
export interface TurnParts<P, S> {
  readonly session: Session;
  readonly handler: TurnHandler<P, S>;
  readonly states: States<S>;
  readonly now: () => number;
  readonly errandOwner: number;
  readonly errandLeaseMillis: number;
  readonly switchOff?: Guard | undefined;
}

/** What one turn is given, and what earlier attempts at it have shown. */
export interface TurnInput<P> {
  readonly items: readonly Item<P>[];
  readonly steps: readonly Step<P>[];
  readonly shards: readonly number[];
  /** Cases that fail by themselves, not through the machine, with the reason. */
  readonly culprits: ReadonlyMap<string, Error>;
  /** Keys that a decision turned out to need besides those asked for at the beginning. */
  readonly moreClaims: ReadonlySet<string>;
  readonly unparking?: Unparking;
}

export interface TurnResult<P> {
  readonly ends: readonly StepEnd[];
  readonly answers: readonly (readonly [Item<P>, WorkAnswer | Error])[];
  readonly effects: Effects;
  readonly heads: ReadonlyMap<number, Head>;
  /** Parked again by its own first failure, with how many queued works were worked off before it. */
  readonly unparkedWhole: boolean;
}

/** The turn must be run again, with this case failing by itself. */
export class Culprit extends Error {
  override readonly name = 'Culprit';
  constructor(
    readonly caseId: string,
    readonly reason: Error,
  ) {
    super(`case ${caseId} fails by itself`);
  }
}

/** The turn must be run again with these keys claimed from the beginning. */
export class NeedsClaims extends Error {
  override readonly name = 'NeedsClaims';
  constructor(readonly keys: readonly string[]) {
    super('a decision needs keys that were not claimed');
  }
}

interface Tracked<S> {
  readonly before: Known<S>;
  now: Known<S>;
  readonly events: StoredEvent[];
}

/** One transaction: lock, read, decide, write, commit. Nothing in it waits for anything but the database. */
export class Turn<P, S> {
  private readonly effects = new Effects();
  private readonly answers: [Item<P>, (WorkAnswer | Error) | (() => WorkAnswer)][] = [];
  private readonly streams = new Map<string, Tracked<S>>();
  private readonly parkedNow = new Map<string, string>();
  private readonly heads = new Map<number, Head>();
  private readonly touched = new Set<number>();
  private readonly given = new Map<string, GivenAnswer>();
  private readonly holders = new Map<string, Map<string, unknown>>();
  private claimed: ReadonlySet<string> = new Set();
  private opened!: Opened;
  private now = 0;
  private unparkedUpTo = 0;

  constructor(
    private readonly parts: TurnParts<P, S>,
    private readonly input: TurnInput<P>,
  ) {}

  /**
   * @param commit `false`: everything is tried and rolled back, to see whether it fails
   * @throws Culprit, NeedsClaims, or whatever the database says
   */
  async run(commit = true): Promise<TurnResult<P>> {
    const { session, states } = this.parts;
    const { items, steps, shards } = this.input;
    this.opened = await openTurn(session, items, steps, shards);
    for (const [shard, head] of this.opened.heads) this.heads.set(shard, { ...head });
    const judged = judgeSteps(steps, this.opened, this.parts.switchOff !== 'watermark');
    const standing = this.standing(judged);
    for (const [stream, known] of await states.at(session, this.opened.versions)) {
      this.streams.set(stream, { before: known, now: known, events: [] });
    }
    await this.claim(standing);
    this.now = this.parts.now();
    for (const item of standing) this.take(item);
    this.project();
    this.moveOn(judged);
    await this.write(commit);
    return this.result(judged);
  }

  /** After the commit: the states of the streams it wrote. */
  keepStates(): void {
    for (const [stream, { now, events }] of this.streams) if (events.length > 0) this.parts.states.keep(stream, now);
  }

  private standing({ ends, repeated }: Judged): readonly Item<P>[] {
    const fallen = new Set(
      this.input.steps.filter((_, index) => ends[index]?.kind !== 'committed').flatMap(({ items }) => items),
    );
    return this.input.items.filter((item) => {
      if (fallen.has(item)) return false;
      const { origin } = item.work;
      return this.input.unparking !== undefined || origin.kind !== 'record' || !repeated.has(origin.mark);
    });
  }

  private async claim(items: readonly Item<P>[]): Promise<void> {
    const keys = new Set<string>(this.input.moreClaims);
    for (const item of items) {
      if (item.failed !== undefined || this.input.culprits.has(item.work.caseId) || item.errandEnd === 'exhausted')
        continue;
      for (const key of this.claimsOf(item)) keys.add(key);
    }
    this.claimed = keys;
    if (keys.size === 0) return;
    this.effects.claimed.push(...keys);
    const [answer] = await this.parts.session.send({
      name: 'turn-claim',
      text: 'select turn_claim($1) as held',
      values: [[...keys]],
    });
    const held = (answer?.rows[0] as { held: [string, string, unknown][] | null }).held ?? [];
    for (const [key, stream, data] of held) this.hold(key, stream, data);
  }

  /** A failure here is the case's own; it shows again, and is attributed, when the work is decided. */
  private claimsOf({ work }: Item<P>): readonly string[] {
    try {
      return this.parts.handler.claims(work, this.tracked(work.stream).now.state);
    } catch (error) {
      throw new Culprit(work.caseId, asError(error));
    }
  }

  private take(item: Item<P>): void {
    const { caseId, origin } = item.work;
    if (origin.kind === 'command' && this.answeredBefore(item)) return;
    if (!this.stillWanted(item)) {
      this.answers.push([item, this.answerOf(item, 'repeated', null)]);
      return;
    }
    const reason =
      this.parkedNow.get(caseId) ?? (this.input.unparking === undefined ? this.opened.parked.get(caseId) : undefined);
    if (reason !== undefined) {
      this.behind(item, reason);
      return;
    }
    const failure = item.failed ?? this.input.culprits.get(caseId);
    if (failure !== undefined) this.fail(item, failure);
    else if (item.errandEnd === 'exhausted') this.exhausted(item);
    else this.decide(item);
  }

  /** The same cause asks again: the first answer, or 422 when it asks for something else. */
  private answeredBefore(item: Item<P>): boolean {
    const { stream, cause, tag } = item.work;
    if (tag === undefined || this.parts.switchOff === 'command-answers') return false;
    const known = this.given.get(pairKey(stream, cause)) ?? this.opened.commands.get(pairKey(stream, cause));
    if (known === undefined) return false;
    const same = known.tag !== null && known.tag.length === tag.length && timingSafeEqual(known.tag, tag);
    const answer = same
      ? this.answerOf(item, 'repeated', known.answer)
      : new CauseReused(`the cause was used for another request`);
    this.answers.push([item, answer]);
    return true;
  }

  /** A timer or an errand that another instance was faster with, or that was taken down meanwhile. */
  private stillWanted({ work: { stream, origin } }: Item<P>): boolean {
    if (this.input.unparking !== undefined) return true;
    if (origin.kind === 'timer')
      return (
        this.opened.timers.get(pairKey(stream, origin.timer)) === origin.dueAt && this.timerStands(stream, origin.timer)
      );
    if (origin.kind === 'errand')
      return this.opened.errands.has(origin.errand) && !this.effects.errandsDone.has(origin.errand);
    return true;
  }

  private timerStands(stream: string, kind: string): boolean {
    return !this.effects.timers.has(pairKey(stream, kind));
  }

  private decide(item: Item<P>): void {
    const { work } = item;
    const tracked = this.tracked(work.stream);
    let outcome: Outcome;
    let fresh: { readonly events: readonly StoredEvent[]; readonly known: Known<S>; readonly head: Head };
    try {
      outcome = this.parts.handler.decide(work, tracked.now.state, { holders: this.holdersFor(item), now: this.now });
      fresh = this.fold(item, tracked.now, outcome);
    } catch (error) {
      if (error instanceof NeedsClaims || error instanceof TryLater) throw error;
      this.fail(item, asError(error));
      return;
    }
    tracked.now = fresh.known;
    tracked.events.push(...fresh.events);
    this.effects.events.push(...fresh.events);
    if (fresh.events.length > 0) {
      this.heads.set(item.shard, fresh.head);
      this.touched.add(item.shard);
    }
    this.consequences(item, outcome);
    this.done(item, outcome);
  }

  private holdersFor({ work }: Item<P>): readonly ClaimHolder[] {
    const keys = this.parts.handler.claims(work, this.tracked(work.stream).now.state);
    const missing = keys.filter((key) => !this.claimed.has(key));
    if (missing.length > 0) throw new NeedsClaims(missing);
    return keys.flatMap((key) =>
      [...(this.holders.get(key) ?? [])].map(([stream, data]): ClaimHolder => ({ key, stream, data })),
    );
  }

  /** Gives the new events their places and folds them; nothing is kept until all of them are folded. */
  private fold({ work, shard }: Item<P>, from: Known<S>, { events }: Outcome) {
    const head = { ...this.headOf(shard) };
    const stored: StoredEvent[] = [];
    let { version, state, recordedAt } = from;
    for (const { type, audience, at, body } of events) {
      recordedAt = Math.max(this.now, recordedAt);
      version += 1;
      head.position += 1;
      const follows = audience === null ? null : head.publicPosition;
      if (audience !== null) head.publicPosition = head.position;
      const event = {
        type,
        audience,
        at,
        body,
        shard,
        position: head.position,
        stream: work.stream,
        version,
        follows,
        cause: work.cause,
        recordedAt,
      };
      state = this.parts.handler.evolve(state, event);
      stored.push(event);
    }
    return { events: stored, known: { version, state, recordedAt }, head };
  }

  private consequences(item: Item<P>, outcome: Outcome): void {
    const { stream, origin } = item.work;
    if (origin.kind === 'timer') this.setTimer(stream, origin.timer, null, false);
    for (const { kind, dueAt, deadline } of outcome.timers ?? []) this.setTimer(stream, kind, dueAt, deadline === true);
    for (const { key, data } of outcome.keepClaims ?? []) {
      this.hold(key, stream, data);
      this.effects.holders.set(pairKey(key, stream), { key, stream, data, kept: true });
    }
    for (const key of outcome.releaseClaims ?? []) {
      this.holders.get(key)?.delete(stream);
      this.effects.holders.set(pairKey(key, stream), { key, stream, data: null, kept: false });
    }
    for (const errand of outcome.errands ?? []) this.effects.errands.push({ stream, errand });
    for (const id of outcome.dropErrands ?? []) this.effects.errandsDone.add(id);
    if (origin.kind === 'errand' && item.errandEnd !== 'asked-again') this.effects.errandsDone.add(origin.errand);
    for (const change of outcome.registers ?? []) this.effects.register(item.shard, stream, change);
  }

  private setTimer(stream: string, kind: string, dueAt: number | null, deadline: boolean): void {
    this.effects.timers.set(pairKey(stream, kind), { stream, kind, due_at: dueAt, deadline });
  }

  private done(item: Item<P>, { answer, keepAnswer }: Outcome): void {
    const { stream, cause, tag, origin } = item.work;
    if (origin.kind === 'command' && keepAnswer !== false && this.parts.switchOff !== 'command-answers') {
      const position = this.headOf(item.shard).publicPosition;
      const kept = {
        tag: tag === undefined ? null : Buffer.from(tag),
        answer: answer === undefined ? null : Buffer.from(answer),
        position,
      };
      this.given.set(pairKey(stream, cause), kept);
      const base64 = (bytes: Buffer | null): string | null => bytes?.toString('base64') ?? null;
      this.effects.commands.push({
        stream,
        cause,
        tag: base64(kept.tag),
        answer: base64(kept.answer),
        shard: item.shard,
        position,
      });
    }
    // the position is read at the end: what later works of the turn publish is committed with it
    this.answers.push([item, () => this.answerOf(item, 'done', answer ?? null)]);
    this.noteUnparked(item);
  }

  private answerOf({ shard }: Item<P>, outcome: WorkAnswer['outcome'], answer: Uint8Array | null): WorkAnswer {
    return { outcome, answer, shard, position: this.headOf(shard).publicPosition };
  }

  /** The work fails by itself: its caller is told, or its case is parked with the work at the head of the queue. */
  private fail(item: Item<P>, error: Error): void {
    if (item.work.origin.kind === 'command' && this.input.unparking === undefined) {
      this.answers.push([item, error]);
      return;
    }
    this.park(item, wordsOf(error));
    if (this.input.unparking === undefined) this.queue(item);
    this.answers.push([item, this.answerOf(item, 'queued', null)]);
  }

  private exhausted(item: Item<P>): void {
    const { origin } = item.work;
    if (origin.kind !== 'errand') return;
    this.park(
      item,
      `the errand ${origin.errand.split('|').slice(3).join(' ')} was tried ${String(origin.attempt)} times without success`,
    );
    this.effects.errandsExhausted.add(origin.errand);
    this.answers.push([item, this.answerOf(item, 'queued', null)]);
  }

  private park({ work, shard }: Item<P>, reason: string): void {
    this.parkedNow.set(work.caseId, reason);
    this.effects.parked.set(work.caseId, {
      case_id: work.caseId,
      shard,
      parked_at: this.now,
      reason,
      origin: work.origin.kind,
    });
  }

  /** The case is parked: commands are told so, everything else waits in order. */
  private behind(item: Item<P>, reason: string): void {
    if (item.work.origin.kind === 'command' && this.input.unparking === undefined) {
      this.answers.push([item, new CaseParked(item.work.caseId, reason)]);
      return;
    }
    if (this.input.unparking === undefined) this.queue(item);
    this.answers.push([item, this.answerOf(item, 'queued', null)]);
  }

  private queue({ work }: Item<P>): void {
    const { caseId, stream, cause, origin, payload } = work;
    this.effects.queued.push({ caseId, stream, cause, origin, payload: this.parts.handler.pack(payload) });
    if (this.effects.queued.length > PARKED_QUEUE_MAX * 10) throw new TryLater('too much waits behind parked cases');
    // it waits in the queue now, and nowhere else
    if (origin.kind === 'timer') this.setTimer(stream, origin.timer, null, false);
    if (origin.kind === 'errand') this.effects.errandsDone.add(origin.errand);
  }

  private noteUnparked(item: Item<P>): void {
    const { unparking } = this.input;
    if (unparking === undefined) return;
    this.unparkedUpTo = unparking.seqs[this.input.items.indexOf(item)] ?? this.unparkedUpTo;
  }

  private project(): void {
    for (const [stream, { before, now, events }] of this.streams) {
      const first = events[0];
      if (first === undefined) continue;
      try {
        for (const change of this.parts.handler.project(stream, events, before.state, now.state))
          this.effects.register(first.shard, stream, change);
      } catch (error) {
        throw new Culprit(this.caseOfStream(stream), asError(error));
      }
    }
  }

  private caseOfStream(stream: string): string {
    return this.input.items.find(({ work }) => work.stream === stream)?.work.caseId ?? stream;
  }

  private moveOn({ ends, marks }: Judged): void {
    this.input.steps.forEach(({ batch }, index) => {
      if (ends[index]?.kind !== 'committed') return;
      const { consumer, topic, partition, nextOffset } = batch;
      this.effects.places.push({ consumer, topic, partition, next: String(nextOffset) });
    });
    const consumer = this.input.steps[0]?.batch.consumer;
    if (consumer === undefined) return;
    for (const [key, { topic, source, shard, position }] of marks)
      this.effects.marks.set(key, { consumer, topic, source, shard, position });
  }

  private async write(commit: boolean): Promise<void> {
    const { session, errandOwner, errandLeaseMillis } = this.parts;
    const { unparking } = this.input;
    if (unparking !== undefined) {
      const whole = !this.parkedNow.has(unparking.caseId);
      this.effects.unparked = { caseId: unparking.caseId, upTo: this.unparkedUpTo, whole };
    }
    const statement = this.effects.statement(this.heads, this.touched, errandOwner, errandLeaseMillis);
    if (!commit) {
      await session.send(statement);
      await session.rollBack();
      return;
    }
    const [, committed] = await session.send(statement, 'commit');
    if (committed?.command !== 'COMMIT') throw new TryLater('the transaction was rolled back');
  }

  private result({ ends }: Judged): TurnResult<P> {
    return {
      ends,
      answers: this.answers.map(([item, answer]) => [item, typeof answer === 'function' ? answer() : answer]),
      effects: this.effects,
      heads: this.heads,
      unparkedWhole: this.effects.unparked?.whole ?? false,
    };
  }

  private hold(key: string, stream: string, data: unknown): void {
    const own = this.holders.get(key) ?? new Map<string, unknown>();
    this.holders.set(key, own);
    own.set(stream, data);
  }

  private tracked(stream: string): Tracked<S> {
    const tracked = this.streams.get(stream);
    if (tracked === undefined) throw new TypeError(`${stream} is no stream of this turn`);
    return tracked;
  }

  private headOf(shard: number): Head {
    const head = this.heads.get(shard);
    if (head === undefined) throw new TypeError(`there is no shard ${String(shard)}`);
    return head;
  }
}

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error('failed'));
