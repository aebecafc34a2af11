import type { Pool } from 'pg';
import { ERRAND_LEASE_MILLIS } from './limits.js';
import type { NewErrand } from './types.js';

export interface ErrandRow {
  readonly id: string;
  readonly stream: string;
  readonly port: string;
  readonly nature: NewErrand['nature'];
  readonly payload: Buffer;
  readonly attempt: number;
}

/** First key of the advisory lock each owner of errands holds in a session of its own; the second is the owner's number. */
export const ERRAND_OWNERS = 0x79636572;

/**
 * The rows of errands that wait for an answer. An owner's life is a lock in a session: where the lock is gone the process is
 * dead, and its errands are adopted at once; where the lock stands but nothing moves (a frozen process) when the lease is over.
 */
export class ErrandRows {
  constructor(
    private readonly pool: Pool,
    readonly owner: number,
  ) {}

  async renew(ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    await this.pool.query({
      name: 'errands-renew',
      text: `update errand set leased_until = now() + $2::interval
        where id = any ($1) and owner = $3 and leased_until < now() + $2::interval / 2`,
      values: [ids, lease, this.owner],
    });
  }

  async adopt(limit: number): Promise<readonly ErrandRow[]> {
    if (limit <= 0) return [];
    const { rows } = await this.pool.query<ErrandRow>({
      name: 'errands-adopt',
      text: `update errand set owner = $1, leased_until = now() + $2::interval
        where id in (
          select id from errand
            where not exhausted and (leased_until < now() or (owner <> $1 and owner not in (
              select l.objid::bigint::integer from pg_locks l
                where l.locktype = 'advisory' and l.classid = $3 and l.granted
                  and l.database = (select oid from pg_database where datname = current_database()))))
            order by next_at limit $4 for update skip locked)
        returning id, stream, port, nature, payload, attempt`,
      values: [this.owner, lease, ERRAND_OWNERS, limit],
    });
    return rows;
  }

  /** An operator lets the parked effects of a case begin anew. */
  async revive(caseId: string): Promise<void> {
    await this.pool.query({
      name: 'errands-revive',
      text: `update errand set exhausted = false, leased_until = '-infinity' where exhausted and stream like '%/' || $1`,
      values: [caseId],
    });
  }

  /** An operator gives the parked effects of a case up. */
  async give(caseId: string): Promise<number> {
    const { rowCount } = await this.pool.query({
      name: 'errands-give-up',
      text: `delete from errand where exhausted and stream like '%/' || $1`,
      values: [caseId],
    });
    return rowCount ?? 0;
  }
}

const lease = `${String(ERRAND_LEASE_MILLIS)} milliseconds`;
