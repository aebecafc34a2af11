import type { Pool } from 'pg';
import { RECENT_BYTES } from './limits.js';
import { caseIdOf } from './shard-of.js';
import type { Packs } from './packs/packs.js';
import { EVERYBODY, type StoredEvent } from './types.js';
import { eventColumns, eventColumnsOf, toStored, type EventRow } from './rows.js';

/** A public event as a relay publishes it. */
export interface PublicRecord {
  readonly key: string;
  readonly source: string;
  readonly shard: number;
  readonly position: number;
  readonly follows: number;
  readonly type: string;
  readonly audience: string;
  readonly at: number;
  readonly body: Uint8Array;
  /** W3C trace context, when tracing is on. */
  readonly traceparent?: string;
}

/** A row of a shard that was asked for; without an event where all that is public stands in packs. */
type OutboxRow = { readonly wanted: number; readonly traceparent: string | null } & (
  EventRow | { readonly position: null }
);

type ByShard = ReadonlyMap<number, readonly PublicRecord[]>;

/** The event table is the outbox; what was just committed is handed to the relay without reading it back. */
export class StoreOutbox {
  private readonly listeners = new Set<(shards: readonly number[]) => void>();
  private readonly recent = new Map<number, PublicRecord[]>();
  private recentBytes = 0;
  /** Whether this process has seen events with a trace: then there is something to forget. */
  private traced = false;

  constructor(
    readonly source: string,
    readonly shards: number,
    private readonly pool: Pool,
    private readonly packs: Packs,
  ) {}

  /** Public events of a turn just committed, in order. */
  appended(events: readonly StoredEvent[]): void {
    const shards = new Set<number>();
    for (const event of events) {
      if (event.audience === null) continue;
      shards.add(event.shard);
      this.remember(this.toRecord(event));
    }
    if (shards.size === 0) return;
    if (this.recentBytes > RECENT_BYTES) this.forget();
    for (const listener of this.listeners) listener([...shards]);
  }

  onAppended(listener: (shards: readonly number[]) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  async readPublic(from: ReadonlyMap<number, number>, limit: number): Promise<ByShard> {
    const found = new Map<number, readonly PublicRecord[]>();
    const unknown = new Map<number, number>();
    for (const [shard, position] of from) {
      const recent = this.recentAfter(shard, position, limit);
      if (recent === null) unknown.set(shard, position);
      else if (recent.length > 0) found.set(shard, recent);
    }
    if (unknown.size > 0) for (const [shard, records] of await this.read(unknown, limit)) found.set(shard, records);
    return found;
  }

  async lease(owner: string, millis: number): Promise<ReadonlyMap<number, number>> {
    const { rows } = await this.pool.query<{ shard: number; cursor: string }>({
      name: 'relay-lease',
      text: `update relay set owner = $1, leased_until = now() + $2::interval
        where shard in (
          select shard from relay where owner = $1 or owner is null or leased_until < now() order by shard for update skip locked)
        returning shard, cursor`,
      values: [owner, `${String(millis)} milliseconds`],
    });
    return new Map(rows.map(({ shard, cursor }) => [shard, Number(cursor)]));
  }

  async advance(
    moves: ReadonlyMap<number, { readonly from: number; readonly to: number }>,
  ): Promise<readonly number[]> {
    const ascending = [...moves].sort(([one], [other]) => one - other);
    const { rows } = await this.pool.query<{ shard: number }>({
      name: 'relay-advance',
      // locked in order: two relays that overlap for a moment must not wait for each other
      text: `with locked as materialized (
          select shard from relay where shard = any ($1::integer[]) order by shard for update)
        update relay r set cursor = m.new
        from unnest($1::integer[], $2::bigint[], $3::bigint[]) as m (shard, old, new) join locked using (shard)
        where r.shard = m.shard and r.cursor = m.old returning r.shard`,
      values: [
        ascending.map(([shard]) => shard),
        ascending.map(([, { from }]) => from),
        ascending.map(([, { to }]) => to),
      ],
    });
    if (this.traced) await this.forgetTraces(moves);
    return rows.map(({ shard }) => shard);
  }

  /**
   * Has everything public after a position published again, by whoever relays the shard once he renews his lease. The cursor
   * is always put below where it was: a relay moves none that is not where it left it, so what it published before counts
   * no more, and from here on the cursor says how far the publishing anew has come.
   */
  async rewind(shard: number, position: number): Promise<void> {
    await this.pool.query('update relay set cursor = least(cursor, $2) - 1 where shard = $1', [shard, position]);
  }

  /** @throws RangeError for a shard this service does not have */
  async cursor(shard: number): Promise<number> {
    const { rows } = await this.pool.query<{ cursor: string }>('select cursor from relay where shard = $1', [shard]);
    if (rows[0] === undefined) throw new RangeError(`there is no shard ${String(shard)}`);
    return Number(rows[0].cursor);
  }

  /** How far publishing is behind writing, in positions over all shards. */
  async unpublished(): Promise<number> {
    const { rows } = await this.pool.query<{ behind: string }>({
      name: 'unpublished',
      text: `select coalesce(sum(greatest(h.public_position - r.cursor, 0)), 0) as behind
        from head h join relay r using (shard)`,
    });
    return Number(rows[0]?.behind ?? 0);
  }

  async release(owner: string): Promise<void> {
    await this.pool.query({
      name: 'relay-release',
      text: "update relay set owner = null, leased_until = '-infinity' where owner = $1",
      values: [owner],
    });
  }

  /** What is published has its trace with it. */
  private async forgetTraces(moves: ReadonlyMap<number, { readonly to: number }>): Promise<void> {
    await this.pool.query({
      name: 'traces-forget',
      text: `delete from trace t using unnest($1::integer[], $2::bigint[]) as m (shard, published)
        where t.shard = m.shard and t.position <= m.published`,
      values: [[...moves.keys()], [...moves.values()].map(({ to }) => to)],
    });
  }

  private toRecord({ shard, position, follows, type, audience, at, body, stream, trace }: StoredEvent): PublicRecord {
    const key = caseIdOf(stream);
    const record = {
      key,
      source: this.source,
      shard,
      position,
      follows: follows ?? 0,
      type,
      audience: audience ?? EVERYBODY,
      at,
      body,
    };
    if (trace === undefined) return record;
    this.traced = true;
    return { ...record, traceparent: trace };
  }

  private remember(record: PublicRecord): void {
    const own = this.recent.get(record.shard) ?? [];
    this.recent.set(record.shard, own);
    // another instance wrote in between: what is before the hole cannot be handed on from here
    const last = own.at(-1);
    if (last !== undefined && last.position !== record.follows) this.drop(own, own.length);
    own.push(record);
    this.recentBytes += record.body.length;
  }

  private forget(): void {
    for (const own of this.recent.values()) this.drop(own, Math.ceil(own.length / 2));
  }

  private drop(own: PublicRecord[], count: number): void {
    for (const { body } of own.splice(0, count)) this.recentBytes -= body.length;
  }

  /** `null` when the position is not in the tail this process remembers. */
  private recentAfter(shard: number, position: number, limit: number): readonly PublicRecord[] | null {
    const own = this.recent.get(shard);
    const last = own?.at(-1);
    if (own === undefined || last === undefined) return null;
    // another instance may have written after it: only the table knows
    if (last.position <= position) return null;
    const start = own.findIndex(({ follows }) => follows === position);
    if (start < 0) return null;
    this.drop(own, start);
    return own.slice(0, limit);
  }

  private async read(from: ReadonlyMap<number, number>, limit: number): Promise<Map<number, PublicRecord[]>> {
    const { rows } = await this.pool.query<OutboxRow>({
      name: 'outbox-read',
      // the head says whether there is anything: private events after the cursor are not looked through for nothing
      text: `select w.wanted, ${eventColumnsOf('page')}, t.traceparent from unnest($1::integer[], $2::bigint[]) as w (wanted, after)
        join head h on h.shard = w.wanted and h.public_position > w.after
        left join lateral (
          select ${eventColumns} from event e
            where e.shard = w.wanted and e.position > w.after and e.audience is not null order by e.position limit $3
        ) as page on true
        left join trace t on t.shard = page.shard and t.position = page.position
        order by w.wanted, page.position`,
      values: [[...from.keys()], [...from.values()], limit],
    });
    const found = new Map<number, PublicRecord[]>();
    for (const row of rows) {
      const own = found.get(row.wanted) ?? [];
      found.set(row.wanted, own);
      if (row.position === null) continue;
      const stored = toStored(row);
      own.push(this.toRecord(row.traceparent === null ? stored : { ...stored, trace: row.traceparent }));
    }
    for (const [shard, inRows] of found) {
      const after = from.get(shard) as number;
      const [first] = inRows;
      if (first === undefined || first.follows > after)
        found.set(shard, await this.readPacks(shard, after, inRows, limit));
    }
    return found;
  }

  /** The rows do not begin with the next public event: it stands in a pack, for the shard was rewound so far. */
  private async readPacks(
    shard: number,
    after: number,
    inRows: PublicRecord[],
    limit: number,
  ): Promise<PublicRecord[]> {
    let place = after;
    for (;;) {
      const pack = await this.packs.after(shard, place);
      if (pack === null) return inRows;
      const records = pack.events
        .filter(({ position, audience }) => position > after && audience !== null)
        .map((event) => this.toRecord(event));
      if (records.length > 0) return records.slice(0, limit);
      place = pack.last;
    }
  }
}
