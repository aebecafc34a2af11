import type { Pool } from 'pg';
import { PAGE_EVENTS } from './limits.js';
import type { StoredEvent } from './types.js';
import { eventColumns, toStored, type EventRow } from './rows.js';

/** Reading what is committed: by stream, by case, by position. Pages are short transactions of their own. */
export class Feed {
  constructor(
    private readonly pool: Pool,
    private readonly desks: readonly string[],
  ) {}

  /** A stream, oldest first; `untilAt`: only what happened at or before this instant of domain time. */
  async stream(stream: string, { untilAt }: { readonly untilAt?: number } = {}): Promise<readonly StoredEvent[]> {
    const { rows } = await this.pool.query<EventRow>({
      name: 'read-stream',
      text: `select ${eventColumns} from event where stream = $1 order by version`,
      values: [stream],
    });
    const events = rows.map(toStored);
    if (untilAt === undefined) return events;
    // the first event after the instant ends the past; recorded time would be the turn's, some milliseconds later
    const end = events.findIndex(({ at }) => at > untilAt);
    return end < 0 ? events : events.slice(0, end);
  }

  /** Every event of a case over all desks of this service, in the order of recording. */
  async ofCase(caseId: string): Promise<readonly StoredEvent[]> {
    const { rows } = await this.pool.query<EventRow>({
      name: 'read-case',
      text: `select ${eventColumns} from event where stream = any ($1) order by position`,
      values: [this.desks.map((desk) => `${desk}/${caseId}`)],
    });
    return rows.map(toStored);
  }

  /** Names of streams after one, in order: keyset pages over everything. */
  async streams(after: string, limit: number): Promise<readonly string[]> {
    const { rows } = await this.pool.query<{ stream: string }>({
      name: 'streams',
      text: 'select stream from event where stream > $1 and version = 1 order by stream limit $2',
      values: [after, limit],
    });
    return rows.map(({ stream }) => stream);
  }

  async ofStreams(streams: readonly string[]): Promise<ReadonlyMap<string, readonly StoredEvent[]>> {
    const { rows } = await this.pool.query<EventRow>({
      name: 'read-streams',
      text: `select ${eventColumns} from event where stream = any ($1) order by stream, version`,
      values: [streams],
    });
    const found = new Map<string, StoredEvent[]>();
    for (const row of rows) {
      const own = found.get(row.stream) ?? [];
      found.set(row.stream, own);
      own.push(toStored(row));
    }
    return found;
  }

  /** Events of a shard after a position, oldest first, at most a page. Positions are dense: a reader sees no hole. */
  async after(shard: number, position: number, limit = PAGE_EVENTS): Promise<readonly StoredEvent[]> {
    const { rows } = await this.pool.query<EventRow>({
      name: 'feed',
      text: `select ${eventColumns} from event where shard = $1 and position > $2 order by position limit $3`,
      values: [shard, position, limit],
    });
    return rows.map(toStored);
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
