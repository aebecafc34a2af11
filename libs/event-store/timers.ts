import type { Pool } from 'pg';
import { pairKey } from './opened.js';
import type { StoreClock } from './options.js';
import type { Tuning } from './tuning.js';

interface TimerRow {
  readonly stream: string;
  readonly kind: string;
  readonly due_at: string;
}

export interface Due {
  readonly stream: string;
  readonly kind: string;
  readonly dueAt: number;
}

export interface TimersOptions {
  readonly pool: Pool;
  readonly clock: StoreClock;
  readonly tuning: Tuning;
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
 * Plain timers and deadlines go two ways, so that a stream that is behind holds up deadlines and nothing else.
 */
export class Timers {
  private nextDueAt = Number.POSITIVE_INFINITY;
  private sleeping: NodeJS.Timeout | null = null;
  private readonly lanes: readonly Lane[];
  private closed = false;
  private readonly polling: NodeJS.Timeout;

  constructor(private readonly options: TimersOptions) {
    this.lanes = [new Lane(options, false), new Lane(options, true)];
    this.polling = setInterval(() => {
      this.look();
    }, options.tuning.pollMillis);
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
    await Promise.all(this.lanes.map((lane) => lane.close()));
  }

  private look(): void {
    if (this.closed) return;
    for (const lane of this.lanes) lane.look();
    void this.next().catch(this.options.failed);
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

  /** The earliest timer that is not due yet; those that are due are the lanes' business. */
  private async next(): Promise<void> {
    const now = Math.floor(this.options.clock.now());
    // whatever a turn sets while this is asked is set after it
    this.nextDueAt = Number.POSITIVE_INFINITY;
    const { rows } = await this.options.pool.query<{ due_at: string | null }>({
      name: 'timers-next',
      text: 'select min(due_at) as due_at from timer where due_at > $1',
      values: [now],
    });
    const dueAt = rows[0]?.due_at ?? null;
    if (dueAt !== null) this.nextDueAt = Math.min(this.nextDueAt, Number(dueAt));
    this.sleep();
  }
}

/** Fires what is due of one sort, page by page. */
class Lane {
  private looking: Promise<void> | null = null;
  private again = false;
  private closed = false;
  private readonly flying = new Map<string, Promise<void>>();
  private stopWaiting: () => void = () => undefined;

  constructor(
    private readonly options: TimersOptions,
    private readonly deadlines: boolean,
  ) {}

  look(): void {
    this.again = this.looking !== null;
    this.looking ??= this.fireDue()
      .catch(this.options.failed)
      .finally(() => {
        this.looking = null;
        if (this.again && !this.closed) this.look();
      });
  }

  async close(): Promise<void> {
    this.closed = true;
    this.stopWaiting();
    await this.looking;
    await Promise.all(this.flying.values());
  }

  private async fireDue(): Promise<void> {
    for (;;) {
      const due = await this.due();
      if (due.length === 0 || (this.deadlines && !(await this.heard())) || this.closed) return;
      for (const one of due) this.fire(one);
      if (due.length < this.options.tuning.timersAtOnce) return;
      await Promise.all(this.flying.values());
    }
  }

  /** Asked after what is due was read: everything published before that moment has been heard then. */
  private async heard(): Promise<boolean> {
    const closing = new Promise<false>((resolve) => {
      this.stopWaiting = () => {
        resolve(false);
      };
    });
    const caughtUp = this.options.caughtUp().then(() => true as const);
    return Promise.race([caughtUp, closing]);
  }

  private fire({ stream, kind, due_at }: TimerRow): void {
    const key = pairKey(stream, kind);
    const flight = this.options
      .fire({ stream, kind, dueAt: Number(due_at) })
      .catch(this.options.failed)
      .finally(() => {
        this.flying.delete(key);
      });
    this.flying.set(key, flight);
  }

  private async due(): Promise<readonly TimerRow[]> {
    const { timersAtOnce } = this.options.tuning;
    const { rows } = await this.options.pool.query<TimerRow>({
      name: 'timers-due',
      text: `select stream, kind, due_at from timer where due_at <= $1 and deadline = $2 order by due_at limit $3`,
      values: [Math.floor(this.options.clock.now()), this.deadlines, timersAtOnce + this.flying.size],
    });
    return rows.filter(({ stream, kind }) => !this.flying.has(pairKey(stream, kind))).slice(0, timersAtOnce);
  }
}
