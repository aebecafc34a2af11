import { setTimeout as pause } from 'node:timers/promises';
import { findCulprits } from './culprits.js';
import { isMachineFault } from './fault.js';
import type { Item, Step, Unparking } from './item.js';
import {
  BACK_OFF_FIRST_MILLIS,
  BACK_OFF_MOST_MILLIS,
  MORE_CLAIMS_MAX,
  PREPARATIONS_MAX,
  UNEXPLAINED_MAX,
} from './limits.js';
import { prepareAll } from './preparing.js';
import { asError, Culprit, NeedsClaims, QueueFull } from './turn-errors.js';
import { Turn, type TurnInput, type TurnParts, type TurnResult } from './turn.js';
import { TryLater, type ConsumedBatch } from './types.js';

/** What comes into a turn together and is answered together. */
export interface Entry<P> {
  readonly items: readonly Item<P>[];
  readonly steps: readonly Step<P>[];
  readonly unparking?: Unparking<P>;
  /** Told when it is committed, with what became of the steps. */
  readonly done: (result: Pick<TurnResult<P>, 'ends' | 'unparked'>) => void;
  /** Told when the machine does not let it through for too long: nothing was written. */
  readonly failed: (error: Error) => void;
}

interface Waiting<P> extends Entry<P> {
  readonly since: number;
}

/** What the attempts at one turn have shown so far. */
interface Shown<P> {
  readonly culprits: Map<Item<P>, Error>;
  readonly moreClaims: Set<string>;
  readonly stops: Map<ConsumedBatch<P>, string>;
  claimRounds: number;
  unexplained: number;
}

/** Told of a turn that is tried again, and of one the culprit search could not explain: a bug of ours, never silence. */
type Alarm = (words: string, error: unknown) => void;

/**
 * The one lane in which a process writes. Whatever waits is taken together, up to a limit, and shares one transaction; what
 * needs keys is prepared beside the transaction that is under way, and order is kept.
 */
export class Turns<P, S> {
  private arrived: Waiting<P>[] = [];
  private ready: Waiting<P>[] = [];
  private preparations = 0;
  private gathering = false;
  private order: Promise<void> = Promise.resolve();
  private running: Promise<void> | null = null;
  private closing = false;
  works = 0;
  turnsDone = 0;
  worksDone = 0;

  constructor(
    private readonly parts: TurnParts<P, S>,
    private readonly committed: (result: TurnResult<P>) => void,
    private readonly alarm: Alarm,
  ) {}

  enqueue(entry: Entry<P>): void {
    this.works += entry.items.length;
    this.arrived.push({ ...entry, since: performance.now() });
    this.gather();
  }

  /** Lets what waits be written; what the machine does not let through now is given back. */
  async close(): Promise<void> {
    this.closing = true;
    while (this.running !== null || this.gathering || this.preparations > 0 || this.ready.length > 0) {
      await (this.running ?? this.order);
      await new Promise(setImmediate);
    }
  }

  private gather(): void {
    if (this.gathering || this.preparations >= PREPARATIONS_MAX) return;
    this.gathering = true;
    // what the same turn of the event loop brings is prepared together
    setImmediate(() => {
      this.gathering = false;
      const entries = this.arrived;
      this.arrived = [];
      if (entries.length > 0) this.prepare(entries);
    });
  }

  private prepare(entries: readonly Waiting<P>[]): void {
    this.preparations += 1;
    const prepared = prepareAll(this.parts.handler, entries);
    this.order = this.order.then(async () => {
      const { fit, held } = await prepared;
      this.preparations -= 1;
      for (const [entry, error] of held) this.giveBack(entry, error);
      for (const entry of fit) this.ready.push(entry);
      this.kick();
      if (this.arrived.length > 0) this.gather();
    });
  }

  private giveBack(entry: Waiting<P>, error: Error): void {
    this.works -= entry.items.length;
    entry.failed(error);
  }

  private kick(): void {
    if (this.running !== null || this.ready.length === 0) return;
    this.running = this.drain().finally(() => {
      this.running = null;
      this.kick();
    });
  }

  /** While the database opens a turn, those who waited for the one before are told. */
  private async drain(): Promise<void> {
    let settle: () => void = () => undefined;
    for (;;) {
      let entries = this.next();
      if (entries.length === 0) {
        // whoever is told may bring more
        settle();
        settle = () => undefined;
        entries = this.next();
      }
      if (entries.length === 0) return;
      const performing = this.perform(entries);
      settle();
      settle = await performing;
    }
  }

  private next(): Waiting<P>[] {
    const taken: Waiting<P>[] = [];
    let works = 0;
    for (const entry of this.ready) {
      const alone = entry.unparking !== undefined;
      if (taken.length > 0 && (alone || works + entry.items.length > this.parts.tuning.turnWorksMax)) break;
      taken.push(entry);
      works += entry.items.length;
      if (alone) break;
    }
    this.ready = this.ready.slice(taken.length);
    return taken;
  }

  /** @returns what tells those who wait; the turn is committed by then */
  private async perform(all: Waiting<P>[]): Promise<() => void> {
    const shown: Shown<P> = {
      culprits: new Map(),
      moreClaims: new Set(),
      stops: new Map(),
      claimRounds: 0,
      unexplained: 0,
    };
    let entries = all;
    for (let attempt = 0; entries.length > 0; attempt += 1) {
      let result: TurnResult<P>;
      try {
        const turn = new Turn(this.parts, inputOf(entries, shown));
        result = await turn.run();
        turn.keepStates();
      } catch (error) {
        await this.parts.session.rollBack();
        entries = await this.learn(entries, shown, asError(error), attempt);
        continue;
      }
      const waiting = entries;
      return () => {
        this.settle(waiting, result);
      };
    }
    return () => undefined;
  }

  /** After the commit nothing may run the turn again, whatever those who are told do. */
  private settle(entries: readonly Waiting<P>[], result: TurnResult<P>): void {
    const works = entries.reduce((sum, { items }) => sum + items.length, 0);
    this.works -= works;
    this.worksDone += works;
    this.turnsDone += 1;
    this.tell(() => {
      this.committed(result);
    });
    for (const [item, answer] of result.answers) this.tell(() => item.settle?.(answer));
    let from = 0;
    for (const { steps, done } of entries) {
      const ends = result.ends.slice(from, from + steps.length);
      from += steps.length;
      this.tell(() => {
        done({ ends, unparked: result.unparked });
      });
    }
  }

  private tell(listener: () => void): void {
    try {
      listener();
    } catch (error) {
      this.alarm('a turn is committed, and somebody who was told of it failed', error);
    }
  }

  /** What a failed attempt shows; answers the entries to try again with. */
  private async learn(entries: Waiting<P>[], shown: Shown<P>, error: Error, attempt: number): Promise<Waiting<P>[]> {
    if (error instanceof TryLater || isMachineFault(error)) return this.backOff(entries, error, attempt);
    if (explained(entries, shown, error)) return entries;
    this.alarm('a turn failed, and not through the machine', error);
    const items = entries.flatMap((entry) => entry.items);
    const unparking = entries[0]?.unparking;
    const suspects = { items, culprits: shown.culprits, ...(unparking === undefined ? {} : { unparking }) };
    if ((await findCulprits(this.parts, suspects)) > 0) return entries;
    shown.unexplained += 1;
    if (shown.unexplained < UNEXPLAINED_MAX) return entries;
    for (const entry of entries) this.giveBack(entry, error);
    return [];
  }

  /** Whoever waits for an answer is told to come back before his own patience ends; nothing of his was written. */
  private async backOff(entries: Waiting<P>[], error: Error, attempt: number): Promise<Waiting<P>[]> {
    this.alarm('a turn is tried again', error);
    await pause(Math.min(BACK_OFF_MOST_MILLIS, BACK_OFF_FIRST_MILLIS * 2 ** attempt) * (0.5 + Math.random() / 2));
    const now = performance.now();
    return entries.filter((entry) => {
      if (!this.closing && now - entry.since < this.parts.tuning.commandPatienceMillis) return true;
      this.giveBack(entry, new TryLater(error.message));
      return false;
    });
  }
}

/** What the turn itself says of its failure. */
function explained<P>(entries: readonly Waiting<P>[], shown: Shown<P>, error: Error): boolean {
  const { culprits, stops } = shown;
  if (error instanceof Culprit) return addTo(culprits, error.item as Item<P>, error.reason);
  if (error instanceof NeedsClaims) {
    shown.claimRounds += 1;
    for (const key of error.keys) shown.moreClaims.add(key);
    return shown.claimRounds < MORE_CLAIMS_MAX || addTo(culprits, error.item as Item<P>, error);
  }
  if (!(error instanceof QueueFull)) return false;
  const step = entries.flatMap(({ steps }) => steps).find(({ items }) => items.includes(error.item as Item<P>));
  return step !== undefined && addTo(stops, step.batch, error.message);
}

function addTo<K, V>(map: Map<K, V>, key: K, value: V): boolean {
  if (map.has(key)) return false;
  map.set(key, value);
  return true;
}

function inputOf<P>(entries: readonly Waiting<P>[], { culprits, moreClaims, stops }: Shown<P>): TurnInput<P> {
  const items = entries.flatMap((entry) => entry.items);
  const steps = entries.flatMap((entry) => entry.steps);
  const shards = new Set([...items.map(({ shard }) => shard), ...steps.map(({ batch }) => batch.partition)]);
  const unparking = entries[0]?.unparking;
  if (unparking !== undefined) shards.add(unparking.shard);
  const ascending = [...shards].sort((a, b) => a - b);
  const input = { items, steps, shards: ascending, culprits, moreClaims, stops };
  return unparking === undefined ? input : { ...input, unparking };
}
