import { setTimeout as pause } from 'node:timers/promises';
import { isMachineFault } from './fault.js';
import type { Item, Step, StepEnd, Unparking } from './item.js';
import {
  BACK_OFF_FIRST_MILLIS,
  BACK_OFF_MOST_MILLIS,
  COMMAND_PATIENCE_MILLIS,
  PREPARATIONS_MAX,
  TURN_WORKS_MAX,
} from './limits.js';
import { Culprit, NeedsClaims, Turn, type TurnInput, type TurnParts, type TurnResult } from './turn.js';
import { TryLater } from './types.js';

/** What comes into a turn together and is answered together. */
export interface Entry<P> {
  readonly items: readonly Item<P>[];
  readonly steps: readonly Step<P>[];
  readonly unparking?: Unparking;
  /** Told when it is committed, with what became of the steps. */
  readonly done: (result: { readonly ends: readonly StepEnd[]; readonly unparkedWhole: boolean }) => void;
  /** Told when the machine does not let it through for too long: nothing was written. */
  readonly failed: (error: Error) => void;
}

interface Waiting<P> extends Entry<P> {
  readonly since: number;
}

/** Told of a turn the culprit search could not explain: a bug of ours, never silence. */
type Alarm = (words: string, error: unknown) => void;

/** How often a turn that fails without a case to blame is run again before its works are given back. */
const UNEXPLAINED_MAX = 3;

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

  /** Takes no more, lets what waits be written. */
  async close(): Promise<void> {
    this.closing = true;
    while (this.running !== null || this.arrived.length > 0 || this.preparations > 0 || this.ready.length > 0) {
      await (this.running ?? this.order);
      await Promise.resolve();
      if (this.running === null && this.ready.length === 0) await new Promise(setImmediate);
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
    const prepared = this.prepared(entries);
    this.order = this.order.then(async () => {
      const fit = await prepared;
      this.preparations -= 1;
      this.ready.push(...fit);
      this.kick();
      if (this.arrived.length > 0) this.gather();
    });
  }

  /** Opens what is sealed. A case that cannot be opened fails by itself; a vault that is away holds everything up. */
  private async prepared(entries: readonly Waiting<P>[]): Promise<readonly Waiting<P>[]> {
    const { prepare } = this.parts.handler;
    if (prepare === undefined) return entries;
    const items = entries
      .flatMap((entry) => entry.items)
      .filter(({ failed, errandEnd }) => failed === undefined && errandEnd !== 'exhausted');
    try {
      await this.parts.handler.prepare?.(items.map(({ work }) => work));
      return entries;
    } catch (error) {
      if (entries.length > 1) return (await Promise.all(entries.map((entry) => this.prepared([entry])))).flat();
      return this.preparedSingly(entries[0] as Waiting<P>, error);
    }
  }

  private async preparedSingly(entry: Waiting<P>, error: unknown): Promise<readonly Waiting<P>[]> {
    for (const item of entry.items) {
      try {
        await this.parts.handler.prepare?.([item.work]);
      } catch (own) {
        if (own instanceof TryLater) {
          this.giveBack(entry, own);
          return [];
        }
        item.failed = own instanceof Error ? own : new Error('failed');
      }
    }
    if (entry.items.length === 0) this.giveBack(entry, error as Error);
    return [entry];
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

  private async drain(): Promise<void> {
    while (this.ready.length > 0) await this.perform(this.next());
  }

  private next(): Waiting<P>[] {
    const taken: Waiting<P>[] = [];
    let works = 0;
    for (const entry of this.ready) {
      const alone = entry.unparking !== undefined;
      if (taken.length > 0 && (alone || works + entry.items.length > TURN_WORKS_MAX)) break;
      taken.push(entry);
      works += entry.items.length;
      if (alone) break;
    }
    this.ready = this.ready.slice(taken.length);
    return taken;
  }

  private async perform(all: Waiting<P>[]): Promise<void> {
    const culprits = new Map<string, Error>();
    const moreClaims = new Set<string>();
    let entries = all;
    let unexplained = 0;
    for (let attempt = 0; entries.length > 0; attempt += 1) {
      try {
        await this.once(entries, culprits, moreClaims);
        return;
      } catch (error) {
        await this.parts.session.rollBack();
        if (error instanceof Culprit && !culprits.has(error.caseId)) culprits.set(error.caseId, error.reason);
        else if (error instanceof NeedsClaims) for (const key of error.keys) moreClaims.add(key);
        else if (error instanceof TryLater || isMachineFault(error)) {
          this.alarm('a turn is tried again', error);
          await pause(Math.min(BACK_OFF_MOST_MILLIS, BACK_OFF_FIRST_MILLIS * 2 ** attempt) * (0.5 + Math.random() / 2));
          entries = this.patient(entries, error as Error);
        } else {
          const found = await this.findCulprits(entries, culprits);
          if (found === 0) unexplained += 1;
          this.alarm('a turn failed, and not through the machine', error);
          if (unexplained >= UNEXPLAINED_MAX) entries = this.dismiss(entries, error as Error);
        }
      }
    }
  }

  private async once(
    entries: readonly Waiting<P>[],
    culprits: ReadonlyMap<string, Error>,
    moreClaims: ReadonlySet<string>,
  ): Promise<void> {
    const turn = new Turn(this.parts, this.input(entries, culprits, moreClaims));
    const result = await turn.run();
    turn.keepStates();
    const works = entries.reduce((sum, { items }) => sum + items.length, 0);
    this.works -= works;
    this.worksDone += works;
    this.turnsDone += 1;
    this.committed(result);
    for (const [item, answer] of result.answers) item.settle?.(answer);
    let from = 0;
    for (const entry of entries) {
      entry.done({ ends: result.ends.slice(from, from + entry.steps.length), unparkedWhole: result.unparkedWhole });
      from += entry.steps.length;
    }
  }

  private input(
    entries: readonly Waiting<P>[],
    culprits: ReadonlyMap<string, Error>,
    moreClaims: ReadonlySet<string>,
  ): TurnInput<P> {
    const items = entries.flatMap((entry) => entry.items);
    const steps = entries.flatMap((entry) => entry.steps);
    const shards = new Set([...items.map(({ shard }) => shard), ...steps.map(({ batch }) => batch.partition)]);
    const unparking = entries[0]?.unparking;
    if (unparking !== undefined) shards.add(unparking.shard);
    const input = { items, steps, shards: [...shards].sort((a, b) => a - b), culprits, moreClaims };
    return unparking === undefined ? input : { ...input, unparking };
  }

  /** Whoever waits for an answer is told to come back before his own patience ends; nothing of his was written. */
  private patient(entries: readonly Waiting<P>[], error: Error): Waiting<P>[] {
    const now = performance.now();
    return entries.filter((entry) => {
      if (!this.closing && now - entry.since < COMMAND_PATIENCE_MILLIS) return true;
      this.giveBack(entry, new TryLater(error.message));
      return false;
    });
  }

  private dismiss(entries: readonly Waiting<P>[], error: Error): Waiting<P>[] {
    for (const entry of entries) this.giveBack(entry, error);
    return [];
  }

  /** Tries each case alone and rolls back: the one that fails alone is to blame. */
  private async findCulprits(entries: readonly Waiting<P>[], culprits: Map<string, Error>): Promise<number> {
    const items = entries.flatMap((entry) => entry.items);
    const byCase = new Map<string, Item<P>[]>();
    for (const item of items) byCase.set(item.work.caseId, [...(byCase.get(item.work.caseId) ?? []), item]);
    let found = 0;
    for (const [caseId, own] of byCase) {
      if (culprits.has(caseId)) continue;
      const trial = { items: own, steps: [], shards: [own[0]?.shard ?? 0], culprits, moreClaims: new Set<string>() };
      try {
        await new Turn(this.parts, trial).run(false);
      } catch (error) {
        await this.parts.session.rollBack();
        if (isMachineFault(error) || error instanceof TryLater || error instanceof NeedsClaims) continue;
        culprits.set(caseId, error instanceof Culprit ? error.reason : (error as Error));
        found += 1;
      }
    }
    return found;
  }
}
