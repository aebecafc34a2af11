import { committedAfterAll } from './commit-fate.js';
import { Effects } from './effects.js';
import { isMachineFault, wordsOf } from './fault.js';
import type { Item, Step, StepEnd, Unparking } from './item.js';
import { judgeSteps, type Judged } from './judge-steps.js';
import { openTurn, pairKey, stillQueued, type Head, type Opened } from './opened.js';
import type { Guard } from './options.js';
import type { Session } from './session.js';
import type { States } from './states.js';
import { passesOf } from './stops.js';
import type { Tuning } from './tuning.js';
import { TurnAnswers } from './turn-answers.js';
import { TurnClaims } from './turn-claims.js';
import { asError, Culprit, NeedsClaims } from './turn-errors.js';
import { TurnParking } from './turn-parking.js';
import { TurnStreams, type Fresh } from './turn-streams.js';
import { CaseParked, TryLater, type ConsumedBatch, type Outcome, type TurnHandler, type WorkAnswer } from './types.js';

/** What every turn of a store is made with. */
export interface TurnParts<P, S> {
  readonly session: Session;
  readonly handler: TurnHandler<P, S>;
  readonly states: States<S>;
  readonly now: () => number;
  readonly errandOwner: number;
  readonly tuning: Tuning;
  readonly switchOff?: Guard | undefined;
}

/** What one turn is given, and what earlier attempts at it have shown. */
export interface TurnInput<P> {
  readonly items: readonly Item<P>[];
  readonly steps: readonly Step<P>[];
  readonly shards: readonly number[];
  /** Works that fail by themselves, not through the machine, with the reason. */
  readonly culprits: ReadonlyMap<Item<P>, Error>;
  /** Keys that a decision turned out to need besides those asked for at the beginning. */
  readonly moreClaims: ReadonlySet<string>;
  /** Batches that cannot be taken, with the reason. */
  readonly stops: ReadonlyMap<ConsumedBatch<P>, string>;
  readonly unparking?: Unparking<P>;
}

export interface TurnResult<P> {
  readonly ends: readonly StepEnd[];
  readonly answers: readonly (readonly [Item<P>, WorkAnswer | Error])[];
  readonly effects: Effects;
  readonly heads: ReadonlyMap<number, Head>;
  /** Of a queue that was worked off: whether nothing failed, and how many works were done with. */
  readonly unparked: { readonly whole: boolean; readonly workedOff: number };
}

/** One transaction: lock, read, decide, write, commit. Nothing in it waits for anything but the database. */
export class Turn<P, S> {
  private readonly effects = new Effects();
  private readonly streams: TurnStreams<S>;
  private readonly claims: TurnClaims<P, S>;
  private readonly parking: TurnParking<P>;
  private readonly answers: TurnAnswers<P>;
  private opened!: Opened;
  private now = 0;

  constructor(
    private readonly parts: TurnParts<P, S>,
    private readonly input: TurnInput<P>,
  ) {
    const { handler, tuning } = parts;
    this.streams = new TurnStreams(handler);
    this.claims = new TurnClaims(handler, (stream) => this.streams.known(stream), this.effects);
    this.parking = new TurnParking(handler, this.effects, tuning.parkedQueueMax, input.unparking);
    const answersKept = parts.switchOff !== 'command-answers';
    this.answers = new TurnAnswers((shard) => this.streams.head(shard), this.effects, answersKept);
  }

  /**
   * @param commit `false`: everything is tried and rolled back, to see whether it fails
   * @throws Culprit, NeedsClaims, QueueFull, or whatever the database says
   */
  async run(commit = true): Promise<TurnResult<P>> {
    const { session, states } = this.parts;
    const { items, steps, shards, moreClaims } = this.input;
    this.opened = await openTurn(session, items, steps, shards);
    const judged = await this.judge();
    const standing = await this.standing(judged);
    this.streams.begin(this.opened.heads, await states.at(session, this.opened.versions));
    this.parking.begin(this.opened.parked);
    await this.claims.claim(session, standing.filter(this.mayClaim), moreClaims);
    this.now = this.parts.now();
    for (const item of standing) this.take(item);
    this.project();
    this.moveOn(judged);
    const unparked = this.parking.end();
    await this.write(commit);
    const { heads } = this.streams;
    return { ends: judged.ends, answers: this.answers.all(), effects: this.effects, heads, unparked };
  }

  /** After the commit: the states of the streams it wrote. */
  keepStates(): void {
    for (const [stream, , , now] of this.streams.moved()) this.parts.states.keep(stream, now);
  }

  /** Whether an operator repaired a gap is asked only when one shows. */
  private async judge(): Promise<Judged> {
    const { steps, stops } = this.input;
    const { switchOff } = this.parts;
    const guarded = { watermarks: switchOff !== 'watermark', places: switchOff !== 'place' };
    const terms = { stops, ...guarded, passes: new Map<string, bigint>() };
    const judged = judgeSteps(steps, this.opened, terms);
    const consumer = steps[0]?.batch.consumer;
    if (consumer === undefined || !judged.ends.some((end) => end.kind === 'gap')) return judged;
    const passes = await passesOf(this.parts.session, consumer);
    return passes.size === 0 ? judged : judgeSteps(steps, this.opened, { ...terms, passes });
  }

  private async standing({ ends, repeated }: Judged): Promise<readonly Item<P>[]> {
    const { items, steps, unparking } = this.input;
    if (unparking !== undefined) {
      // another operator, or another attempt, may have worked off some of them already
      const seqs = await stillQueued(this.parts.session, unparking.caseId);
      return items.filter((item) => seqs.has(unparking.seqOf.get(item) ?? -1));
    }
    if (steps.length === 0) return items;
    const fallen = new Set(steps.filter((_, index) => ends[index]?.kind !== 'committed').flatMap((step) => step.items));
    return items.filter((item) => {
      const { origin } = item.work;
      return !fallen.has(item) && (origin.kind !== 'record' || !repeated.has(origin.mark));
    });
  }

  private readonly mayClaim = (item: Item<P>): boolean =>
    item.failed === undefined &&
    !this.input.culprits.has(item) &&
    (item.errandEnd === undefined || item.errandEnd === 'done' || item.errandEnd === 'asked-again');

  private take(item: Item<P>): void {
    const { caseId, origin } = item.work;
    if (origin.kind === 'command' && this.answers.before(item, this.opened.commands)) return;
    if (!this.stillWanted(item)) {
      this.parking.passed(item);
      this.answers.give(item, 'repeated');
      return;
    }
    if (this.endsUnheard(item)) return;
    const reason = this.parking.reasonFor(caseId);
    const failure = item.failed ?? this.input.culprits.get(item);
    if (reason !== undefined) this.behind(item, reason);
    else if (failure !== undefined) this.fail(item, failure);
    else this.decide(item);
  }

  /** A timer or an errand that another instance was faster with, or that was taken down meanwhile. */
  private stillWanted({ work: { stream, origin } }: Item<P>): boolean {
    const unparking = this.input.unparking !== undefined;
    if (origin.kind === 'timer') {
      const untouched = !this.effects.timers.has(pairKey(stream, origin.timer));
      return untouched && (unparking || this.opened.timers.get(pairKey(stream, origin.timer)) === origin.dueAt);
    }
    if (origin.kind !== 'errand' || unparking) return true;
    return this.opened.errands.has(origin.errand) && !this.effects.errandsDone.has(origin.errand);
  }

  /** Ends of errands that are no answer: the desk does not hear of them. */
  private endsUnheard(item: Item<P>): boolean {
    const { origin } = item.work;
    if (origin.kind !== 'errand' || (item.errandEnd !== 'exhausted' && item.errandEnd !== 'given-up')) return false;
    if (item.errandEnd === 'exhausted') this.parking.exhausted(item, this.now);
    else this.effects.errandsDone.add(origin.errand);
    this.answers.give(item, 'done');
    return true;
  }

  private decide(item: Item<P>): void {
    const { work, shard } = item;
    let outcome: Outcome;
    let fresh: Fresh<S>;
    try {
      const holders = this.claims.holdersFor(item);
      outcome = this.parts.handler.decide(work, this.streams.known(work.stream).state, { holders, now: this.now });
      fresh = this.streams.fold(work, shard, this.now, outcome.events);
    } catch (error) {
      if (error instanceof NeedsClaims || error instanceof Culprit || error instanceof TryLater) throw error;
      this.fail(item, asError(error));
      return;
    }
    this.streams.keep(work.stream, shard, fresh);
    for (const event of fresh.events) this.effects.events.push(event);
    this.consequences(item, outcome);
    this.answers.done(item, outcome);
    this.parking.passed(item);
  }

  private consequences(item: Item<P>, outcome: Outcome): void {
    const { stream, origin } = item.work;
    // what was queued has left its own row when it was queued
    if (this.input.unparking === undefined) {
      if (origin.kind === 'timer') this.effects.timer(stream, origin.timer, null, false);
      if (origin.kind === 'errand' && item.errandEnd === 'asked-again' && outcome.dropQuestions !== true)
        this.effects.askedAgain(origin.errand, origin.attempt);
      else if (origin.kind === 'errand') this.effects.errandsDone.add(origin.errand);
    }
    for (const { kind, dueAt, deadline } of outcome.timers ?? [])
      this.effects.timer(stream, kind, dueAt, deadline === true);
    if (outcome.secret !== undefined) this.effects.secrets.set(stream, outcome.secret);
    if (outcome.replacesSecret === true) this.effects.secretsReplaced.add(stream);
    this.claims.apply(stream, outcome);
    for (const errand of outcome.errands ?? []) this.effects.errands.push({ stream, errand });
    // what moves nothing comes to a stream whose questions were dropped when it moved
    if (outcome.dropQuestions === true && outcome.events.length > 0) this.effects.questionsDropped.add(stream);
    for (const change of outcome.registers ?? []) this.effects.register(change);
  }

  /** The work fails by itself: its caller is told, or its case is parked with the work at the head of the queue. */
  private fail(item: Item<P>, error: Error): void {
    if (item.work.origin.kind === 'command' && this.input.unparking === undefined) {
      this.answers.fail(item, error);
      return;
    }
    this.parking.park(item, this.now, wordsOf(error));
    this.wait(item);
  }

  /** The case is parked: commands are told so, everything else waits in order. */
  private behind(item: Item<P>, reason: string): void {
    if (item.work.origin.kind === 'command' && this.input.unparking === undefined)
      this.answers.fail(item, new CaseParked(item.work.caseId, reason));
    else this.wait(item);
  }

  private wait(item: Item<P>): void {
    try {
      if (this.input.unparking === undefined) this.parking.queue(item);
      this.answers.give(item, 'queued');
    } catch (error) {
      if (!(error instanceof TryLater)) throw error;
      this.answers.fail(item, error);
    }
  }

  /** A failure here is found by trial: it may come of any event of the stream. */
  private project(): void {
    for (const [stream, events, before, now] of this.streams.moved()) {
      for (const change of this.parts.handler.project(stream, events, before.state, now.state))
        this.effects.register(change);
    }
  }

  private moveOn({ ends, marks }: Judged): void {
    const consumer = this.input.steps[0]?.batch.consumer;
    if (consumer === undefined) return;
    this.input.steps.forEach(({ batch: { topic, partition, nextOffset } }, index) => {
      if (ends[index]?.kind !== 'committed') return;
      const next = this.parts.switchOff === 'place' ? '0' : String(nextOffset);
      this.effects.places.push({ consumer, topic, partition, next });
    });
    for (const [key, { topic, source, shard, position }] of marks)
      this.effects.marks.set(key, { consumer, topic, source, shard, position });
  }

  private async write(commit: boolean): Promise<void> {
    const { session, errandOwner, tuning } = this.parts;
    const terms = { owner: errandOwner, attemptsMax: tuning.errandAttemptsMax };
    const statement = this.effects.statement(this.streams.heads, this.streams.touched, terms);
    if (!commit) {
      await session.send(statement);
      await session.rollBack();
      return;
    }
    try {
      if (!(await session.commit(statement))) throw new TryLater('the transaction was rolled back');
    } catch (error) {
      if (!isMachineFault(error)) throw error;
      const { transaction } = this.opened;
      if (!(await committedAfterAll(session, transaction, this.effects, tuning.commandPatienceMillis))) throw error;
    }
  }
}
