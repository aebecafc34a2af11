import type { Pool } from 'pg';

/** Figures an operator watches. Ages are domain milliseconds, 0 when nothing waits. */
export interface Counts {
  readonly oldestUnpublishedMillis: number;
  readonly oldestUnfiredMillis: number;
  readonly parked: number;
  readonly oldestParkedMillis: number;
  readonly openErrands: number;
  /** Turns committed by this process since its start, and the works that shared them. */
  readonly turns: number;
  readonly works: number;
}

/**
 * Where a shard has nothing unpublished its head says so, and no event is looked at. One that was rewound into its packs is as
 * old as the first event of the pack it has come to.
 */
export const countsSql = `select
      (select min(first.recorded_at) from relay r
        join head h on h.shard = r.shard and h.public_position > r.cursor cross join lateral (
        select coalesce(
          (select p.recorded_at from pack p where p.shard = r.shard and p.first <= r.cursor + 1 and p.last > r.cursor),
          (select e.recorded_at from event e
            where e.shard = r.shard and e.position > r.cursor and e.audience is not null
            order by e.position limit 1)) as recorded_at) as first) as unpublished,
      (select min(due_at) from timer where due_at <= $1) as unfired,
      (select count(*) from parked) as parked,
      (select min(parked_at) from parked) as parked_since,
      (select count(*) from errand) as errands`;

export async function counts(
  pool: Pool,
  now: number,
  { turns, works }: Pick<Counts, 'turns' | 'works'>,
): Promise<Counts> {
  const { rows } = await pool.query<{
    unpublished: string | null;
    unfired: string | null;
    parked: string;
    parked_since: string | null;
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
    oldestParkedMillis: age(row?.parked_since),
    openErrands: Number(row?.errands ?? 0),
    turns,
    works,
  };
}
