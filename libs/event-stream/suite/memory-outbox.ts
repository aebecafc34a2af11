import type { Outbox, OutgoingRecord } from '../types.js';
import { event } from './under-test.js';

interface Lease {
  readonly owner: string;
  readonly until: number;
}

/** An outbox in memory with the store's manners: positions by shard, cursors by compare-and-set, leases by machine time. */
export class MemoryOutbox implements Outbox {
  readonly cursors = new Map<number, number>();
  readonly leases = new Map<number, Lease>();
  /** Every call in the order it was answered, for tests of what comes after what. */
  readonly log: string[] = [];
  private readonly written = new Map<number, OutgoingRecord[]>();
  private readonly listeners = new Set<(shards: readonly number[]) => void>();

  constructor(
    readonly source: string,
    readonly shards: number,
  ) {}

  /** Appends the next public event of the shard; `told` false leaves the relays to find it. */
  append(shard: number, told = true): OutgoingRecord {
    const own = this.written.get(shard) ?? [];
    const record = event(this.source, shard, (own.at(-1)?.position ?? 0) + 1);
    this.written.set(shard, [...own, record]);
    if (told) for (const listener of this.listeners) listener([shard]);
    return record;
  }

  readPublic(
    from: ReadonlyMap<number, number>,
    limit: number,
  ): Promise<ReadonlyMap<number, readonly OutgoingRecord[]>> {
    const news = [...from].map(([shard, position]): [number, OutgoingRecord[]] => {
      const after = (this.written.get(shard) ?? []).filter((record) => record.position > position);
      return [shard, after.slice(0, limit)];
    });
    return Promise.resolve(new Map(news.filter(([, records]) => records.length > 0)));
  }

  lease(owner: string, millis: number): Promise<ReadonlyMap<number, number>> {
    const now = Date.now();
    const held = new Map<number, number>();
    for (let shard = 0; shard < this.shards; shard += 1) {
      const lease = this.leases.get(shard);
      if (lease !== undefined && lease.owner !== owner && lease.until > now) continue;
      this.leases.set(shard, { owner, until: now + millis });
      held.set(shard, this.cursors.get(shard) ?? 0);
    }
    this.log.push(`lease ${owner} ${String(held.size)}`);
    return Promise.resolve(held);
  }

  advance(moves: ReadonlyMap<number, { readonly from: number; readonly to: number }>): Promise<readonly number[]> {
    const moved: number[] = [];
    for (const [shard, { from, to }] of moves) {
      if ((this.cursors.get(shard) ?? 0) !== from) continue;
      this.cursors.set(shard, to);
      moved.push(shard);
      this.log.push(`cursor ${String(shard)} ${String(to)}`);
    }
    return Promise.resolve(moved);
  }

  release(owner: string): Promise<void> {
    for (const [shard, lease] of this.leases) if (lease.owner === owner) this.leases.delete(shard);
    this.log.push(`release ${owner}`);
    return Promise.resolve();
  }

  onAppended(listener: (shards: readonly number[]) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}
