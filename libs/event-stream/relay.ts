import { backOffMillis } from './back-off.js';
import { Bell } from './bell.js';
import * as limits from './limits.js';
import { RelayLeases } from './relay-leases.js';
import type { HeldShard } from './relay-shards.js';
import { messageOf, warn, type Trouble } from './trouble.js';
import type { Outbox, OutgoingRecord, StreamEngine } from './types.js';

export interface RelayOptions {
  readonly outbox: Outbox;
  readonly engine: StreamEngine;
  readonly topic: string;
  /** Names this relay among those of the service's other instances; unique to the process. */
  readonly owner: string;
  readonly leaseMillis?: number;
  /** Public events of one shard read and published at once. */
  readonly records?: number;
  /** How often to look for events nobody told of, ms. */
  readonly pollMillis?: number;
  /** After so long without a successful publication the shards are given back, ms. */
  readonly troubleMillis?: number;
  readonly trouble?: Trouble;
  /** `false`: the cursor moves whether or not what was sent is acknowledged, to show what waiting for it is for. */
  readonly acknowledged?: false;
}

export interface RelayHealth {
  /** `retrying`: the last attempt failed. `failing`: for so long that the shards were given back for others to try. */
  readonly state: 'publishing' | 'retrying' | 'failing' | 'closed';
  /** For how long the oldest public event this relay knows of has been waiting, machine time. */
  readonly oldestUnpublishedMillis: number;
  readonly lastError: string | null;
  /** `null` while all is well; else a sentence: since when it fails, and what the last attempt said. */
  readonly fault: string | null;
  readonly shards: readonly number[];
}

export interface Relay {
  health(): RelayHealth;
  /** Ends the publication in flight, stores the cursors, gives the shards back. */
  close(): Promise<void>;
}

/** Publishes a service's public events in shard order. Several may run; the store's leases share the shards out. */
export function startRelay(options: RelayOptions): Relay {
  return new ShardRelay(options);
}

type News = ReadonlyMap<number, readonly OutgoingRecord[]>;

class ShardRelay implements Relay {
  private readonly bell = new Bell();
  private readonly trouble: Trouble;
  private readonly records: number;
  private readonly pollMillis: number;
  private readonly leases: RelayLeases;
  private readonly forget: () => void;
  private readonly running: Promise<void>;
  /** When every held shard was last looked at, told or not. */
  private lookedAt = 0;
  private failingSince: number | null = null;
  private lastError: string | null = null;
  private closed = false;

  constructor(private readonly options: RelayOptions) {
    this.trouble = options.trouble ?? warn;
    this.records = options.records ?? limits.relayRecords;
    this.pollMillis = options.pollMillis ?? limits.relayPollMillis;
    const millis = options.leaseMillis ?? limits.leaseMillis;
    this.leases = new RelayLeases(options.outbox, options.owner, millis, this.trouble, () => {
      // what it could not publish is another's by now, who says himself how that goes
      if (this.leases.shards.list().length === 0) this.recovered();
      this.look();
    });
    this.forget = options.outbox.onAppended((shards) => {
      for (const shard of shards) this.leases.shards.waits(shard, Date.now());
      this.bell.ring();
    });
    this.leases.lease();
    this.running = this.run();
  }

  health(): RelayHealth {
    const oldest = this.leases.shards.oldestWaiting();
    return {
      state: this.state(),
      oldestUnpublishedMillis: oldest === null ? 0 : Date.now() - oldest,
      lastError: this.lastError,
      fault: this.fault(),
      shards: this.leases.shards.list(),
    };
  }

  async close(): Promise<void> {
    this.closed = true;
    this.forget();
    this.bell.ring();
    await this.running;
    await this.leases.close();
  }

  private state(): RelayHealth['state'] {
    if (this.closed) return 'closed';
    if (this.failingSince === null) return 'publishing';
    return this.leases.givenBack ? 'failing' : 'retrying';
  }

  private fault(): string | null {
    if (this.failingSince === null || this.closed) return null;
    const seconds = ((Date.now() - this.failingSince) / 1000).toFixed(1);
    return `nothing could be published to ${this.options.topic} for ${seconds} s: ${this.lastError ?? 'no reason given'}`;
  }

  private look(): void {
    this.lookedAt = 0;
    this.bell.ring();
  }

  private async run(): Promise<void> {
    let failures = 0;
    while (!this.closed) {
      try {
        const more = await this.publishOnce();
        failures = 0;
        if (!more) await this.bell.wait(this.pollMillis);
      } catch (error) {
        failures += 1;
        this.failed(error);
        await this.bell.waitOut(backOffMillis(failures), () => this.closed);
      }
    }
  }

  /** Reads what follows in the shards that have news and publishes it together; `true` when there is more. */
  private async publishOnce(): Promise<boolean> {
    const started = Date.now();
    const held = this.leases.shards.publishable(started);
    if (held.size === 0) return false;
    const waiting = this.leases.shards.takeWaiting();
    const asked = this.asked(held, waiting, started);
    if (asked.size === 0) return false;
    let news: News = new Map();
    try {
      const places = new Map([...asked].map(([shard, { published }]) => [shard, published]));
      news = await this.options.outbox.readPublic(places, this.records);
      if (news.size > 0) await this.send(news);
    } catch (error) {
      for (const [shard, since] of waiting) this.leases.shards.waits(shard, since);
      for (const shard of news.keys()) this.leases.shards.waits(shard, started);
      throw error;
    }
    this.recovered();
    return this.published(asked, news, (shard) => waiting.get(shard) ?? started);
  }

  private async send(news: News): Promise<void> {
    const sent = this.options.engine.publish(this.options.topic, news);
    if (this.options.acknowledged === false) sent.catch(() => undefined);
    else await sent;
  }

  /** Those told of; all of them now and then, for what other processes appended. */
  private asked(held: ReadonlyMap<number, HeldShard>, waiting: ReadonlyMap<number, number>, now: number) {
    if (now - this.lookedAt < this.pollMillis) return new Map([...held].filter(([shard]) => waiting.has(shard)));
    this.lookedAt = now;
    return new Map(held);
  }

  private published(asked: ReadonlyMap<number, HeldShard>, news: News, since: (shard: number) => number): boolean {
    let more = false;
    for (const [shard, records] of news) {
      const held = asked.get(shard);
      const last = records.at(-1);
      if (held === undefined || last === undefined) continue;
      this.leases.shards.published(shard, held, last.position);
      if (records.length < this.records) continue;
      this.leases.shards.waits(shard, since(shard));
      more = true;
    }
    if (news.size > 0) this.leases.storeCursorsSoon();
    return more;
  }

  private recovered(): void {
    this.failingSince = null;
    this.lastError = null;
  }

  private failed(error: unknown): void {
    const now = Date.now();
    this.failingSince ??= now;
    this.lastError = messageOf(error);
    this.trouble(`the relay could not publish to ${this.options.topic}`, error);
    const failingMillis = now - this.failingSince;
    if (failingMillis < (this.options.troubleMillis ?? limits.troubleMillis) || this.leases.givenBack) return;
    this.trouble(`the relay gives its shards back after ${String(failingMillis)} ms without success`, error);
    this.leases.giveBack();
  }
}
