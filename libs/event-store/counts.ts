import type { Pool } from 'pg';

/** Figures an operator watches. Ages are domain milliseconds, 0 when nothing waits. */
export interface Counts {
  readonly oldestUnpublishedMillis: number;
  readonly oldestUnfiredMillis: number;
  readonly parked: number;
  readonly openErrands: number;
  /** Works that shared one commit, on average since the start. */
  readonly meanWorksPerTurn: number;
}

/** Where a shard has nothing unpublished its head says so, and no event is looked at. */
export const countsSql = `select
      (select min(first.recorded_at) from relay r
        join head h on h.shard = r.shard and h.public_position > r.cursor cross join lateral (
        select e.recorded_at from event e
          where e.shard = r.shard and e.position > r.cursor and e.audience is not null
          order by e.position limit 1) as first) as unpublished,
      (select min(due_at) from timer where due_at <= $1) as unfired,
      (select count(*) from parked) as parked,
      (select count(*) from errand) as errands`;

export async function counts(pool: Pool, now: number, meanWorksPerTurn: number): Promise<Counts> {
  const { rows } = await pool.query<{
    unpublished: string | null;
    unfired: string | null;
    parked: string;
    errands: string;
  }>({
    name: 'counts',
    text: countsSql,
    values: [now],
  });
  const row = rows[0];
  const age = (since: string | null | undefined): number =>
    since === null || since === undefined ? 0 : Math.max(0, now - Number(since));
  return {
    oldestUnpublishedMillis: age(row?.unpublished),
    oldestUnfiredMillis: age(row?.unfired),
    parked: Number(row?.parked ?? 0),
    openErrands: Number(row?.errands ?? 0),
    meanWorksPerTurn,
  };
}
