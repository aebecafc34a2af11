import type { Pool } from 'pg';
import { POLL_MILLIS, TIMERS_AT_ONCE } from './limits.js';
import { pairKey } from './opened.js';
import type { StoreClock } from './options.js';

interface TimerRow {
  readonly stream: string;
  readonly kind: string;
  readonly due_at: string;
  readonly deadline: boolean;
}

export interface Due {
  readonly stream: string;
  readonly kind: string;
  readonly dueAt: number;
}

export interface TimersOptions {
  readonly pool: Pool;
  readonly clock: StoreClock;
  /** Resolves when the timer's turn is committed, or it proved to be gone. */
  readonly fire: (due: Due) => Promise<void>;
  /** Resolves when everything published before the call has been heard here: a backlog must not make a false red card. */
  readonly caughtUp: () => Promise<void>;
  readonly failed: (error: unknown) => void;
}

/** setTimeout counts in 32 bits. */
const SLEEP_MILLIS_MAX = 2 ** 31 - 1;

/**
 * Durable timers. The rows say what is due; this process sleeps until the earliest it knows of and looks now and then for
 * those of others. A timer fires as a command in a turn, where its row is compared and taken away: once, by whoever is first.
 */
export class Timers {
  private nextDueAt = Number.POSITIVE_INFINITY;
  private sleeping: NodeJS.Timeout | null = null;
  private looking: Promise<void> | null = null;
  private again = false;
  private closed = false;
  private readonly flying = new Set<string>();
  private readonly polling: NodeJS.Timeout;

  constructor(private readonly options: TimersOptions) {
    this.polling = setInterval(() => {
      this.look();
    }, POLL_MILLIS);
    this.polling.unref();
    this.look();
  }

  /** A turn has set a timer. */
  set(dueAt: number): void {
    if (dueAt >= this.nextDueAt) return;
    this.nextDueAt = dueAt;
    this.sleep();
  }

  async close(): Promise<void> {
    this.closed = true;
    clearInterval(this.polling);
    if (this.sleeping !== null) clearTimeout(this.sleeping);
    await this.looking;
  }

  private sleep(): void {
    if (this.sleeping !== null) clearTimeout(this.sleeping);
    this.sleeping = null;
    if (this.closed || this.nextDueAt === Number.POSITIVE_INFINITY) return;
    const millis = Math.min(this.options.clock.machineDelay(this.nextDueAt), SLEEP_MILLIS_MAX);
    this.sleeping = setTimeout(() => {
      this.look();
    }, millis);
  }

  private look(): void {
    if (this.closed) return;
    if (this.looking !== null) {
      this.again = true;
      return;
    }
    this.looking = this.fireDue()
      .catch(this.options.failed)
      .finally(() => {
        this.looking = null;
        if (this.again) {
          this.again = false;
          this.look();
        }
      });
  }

  private async fireDue(): Promise<void> {
    const now = this.options.clock.now();
    const due = (await this.rows(now)).filter(({ stream, kind }) => !this.flying.has(pairKey(stream, kind)));
    // a failed wait for the stream holds deadlines back, not the other timers
    const heard = due.some(({ deadline }) => deadline)
      ? await this.options.caughtUp().then(
          () => true,
          () => false,
        )
      : true;
    for (const one of due) if (heard || !one.deadline) this.fire(one);
    await this.next();
    if (due.length === TIMERS_AT_ONCE) this.again = true;
  }

  private fire({ stream, kind, due_at }: TimerRow): void {
    const key = pairKey(stream, kind);
    this.flying.add(key);
    this.options
      .fire({ stream, kind, dueAt: Number(due_at) })
      .catch(this.options.failed)
      .finally(() => {
        this.flying.delete(key);
      });
  }

  private async rows(now: number): Promise<readonly TimerRow[]> {
    const { rows } = await this.options.pool.query<TimerRow>({
      name: 'timers-due',
      text: 'select stream, kind, due_at, deadline from timer where due_at <= $1 order by due_at limit $2',
      values: [Math.floor(now), TIMERS_AT_ONCE + this.flying.size],
    });
    return rows;
  }

  /** The earliest timer that is not due yet; those under way are not waited for. */
  private async next(): Promise<void> {
    const { rows } = await this.options.pool.query<{ due_at: string | null }>({
      name: 'timers-next',
      text: 'select min(due_at) as due_at from timer where due_at > $1',
      values: [Math.floor(this.options.clock.now())],
    });
    const dueAt = rows[0]?.due_at ?? null;
    this.nextDueAt = dueAt === null ? Number.POSITIVE_INFINITY : Number(dueAt);
    this.sleep();
  }
}
