import { caseIdOf, shardOf } from './shard-of.js';
import * as limits from './limits.js';
import type { Item, ErrandEnd } from './item.js';
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
  /** `null`: the outside said that it does not know. @throws when it failed or the signal aborted */
  readonly call: (errand: ErrandCall) => Promise<Uint8Array | null>;
  readonly answerWork: (errand: Omit<ErrandCall, 'signal'>, answer: Uint8Array | null) => Work<P>;
  /** Brings an answer to its desk; resolves when it is committed. */
  readonly submit: (item: Omit<Item<P>, 'settle'>) => Promise<void>;
  readonly failed: (port: string, error: unknown) => void;
}

interface Job {
  readonly id: string;
  readonly stream: string;
  readonly port: string;
  readonly nature: NewErrand['nature'];
  readonly payload: Uint8Array;
  attempt: number;
}

/**
 * Runs errands outside any transaction: with a deadline, retries and back-off. Own errands come from memory right after
 * their commit; those of dead processes are found by looking. A question that stays unanswered is answered "unknown" and
 * asked again now and then; an effect that stays undone parks its case.
 */
export class Errands<P> {
  private readonly waiting: Job[] = [];
  private readonly held = new Map<string, Job>();
  private readonly timers = new Set<NodeJS.Timeout>();
  private readonly ending = new AbortController();
  private readonly under = new Set<Promise<void>>();
  private readonly looking: NodeJS.Timeout;

  constructor(private readonly options: ErrandsOptions<P>) {
    this.looking = setInterval(() => void this.look(), limits.POLL_MILLIS);
    this.looking.unref();
    void this.look();
  }

  get open(): number {
    return this.held.size;
  }

  /** Errands of a turn just committed; their rows are leased to this process already. */
  take(stream: string, { id, port, nature, payload }: NewErrand): void {
    this.add({ id, stream, port, nature, payload, attempt: 0 });
  }

  /** After an operator's word: parked errands of a case begin anew. */
  async look(): Promise<void> {
    if (this.ending.signal.aborted) return;
    try {
      await this.options.rows.renew([...this.held.keys()]);
      const room = limits.OPEN_ERRANDS_MAX - this.held.size;
      for (const row of await this.options.rows.adopt(Math.min(room, 500))) this.add(jobOf(row));
    } catch (error) {
      this.options.failed('errands', error);
    }
  }

  async close(): Promise<void> {
    clearInterval(this.looking);
    this.ending.abort();
    for (const timer of this.timers) clearTimeout(timer);
    await Promise.allSettled(this.under);
  }

  private add(job: Job): void {
    if (this.held.has(job.id) || this.ending.signal.aborted) return;
    this.held.set(job.id, job);
    this.waiting.push(job);
    this.pump();
  }

  private pump(): void {
    while (this.under.size < limits.ERRANDS_AT_ONCE) {
      const job = this.waiting.shift();
      if (job === undefined) return;
      const run = this.run(job).finally(() => {
        this.under.delete(run);
        this.pump();
      });
      this.under.add(run);
    }
  }

  private async run(job: Job): Promise<void> {
    job.attempt += 1;
    const asked = job.attempt;
    try {
      const answer = await this.ask(job);
      if (answer === null && job.nature === 'effect') throw new Error('the outside does not know whether it was done');
      const end: ErrandEnd = answer === null && this.mayAskAgain(job) ? 'asked-again' : 'done';
      if (answer === null && job.attempt > limits.ERRAND_ATTEMPTS_MAX && end === 'asked-again') this.later(job);
      else await this.bring(job, asked, answer, end);
    } catch (error) {
      if (this.ending.signal.aborted) return;
      this.options.failed(job.port, error);
      await this.failedOnce(job).catch((own: unknown) => {
        this.options.failed(job.port, own);
        this.drop(job);
      });
    }
  }

  private async ask({ id, port, payload, attempt }: Job): Promise<Uint8Array | null> {
    const signal = AbortSignal.any([this.ending.signal, AbortSignal.timeout(limits.ERRAND_DEADLINE_MILLIS)]);
    const late = new Promise<never>((_, reject) => {
      signal.addEventListener(
        'abort',
        () => {
          reject(new Error('no answer within the deadline'));
        },
        { once: true },
      );
    });
    return Promise.race([this.options.call({ id, port, payload, attempt, signal }), late]);
  }

  /** Attempts are used up: a question is answered "unknown" once and asked again later, an effect's case is parked. */
  private async failedOnce(job: Job): Promise<void> {
    if (job.attempt < limits.ERRAND_ATTEMPTS_MAX) {
      this.again(job, limits.ERRAND_BACK_OFF_MILLIS * 4 ** (job.attempt - 1));
      return;
    }
    if (job.nature === 'effect') await this.bring(job, job.attempt, null, 'exhausted');
    else if (!this.mayAskAgain(job)) await this.bring(job, job.attempt, null, 'done');
    else if (job.attempt > limits.ERRAND_ATTEMPTS_MAX) this.later(job);
    else await this.bring(job, job.attempt, null, 'asked-again');
  }

  private async bring(job: Job, attempt: number, answer: Uint8Array | null, errandEnd: ErrandEnd): Promise<void> {
    const { id, port, payload, stream } = job;
    try {
      const work = this.options.answerWork({ id, port, payload, attempt }, answer);
      await this.options.submit({ work, shard: shardOf(caseIdOf(stream), this.options.shards), errandEnd });
    } catch (error) {
      // the desk could not be told: the same answer is asked for and brought again
      this.options.failed(port, error);
      this.again({ ...job, attempt: attempt - 1 }, limits.BACK_OFF_MOST_MILLIS);
      return;
    }
    if (errandEnd !== 'asked-again') this.drop(job);
    else this.later({ ...job, attempt: Math.max(attempt, limits.ERRAND_ATTEMPTS_MAX) });
  }

  private mayAskAgain({ nature, attempt }: Job): boolean {
    return nature === 'question' && attempt < limits.ERRAND_LATE_ATTEMPTS_MAX;
  }

  private later(job: Job): void {
    this.again(job, limits.ERRAND_LATE_MILLIS);
  }

  private again(job: Job, millis: number): void {
    if (this.ending.signal.aborted) return;
    this.held.set(job.id, job);
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      this.waiting.push(job);
      this.pump();
    }, millis);
    this.timers.add(timer);
  }

  private drop({ id }: Job): void {
    this.held.delete(id);
  }
}

const jobOf = ({ id, stream, port, nature, payload, attempt }: ErrandRow): Job => ({
  id,
  stream,
  port,
  nature,
  payload,
  attempt,
});
