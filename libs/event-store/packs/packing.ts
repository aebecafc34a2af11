import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { wordsOf } from '../fault.js';
import { TCP_MILLIS } from '../limits.js';
import type { StoreClock, StoreLog } from '../options.js';
import type { Tuning } from '../tuning.js';
import { packOld, type Packed } from './pack-old.js';

interface PackingParts {
  readonly connectionString: string;
  readonly service: string;
  readonly shards: number;
  readonly clock: StoreClock;
  readonly log: StoreLog;
  readonly tuning: Tuning;
}

/** Looks now and then whether events have grown old, in a session of its own: nothing else ever waits for it. */
export class Packing {
  private readonly closing = new AbortController();
  private going = Promise.resolve<unknown>(null);

  constructor(private readonly parts: PackingParts) {}

  begin(): void {
    this.going = this.lookAgain();
  }

  /** Packs whatever is old enough now. `null`: another process is at it. */
  async once(): Promise<Packed | null> {
    const { connectionString, service, shards, clock, tuning } = this.parts;
    const owner = new pg.Client({
      connectionString,
      application_name: `${service} packing`,
      keepAlive: true,
      connectionTimeoutMillis: TCP_MILLIS,
    });
    // a session that is lost fails the statement under way, which tells of it
    owner.on('error', () => undefined);
    await owner.connect();
    try {
      return await packOld({
        owner,
        shards,
        recordedBefore: Math.floor(clock.now()) - tuning.packAgeMillis,
        packEvents: tuning.packEvents,
        packBytes: tuning.packBytes,
        signal: this.closing.signal,
      });
    } finally {
      await owner.end();
    }
  }

  async close(): Promise<void> {
    this.closing.abort();
    await this.going;
  }

  private async lookAgain(): Promise<void> {
    const { signal } = this.closing;
    const { log, tuning } = this.parts;
    // a pause that was cut short is the end
    while (await pause(tuning.packLookMillis, true, { signal, ref: false }).catch(() => false)) {
      await this.once().catch((error: unknown) => {
        log.warn({ error: wordsOf(error) }, 'old events could not be packed, which is tried again');
      });
    }
  }
}
