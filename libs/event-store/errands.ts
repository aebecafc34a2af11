import { caseIdOf, shardOf } from './shard-of.js';
import { BACK_OFF_MOST_MILLIS, ERRAND_BACK_OFF_MOST_MILLIS } from './limits.js';
import type { Item, ErrandEnd } from './item.js';
import type { Tuning } from './tuning.js';
import type { NewErrand, Work } from './types.js';
import type { ErrandRow, ErrandRows } from './errand-rows.js';

/** An errand as its worker calls it. */
export interface ErrandCall {
  readonly id: string;
  readonly port: string;
  readonly payload: Uint8Array;
  /** From 1. The idempotency key towards the outside is the id, which stays the same. */
  readonly attempt: number;
  readonly signal: AbortSignal;
}

export interface ErrandsOptions<P> {
  readonly rows: ErrandRows;
  readonly shards: number;
  readonly tuning: Tuning;
  /** `null`: the outside said that it does not know. @throws when it failed or the signal aborted */
  readonly call: (errand: ErrandCall) => Promise<Uint8Array | null>;
  /** How long a call of this port may take, in milliseconds, where it needs longer than others. */
  readonly patience?: ((port: string) => number | undefined) | undefined;
  readonly answerWork: (errand: Omit<ErrandCall, 'signal'>, answer: Uint8Array | null) => Work<P>;
  /** Brings an answer to its desk; resolves when it is committed. */
  readonly submit: (item: Omit<Item<P>, 'settle'>) => Promise<void>;
  readonly failed: (port: string, error: unknown) => void;
}

interface Job extends Omit<ErrandRow, 'payload' | 'attempt' | 'spent'> {
  readonly payload: Uint8Array;
  /** Counts for ever: with the id it is the cause of the answer. */
  attempt: number;
  /** Attempts since the errand last began anew. A question is answered "unknown" when they are used up, or says it itself. */
  spent: number;
}

/**
 * Runs errands outside any transaction: with a deadline, retries and back-off. Own errands come from memory right after
 * their commit; those of dead processes are found by looking. A question that stays unanswered is answered "unknown" once
 * and asked again now and then; an effect that stays undone parks its case.
 */
export class Errands<P> {
  private waiting: Job[] = [];
  private readonly held = new Map<string, Job>();
  private readonly timers = new Map<Job, NodeJS.Timeout>();
  /** Questions answered "unknown" that are asked again now and then. */
  private readonly late = new Set<Job>();
  private readonly calls = new Set<AbortController>();
  private readonly under = new Set<Promise<void>>();
  private readonly looking: NodeJS.Timeout;
  private lookingNow: Promise<void> | null = null;
  private lived = Number.NEGATIVE_INFINITY;
  private closed = false;

  constructor(private readonly options: ErrandsOptions<P>) {
    this.looking = setInterval(() => void this.look(), options.tuning.pollMillis);
    this.looking.unref();
    void this.begin();
  }

  get open(): number {
    return this.held.size;
  }

  /** Errands the outside is asked for now. A question long answered "unknown" keeps nobody waiting. */
  get pressing(): number {
    return this.held.size - this.late.size;
  }

  /** Errands of a turn just committed; their rows are this process's already. */
  take(stream: string, { id, port, nature, payload }: NewErrand): void {
    this.add({ id, stream, port, nature, payload, attempt: 0, spent: 0 });
  }

  /** They were answered, or are not wanted any more. */
  drop(ids: Iterable<string>): void {
    for (const id of ids) {
      const job = this.held.get(id);
      if (job === undefined) continue;
      this.held.delete(id);
      this.late.delete(job);
      clearTimeout(this.timers.get(job));
      this.timers.delete(job);
    }
  }

  /** Those that wait to be asked again; whoever is being asked just now is not asked once more. */
  dropQuestions(streams: ReadonlySet<string>): void {
    const unwanted = (job: Job): boolean => job.nature === 'question' && streams.has(job.stream);
    this.drop([...this.timers.keys()].filter(unwanted).map(({ id }) => id));
  }

  /** Finds errands nobody works on. */
  look(): Promise<void> {
    if (this.closed) return Promise.resolve();
    this.lookingNow ??= this.lookNow()
      .catch((error: unknown) => {
        this.options.failed('errands', error);
      })
      .finally(() => {
        this.lookingNow = null;
      });
    return this.lookingNow;
  }

  async close(): Promise<void> {
    this.closed = true;
    clearInterval(this.looking);
    for (const controller of this.calls) controller.abort(new Error('the service stops'));
    for (const timer of this.timers.values()) clearTimeout(timer);
    await this.lookingNow;
    await Promise.allSettled(this.under);
  }

  private async begin(): Promise<void> {
    try {
      for (const row of await this.options.rows.own()) this.add({ ...row });
    } catch (error) {
      this.options.failed('errands', error);
      if (!this.closed) setTimeout(() => void this.begin(), this.options.tuning.pollMillis).unref();
      return;
    }
    await this.look();
  }

  private async lookNow(): Promise<void> {
    const { rows, tuning } = this.options;
    if (performance.now() - this.lived > tuning.errandLeaseMillis / 3) {
      await rows.live();
      this.lived = performance.now();
      const before = [...this.held.keys()];
      const still = await rows.still(before);
      this.drop(before.filter((id) => !still.has(id)));
    }
    const room = tuning.openErrandsMax - this.held.size;
    for (const row of await rows.adopt(Math.min(room, 500))) this.add({ ...row });
  }

  private add(job: Job): void {
    if (this.held.has(job.id) || this.closed) return;
    this.held.set(job.id, job);
    this.waiting.push(job);
    this.pump();
  }

  private pump(): void {
    while (this.under.size < this.options.tuning.errandsAtOnce) {
      const job = this.waiting.shift();
      if (job === undefined) return;
      if (this.gone(job)) continue;
      const run = this.run(job).finally(() => {
        this.under.delete(run);
        this.pump();
      });
      this.under.add(run);
    }
  }

  private gone(job: Job): boolean {
    return this.closed || this.held.get(job.id) !== job;
  }

  private async run(job: Job): Promise<void> {
    job.attempt += 1;
    job.spent += 1;
    let answer: Uint8Array | null;
    try {
      answer = await this.ask(job);
      if (answer === null && job.nature === 'effect') throw new Error('the outside does not know whether it was done');
    } catch (error) {
      if (this.gone(job)) return;
      this.options.failed(job.port, error);
      await this.failedOnce(job);
      return;
    }
    if (this.gone(job)) return;
    if (answer === null) await this.unknown(job);
    else await this.bring(job, answer, 'done');
  }

  private async ask({ id, port, payload, attempt }: Job): Promise<Uint8Array | null> {
    const controller = new AbortController();
    this.calls.add(controller);
    const deadline = setTimeout(
      () => {
        controller.abort(new Error('no answer within the deadline'));
      },
      this.options.patience?.(port) ?? this.options.tuning.errandDeadlineMillis,
    );
    try {
      const { signal } = controller;
      const late = new Promise<never>((_, reject) => {
        signal.addEventListener('abort', () => {
          reject(signal.reason as Error);
        });
      });
      return await Promise.race([this.options.call({ id, port, payload, attempt, signal }), late]);
    } finally {
      clearTimeout(deadline);
      this.calls.delete(controller);
    }
  }

  private async failedOnce(job: Job): Promise<void> {
    const { errandAttemptsMax, effectAttemptsMax, errandBackOffMillis } = this.options.tuning;
    const isEffect = job.nature === 'effect';
    if (job.spent >= (isEffect ? effectAttemptsMax : errandAttemptsMax)) {
      await (isEffect ? this.bring(job, null, 'exhausted') : this.unknown(job));
      return;
    }
    try {
      await this.options.rows.failed(job.id, job.attempt, job.spent);
    } catch (error) {
      // a restart would count this attempt once more: better than not going on
      this.options.failed(job.port, error);
    }
    this.again(job, Math.min(ERRAND_BACK_OFF_MOST_MILLIS, errandBackOffMillis * 4 ** (job.spent - 1)));
  }

  /** Said once; after that only a conclusive answer is worth a turn, and some day nobody waits for it any more. */
  private async unknown(job: Job): Promise<void> {
    const { errandAttemptsMax, errandLateAttemptsMax, errandLateMillis } = this.options.tuning;
    if (job.spent <= errandAttemptsMax) {
      job.spent = errandAttemptsMax;
      await this.bring(job, null, 'asked-again');
    } else if (job.spent < errandAttemptsMax + errandLateAttemptsMax) await this.later(job, errandLateMillis);
    else await this.bring(job, null, 'given-up');
  }

  private async bring(job: Job, answer: Uint8Array | null, errandEnd: ErrandEnd): Promise<void> {
    const { id, port, payload, stream, attempt } = job;
    const { shards, submit, answerWork, failed, tuning } = this.options;
    try {
      const work = answerWork({ id, port, payload, attempt }, answer);
      await submit({ work, shard: shardOf(caseIdOf(stream), shards), errandEnd });
    } catch (error) {
      if (this.gone(job)) return;
      // the desk could not be told: the same is asked for and brought again
      failed(port, error);
      job.attempt -= 1;
      job.spent -= 1;
      this.again(job, BACK_OFF_MOST_MILLIS);
      return;
    }
    if (errandEnd === 'asked-again') await this.later(job, tuning.errandLateMillis);
    else this.drop([id]);
  }

  /** Kept in memory while there is room; else its row waits for whoever has some. */
  private async later(job: Job, millis: number): Promise<void> {
    if (this.gone(job)) return;
    if (this.held.size <= this.options.tuning.openErrandsMax) {
      this.late.add(job);
      this.again(job, millis);
      return;
    }
    this.drop([job.id]);
    await this.options.rows.leaveOne(job.id).catch((error: unknown) => {
      // its owner lives and does not hold it: found when the owner begins anew
      this.options.failed(job.port, error);
    });
  }

  private again(job: Job, millis: number): void {
    if (this.gone(job)) return;
    const timer = setTimeout(() => {
      this.timers.delete(job);
      this.waiting.push(job);
      this.pump();
    }, millis);
    this.timers.set(job, timer);
  }
}
