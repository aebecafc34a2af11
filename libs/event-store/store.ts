import { randomInt } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';
import { Consumption } from './consumption.js';
import { counts, type Counts } from './counts.js';
import { ErrandRows, livingSql } from './errand-rows.js';
import { Errands, type ErrandCall } from './errands.js';
import { wordsOf } from './fault.js';
import { Feed, type StreamPage, type StreamPlace } from './feed.js';
import { CONSUME_PATIENCE_MILLIS, ROOM_LOOK_MILLIS } from './limits.js';
import { dropRegisters, layGround, noteShape, releaseGround, type Ground } from './ground.js';
import type { Item } from './item.js';
import type { StoreOptions } from './options.js';
import { StoreOutbox } from './outbox.js';
import { packFigures, type PackFigures } from './packs/figures.js';
import { Packing } from './packs/packing.js';
import type { Packed } from './packs/pack-old.js';
import { Packs } from './packs/packs.js';
import { Parked, type RetryOutcome } from './parked.js';
import { PositionWaits } from './position-waits.js';
import { rebuild } from './rebuild.js';
import { registerRows, registerWriteSql, strayRows } from './registers.js';
import { readerPool, Session } from './session.js';
import { caseIdOf, shardOf } from './shard-of.js';
import { States } from './states.js';
import { Stops } from './stops.js';
import { Timers } from './timers.js';
import { defaultTuning, type Tuning } from './tuning.js';
import { Turns } from './turns.js';
import type { TurnResult } from './turn.js';
import {
  TooBusy,
  TryLater,
  type Consumed,
  type ConsumedBatch,
  type ParkedCase,
  type ParkedDetail,
  type StoredEvent,
  type Work,
  type WorkAnswer,
} from './types.js';

/** What brings the outside and the time into a store. */
export interface StoreWork<P> {
  readonly call: (errand: ErrandCall) => Promise<Uint8Array | null>;
  /** How long a call of this port may take, in milliseconds; absent: as long as any other. */
  readonly patience?: (port: string) => number | undefined;
  readonly answerWork: (errand: Omit<ErrandCall, 'signal'>, answer: Uint8Array | null) => Work<P>;
  /** Resolves when everything published before the call has been heard; absent: this service hears nothing. */
  readonly caughtUp?: () => Promise<void>;
}

/** One service's events and everything that goes with them. `S` is the state of a stream, `P` what waits for a turn. */
export interface EventStore<P, S> {
  /** @throws CauseReused, CaseParked, TooBusy, TryLater, or what the decision threw */
  submit(work: Work<P>): Promise<WorkAnswer>;
  consume(batches: readonly ConsumedBatch<P>[]): Promise<readonly Consumed[]>;
  placeOf(consumer: string, topic: string, partitions: readonly number[]): Promise<readonly bigint[]>;
  readStream(stream: string, options?: { readonly untilAt?: number }): Promise<readonly StoredEvent[]>;
  eventsOfCase(caseId: string): Promise<readonly StoredEvent[]>;
  /** Streams in the order in which they began; begin with `null`. */
  streams(after: StreamPlace | null, limit: number): Promise<StreamPage>;
  readStreams(streams: readonly string[]): Promise<ReadonlyMap<string, readonly StoredEvent[]>>;
  eventsAfter(shard: number, position: number, limit?: number): Promise<readonly StoredEvent[]>;
  registerRows(register: string, streams: readonly string[]): Promise<readonly Record<string, unknown>[]>;
  /** Keys of rows of a register of which no stream tells, at most `limit`: none, unless somebody else wrote it. */
  strayRows(register: string, limit: number): Promise<readonly (readonly unknown[])[]>;
  /** What is kept beside these streams; a stream without a secret is missing. */
  secrets(streams: readonly string[]): Promise<ReadonlyMap<string, Uint8Array>>;
  /** Rows of the new table. @throws RangeError for a register the service does not have */
  rebuildRegister(name: string): Promise<number>;
  /** `false` when it did not come within `millis`. */
  waitForPosition(shard: number, position: number, millis: number): Promise<boolean>;
  readonly outbox: StoreOutbox;
  readonly parked: {
    list(): Promise<readonly ParkedCase[]>;
    show(caseId: string): Promise<ParkedDetail<P> | null>;
    retry(caseId: string): Promise<RetryOutcome>;
    resolve(caseId: string, reason: string): Promise<RetryOutcome>;
  };
  /** Partitions at which this service stopped, and their repair. */
  readonly stops: Stops;
  counts(): Promise<Counts>;
  /** Moves whatever is old enough into packs now, which is done now and then anyway. `null`: another process is at it. */
  pack(): Promise<Packed | null>;
  packFigures(): Promise<PackFigures>;
  /** Events written by this process since its start, by type. */
  readonly written: ReadonlyMap<string, number>;
  /** `null` when the database answers. */
  health(): Promise<string | null>;
  /** Begins with errands and timers. */
  start(work: StoreWork<P>): void;
  close(): Promise<void>;
  /** Never set: ties the state's type to the store. */
  readonly stateType?: S;
}

/** @throws ShardsDiffer, or whatever the database says when it cannot be reached */
export async function openEventStore<P, S>(options: StoreOptions<P, S>): Promise<EventStore<P, S>> {
  const ground = await layGround(options.ownerConnectionString, options.shards, options.registers);
  const store = new PostgresStore(options, ground);
  try {
    await store.settle();
    await releaseGround(ground);
  } catch (error) {
    await store.close();
    throw error;
  }
  return store;
}

class PostgresStore<P, S> implements EventStore<P, S> {
  readonly outbox: StoreOutbox;
  readonly parked: Parked<P, S>;
  readonly stops: Stops;
  readonly written = new Map<string, number>();
  private readonly session: Session;
  private readonly pool: pg.Pool;
  private readonly feed: Feed;
  private readonly turns: Turns<P, S>;
  private readonly packing: Packing;
  private readonly consumption: Consumption<P, S>;
  private readonly waits: PositionWaits;
  private readonly errandRows: ErrandRows;
  private errands: Errands<P> | null = null;
  private timers: Timers | null = null;
  private closed = false;
  private readonly tuning: Tuning;

  constructor(
    private readonly options: StoreOptions<P, S>,
    private readonly ground: Ground,
  ) {
    const { connectionString, service, shards, handler, clock, log, desks } = options;
    const owner = randomInt(1, 2 ** 31 - 1);
    const tuning = { ...defaultTuning, ...options.tuning };
    this.tuning = tuning;
    this.session = new Session(connectionString, `${service} turns`, tuning);
    this.pool = readerPool(connectionString, `${service} readers`, tuning, (error) => {
      log.warn({ error: wordsOf(error) }, 'a reading session was lost');
    });
    const packs = new Packs(async ({ name, text, values }) => {
      return (await this.pool.query<Record<string, unknown>>({ name, text, values: [...values] })).rows;
    });
    this.feed = new Feed(this.pool, packs, shards, desks);
    this.outbox = new StoreOutbox(service, shards, this.pool, packs);
    this.packing = new Packing({ ...options, connectionString: options.ownerConnectionString, tuning });
    this.waits = new PositionWaits(this.feed);
    this.errandRows = new ErrandRows(this.pool, owner, tuning.errandLeaseMillis);
    const parts = {
      session: this.session,
      handler,
      states: new States<S>(handler, packs),
      now: () => Math.floor(clock.now()),
      errandOwner: owner,
      tuning,
      switchOff: options.switchOff,
    };
    this.turns = new Turns(
      parts,
      (result) => {
        this.committed(result);
      },
      (words, error) => {
        log.warn({ error: wordsOf(error) }, words);
      },
    );
    this.stops = new Stops(this.pool, tuning.parkedQueueMax);
    this.consumption = new Consumption(this.turns, shards, tuning, (batch, end) => this.stops.note(batch, end));
    this.parked = new Parked({
      pool: this.pool,
      turns: this.turns,
      handler,
      shards,
      now: parts.now,
      errands: () => this.errands,
    });
  }

  async submit(work: Work<P>): Promise<WorkAnswer> {
    if (this.closed) throw new TryLater('the store is closed');
    if (this.turns.works >= this.tuning.waitingWorksMax || !this.asksMore()) throw new TooBusy(1);
    return this.bring({ work, shard: shardOf(work.caseId, this.options.shards) });
  }

  /** @throws TryLater when the outside has not answered enough in time: what is not taken waits in the stream */
  async consume(batches: readonly ConsumedBatch<P>[]): Promise<readonly Consumed[]> {
    const until = performance.now() + CONSUME_PATIENCE_MILLIS;
    while (!this.asksMore()) {
      if (this.closed || performance.now() > until) throw new TryLater('too much waits for answers of the outside');
      await pause(ROOM_LOOK_MILLIS);
    }
    return this.consumption.consume(batches);
  }

  async placeOf(consumer: string, topic: string, partitions: readonly number[]): Promise<readonly bigint[]> {
    const { rows } = await this.pool.query<{ partition: number; next: string }>({
      name: 'places',
      text: 'select partition, next from place where consumer = $1 and topic = $2',
      values: [consumer, topic],
    });
    const known = new Map(rows.map(({ partition, next }) => [partition, BigInt(next)]));
    return partitions.map((partition) => known.get(partition) ?? 0n);
  }

  readStream(stream: string, options: { readonly untilAt?: number } = {}): Promise<readonly StoredEvent[]> {
    return this.feed.stream(stream, options);
  }

  eventsOfCase(caseId: string): Promise<readonly StoredEvent[]> {
    return this.feed.ofCase(caseId);
  }

  streams(after: StreamPlace | null, limit: number): Promise<StreamPage> {
    return this.feed.streams(after, limit);
  }

  readStreams(streams: readonly string[]): Promise<ReadonlyMap<string, readonly StoredEvent[]>> {
    return this.feed.ofStreams(streams);
  }

  eventsAfter(shard: number, position: number, limit?: number): Promise<readonly StoredEvent[]> {
    return this.feed.after(shard, position, limit);
  }

  registerRows(register: string, streams: readonly string[]): Promise<readonly Record<string, unknown>[]> {
    return registerRows(this.pool, this.register(register), streams);
  }

  strayRows(register: string, limit: number): Promise<readonly (readonly unknown[])[]> {
    return strayRows(this.pool, this.register(register), limit);
  }

  async secrets(streams: readonly string[]): Promise<ReadonlyMap<string, Uint8Array>> {
    const { rows } = await this.pool.query<{ stream: string; value: Buffer }>({
      name: 'secrets',
      text: 'select stream, value from secret where stream = any ($1)',
      values: [streams],
    });
    return new Map(rows.map(({ stream, value }) => [stream, value]));
  }

  async rebuildRegister(name: string): Promise<number> {
    const table = this.register(name);
    const owner = await this.ground.owner.ready();
    await owner.query('select pg_advisory_lock(hashtext($1))', [`rebuild ${name}`]);
    try {
      return await rebuild(await this.rebuilding(), [table]);
    } finally {
      await owner.query('select pg_advisory_unlock(hashtext($1))', [`rebuild ${name}`]);
    }
  }

  /** Before anything is served: registers that are new to old events, or of another shape, are built; this owner lives. */
  async settle(): Promise<void> {
    const { owner, stale, gone } = this.ground;
    if (stale.length > 0) {
      await rebuild(await this.rebuilding(), stale, async (client) => {
        for (const table of stale) await noteShape(client, table);
        await client.query(registerWriteSql(this.options.registers));
      });
    }
    await dropRegisters(await owner.ready(), gone);
    await owner.always(livingSql(this.errandRows.owner));
    await this.errandRows.live();
  }

  waitForPosition(shard: number, position: number, millis: number): Promise<boolean> {
    return this.waits.wait(shard, position, millis);
  }

  counts(): Promise<Counts> {
    const { turnsDone: turns, worksDone: works } = this.turns;
    return counts(this.pool, Math.floor(this.options.clock.now()), { turns, works });
  }

  pack(): Promise<Packed | null> {
    return this.packing.once();
  }

  packFigures(): Promise<PackFigures> {
    return packFigures(this.pool);
  }

  async health(): Promise<string | null> {
    try {
      await this.pool.query('select 1');
      return null;
    } catch (error) {
      return wordsOf(error);
    }
  }

  start({ call, patience, answerWork, caughtUp = () => Promise.resolve() }: StoreWork<P>): void {
    const { shards, log, timerWork, clock } = this.options;
    const { tuning } = this;
    this.packing.begin();
    this.errands = new Errands<P>({
      rows: this.errandRows,
      shards,
      tuning,
      call,
      patience,
      answerWork,
      submit: async (item) => {
        await this.bring(item);
      },
      failed: (port, error) => {
        log.warn({ port, error: wordsOf(error) }, 'an errand failed and is tried again');
      },
    });
    this.timers = new Timers({
      pool: this.pool,
      clock,
      tuning,
      caughtUp,
      fire: async ({ stream, kind, dueAt }) => {
        const caseId = caseIdOf(stream);
        await this.bring({ work: timerWork(stream, caseId, kind, dueAt), shard: shardOf(caseId, shards) });
      },
      failed: (error) => {
        log.warn({ error: wordsOf(error) }, 'a timer could not be fired and is tried again');
      },
    });
  }

  async close(): Promise<void> {
    this.closed = true;
    await this.packing.close();
    await this.timers?.close();
    await this.errands?.close();
    await this.consumption.close();
    await this.turns.close();
    this.waits.close();
    await this.session.close();
    await this.errandRows.leave().catch((error: unknown) => {
      this.options.log.warn({ error: wordsOf(error) }, 'the errands could not be handed over');
    });
    await this.pool.end();
    await this.ground.owner.close();
  }

  private asksMore(): boolean {
    return (this.errands?.pressing ?? 0) < this.tuning.openErrandsMax;
  }

  private bring(item: Omit<Item<P>, 'settle'>): Promise<WorkAnswer> {
    return new Promise((resolve, reject) => {
      const settle = (result: WorkAnswer | Error): void => {
        if (result instanceof Error) reject(result);
        else resolve(result);
      };
      this.turns.enqueue({ items: [{ ...item, settle }], steps: [], done: () => undefined, failed: reject });
    });
  }

  private committed({ effects, heads }: TurnResult<P>): void {
    this.outbox.appended(effects.events);
    for (const { type } of effects.events) this.written.set(type, (this.written.get(type) ?? 0) + 1);
    for (const { stream, errand } of effects.errands) this.errands?.take(stream, errand);
    this.errands?.drop(effects.errandsDone);
    if (effects.questionsDropped.size > 0) this.errands?.dropQuestions(effects.questionsDropped);
    for (const { due_at } of effects.timers.values()) if (due_at !== null) this.timers?.set(due_at);
    for (const [shard, { publicPosition }] of heads) this.waits.reached(shard, publicPosition);
  }

  private async rebuilding() {
    const { owner, serviceRole } = this.ground;
    return { owner: await owner.ready(), feed: this.feed, handler: this.options.handler as never, serviceRole };
  }

  private register(name: string) {
    const table = this.options.registers.find((one) => one.name === name);
    if (table === undefined) throw new RangeError(`${this.options.service} has no register ${name}`);
    return table;
  }
}
