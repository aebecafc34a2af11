import type { Pool } from 'pg';
import type { NewErrand } from './types.js';

export interface ErrandRow {
  readonly id: string;
  readonly stream: string;
  readonly port: string;
  readonly nature: NewErrand['nature'];
  readonly payload: Buffer;
  readonly attempt: number;
  readonly spent: number;
}

/** First key of the advisory lock each owner of errands holds in a session of its own; the second is the owner's number. */
export const ERRAND_OWNERS = 0x79636572;

/** The lock by which an owner lives. Shared: its old session may not be gone yet when the new one says it. */
export const livingSql = (owner: number): string =>
  `select pg_advisory_lock_shared(${String(ERRAND_OWNERS)}, ${String(owner)})`;

const columns = 'e.id, e.stream, e.port, e.nature, e.payload, e.attempt, e.spent';

/**
 * The rows of errands that wait for an answer. An owner's life is a lock in a session: where the lock is gone the process is
 * dead, and its errands are adopted at once; where the lock stands but nothing moves (a frozen process) when the lease is over.
 * The lease is one row an owner, not one an errand: saying that one lives costs the same with ten thousand.
 */
export class ErrandRows {
  private readonly lease: string;

  constructor(
    private readonly pool: Pool,
    readonly owner: number,
    leaseMillis: number,
  ) {
    this.lease = `${String(leaseMillis)} milliseconds`;
  }

  /** This owner moves. */
  async live(): Promise<void> {
    await this.pool.query({
      name: 'errand-owner',
      text: `insert into errand_owner (owner, alive_until) values ($1, now() + $2::interval)
        on conflict (owner) do update set alive_until = excluded.alive_until`,
      values: [this.owner, this.lease],
    });
  }

  /** Own errands, from before anybody worked on them here. */
  async own(): Promise<readonly ErrandRow[]> {
    const { rows } = await this.pool.query<ErrandRow>({
      name: 'errands-own',
      text: `select ${columns} from errand e where e.owner = $1 and not e.exhausted`,
      values: [this.owner],
    });
    return rows;
  }

  /** Those of these errands that are still to be done, and by this owner. */
  async still(ids: readonly string[]): Promise<ReadonlySet<string>> {
    if (ids.length === 0) return new Set();
    const { rows } = await this.pool.query<{ id: string }>({
      name: 'errands-still',
      text: 'select id from errand where id = any ($1) and owner = $2 and not exhausted',
      values: [ids, this.owner],
    });
    return new Set(rows.map(({ id }) => id));
  }

  /** Takes errands of nobody, of the dead and of the frozen. */
  async adopt(limit: number): Promise<readonly ErrandRow[]> {
    if (limit <= 0) return [];
    const { rows } = await this.pool.query<ErrandRow>({
      name: 'errands-adopt',
      text: `update errand e set owner = $1
        from (
          select id from errand
            where not exhausted and owner = any (0 || array(
              select o.owner from errand_owner o
                where o.owner <> $1 and (o.alive_until < now() or not exists (
                  select from pg_locks l
                    where l.locktype = 'advisory' and l.classid::bigint = $2 and l.objid::bigint = o.owner
                      and l.objsubid = 2 and l.granted
                      and l.database = (select oid from pg_database where datname = current_database())))))
            limit $3 for update skip locked
        ) as free
        where e.id = free.id returning ${columns}`,
      values: [this.owner, ERRAND_OWNERS, limit],
    });
    return rows;
  }

  /** An attempt failed: whoever goes on, this process or another, counts from there. */
  async failed(id: string, attempt: number, spent: number): Promise<void> {
    await this.pool.query({
      name: 'errand-failed',
      text: 'update errand set attempt = greatest(attempt, $2), spent = $3 where id = $1 and owner = $4',
      values: [id, attempt, spent, this.owner],
    });
  }

  /** Whoever has room for it may go on with it. */
  async leaveOne(id: string): Promise<void> {
    await this.pool.query({
      name: 'errand-leave',
      text: 'update errand set owner = 0 where id = $1 and owner = $2 and not exhausted',
      values: [id, this.owner],
    });
  }

  /** This owner stops, others need not find out. Owners long silent with nothing left are forgotten. */
  async leave(): Promise<void> {
    await this.pool.query('update errand set owner = 0 where owner = $1 and not exhausted', [this.owner]);
    await this.pool.query(
      `delete from errand_owner o where o.alive_until < now() - interval '1 day'
        and not exists (select from errand e where e.owner = o.owner and not e.exhausted)`,
    );
  }
}
