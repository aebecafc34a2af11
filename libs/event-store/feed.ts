import type { Pool } from 'pg';
import { PAGE_EVENTS } from './limits.js';
import type { Packs } from './packs/packs.js';
import { readStreamsOf } from './packs/streams-of.js';
import type { StoredEvent } from './types.js';
import { eventColumns, toStored, type EventRow } from './rows.js';

/** Where a stream begins: the place of its first event. */
export interface StreamPlace {
  readonly shard: number;
  readonly position: number;
}

export interface StreamPage {
  readonly streams: readonly string[];
  /** To be handed in for the page after it; `null`: there is none. */
  readonly next: StreamPlace | null;
}

/**
 * Reading what is committed: by stream, by case, by position. Pages are short transactions of their own. What stands in rows is
 * read first, and what is missing there from the packs.
 */
export class Feed {
  constructor(
    private readonly pool: Pool,
    private readonly packs: Packs,
    private readonly shards: number,
    private readonly desks: readonly string[],
  ) {}

  /** A stream, oldest first; `untilAt`: only what happened at or before this instant of domain time. */
  async stream(stream: string, { untilAt }: { readonly untilAt?: number } = {}): Promise<readonly StoredEvent[]> {
    const events = (await this.ofStreams([stream])).get(stream) ?? [];
    if (untilAt === undefined) return events;
    // the first event after the instant ends the past; recorded time would be the turn's, some milliseconds later
    const end = events.findIndex(({ at }) => at > untilAt);
    return end < 0 ? events : events.slice(0, end);
  }

  /** Every event of a case over all desks of this service, in the order of recording. */
  async ofCase(caseId: string): Promise<readonly StoredEvent[]> {
    const streams = await this.ofStreams(this.desks.map((desk) => `${desk}/${caseId}`));
    return [...streams.values()].flat().sort((one, other) => one.position - other.position);
  }

  /**
   * Streams in the order in which they began, shard by shard: keyset pages over everything, in which those that stand near each
   * other in packs come together. A page is as long as it was easy to come by, and empty pages are not handed out.
   */
  async streams(after: StreamPlace | null, limit: number): Promise<StreamPage> {
    let place = after ?? { shard: 0, position: 0 };
    while (place.shard < this.shards) {
      const page = await this.beginningIn(place, limit);
      if (page.streams.length > 0) return page;
      place = page.next;
    }
    return { streams: [], next: null };
  }

  async ofStreams(streams: readonly string[]): Promise<ReadonlyMap<string, readonly StoredEvent[]>> {
    return readStreamsOf(
      async (statement) => (await this.pool.query<EventRow>({ ...statement, values: [...statement.values] })).rows,
      this.packs,
      new Map(streams.map((stream) => [stream, 0])),
    );
  }

  /**
   * Events of a shard after a position, oldest first, at most a page: fewer say nothing, none that there are none. Positions
   * are dense: a reader sees no hole.
   */
  async after(shard: number, position: number, limit = PAGE_EVENTS): Promise<readonly StoredEvent[]> {
    const { rows } = await this.pool.query<EventRow>({
      name: 'feed',
      text: `select ${eventColumns} from event where shard = $1 and position > $2 order by position limit $3`,
      values: [shard, position, limit],
    });
    const inRows = rows.map(toStored);
    if (inRows[0]?.position === position + 1) return inRows;
    const pack = await this.packs.after(shard, position);
    if (pack === null) return inRows;
    const from = position + 1 - pack.first;
    return pack.events.slice(from, from + limit);
  }

  /** Streams that begin in one shard after a place, from the next pack or from the rows; none of either is a page too. */
  private async beginningIn({ shard, position }: StreamPlace, limit: number) {
    const { rows } = await this.pool.query<{ stream: string; position: string }>({
      name: 'streams',
      // rows are looked through only where no pack comes before them, which one snapshot tells of both
      text: `select stream, position from event where shard = $1 and position > $2 and version = 1
        and not exists (select from pack where shard = $1 and last > $2) order by position limit $3`,
      values: [shard, position, limit],
    });
    const pack = rows.length > 0 ? null : await this.packs.after(shard, position);
    const found =
      pack === null
        ? rows.map((row) => ({ stream: row.stream, position: Number(row.position) }))
        : pack.events.filter((event) => event.version === 1 && event.position > position).slice(0, limit);
    const ends = pack === null ? { shard: shard + 1, position: 0 } : { shard, position: pack.last };
    const last = found.at(-1);
    const next = last === undefined || found.length < limit ? ends : { shard, position: last.position };
    return { streams: found.map(({ stream }) => stream), next };
  }

  async heads(): Promise<ReadonlyMap<number, { readonly position: number; readonly publicPosition: number }>> {
    const { rows } = await this.pool.query<{ shard: number; position: string; public_position: string }>({
      name: 'heads',
      text: 'select shard, position, public_position from head order by shard',
    });
    return new Map(
      rows.map((row) => [row.shard, { position: Number(row.position), publicPosition: Number(row.public_position) }]),
    );
  }
}
