import type { Pool } from 'pg';
import type { ErrandRows } from './errand-rows.js';
import type { Errands } from './errands.js';
import { fromPortable } from './effects.js';
import type { Item } from './item.js';
import { shardOf } from './shard-of.js';
import type { Turns } from './turns.js';
import type { ParkedCase, TurnHandler } from './types.js';

interface QueuedRow {
  readonly seq: string;
  readonly stream: string;
  readonly cause: string;
  readonly origin: { kind: string; mark?: { offset: string } };
  readonly payload: Buffer;
}

export interface RetryOutcome {
  /** `open`: the case goes on. `parked`: it failed again. `none`: it is not parked. */
  readonly outcome: 'open' | 'parked' | 'none';
  /** Queued works that were worked off. */
  readonly workedOff: number;
}

interface Parts<P, S> {
  readonly pool: Pool;
  readonly turns: Turns<P, S>;
  readonly handler: TurnHandler<P, S>;
  readonly shards: number;
  readonly now: () => number;
  readonly errandRows: ErrandRows;
  readonly errands: () => Errands<P> | null;
}

/** What an operator does with parked cases. Nothing private is shown: a reason names a fault, never a value. */
export class Parked<P, S> {
  constructor(private readonly parts: Parts<P, S>) {}

  async list(): Promise<readonly ParkedCase[]> {
    const { rows } = await this.parts.pool.query<{
      case_id: string;
      shard: number;
      parked_at: string;
      reason: string;
      origin: string;
      waiting: number;
    }>({
      name: 'parked-list',
      text: `select p.case_id, p.shard, p.parked_at, p.reason, p.origin,
          (select count(*)::integer from parked_work w where w.case_id = p.case_id) as waiting
        from parked p order by p.parked_at, p.case_id limit 1000`,
    });
    return rows.map(({ case_id, shard, parked_at, reason, origin, waiting }) => ({
      caseId: case_id,
      shard,
      parkedAt: Number(parked_at),
      reason,
      origin,
      waiting,
    }));
  }

  /** Works the queue off in order; the marker goes, under the head, when nothing is left and nothing failed. */
  async retry(caseId: string): Promise<RetryOutcome> {
    let workedOff = 0;
    for (;;) {
      const queue = await this.queue(caseId);
      if (queue === null) return { outcome: workedOff > 0 ? 'open' : 'none', workedOff };
      const whole = await this.workOff(caseId, queue);
      const left = await this.queue(caseId);
      workedOff += queue.length - (left?.length ?? 0);
      if (whole && left === null) break;
      // what slipped in behind the queue while it was worked off is next; a failure ends it
      if (!whole) return { outcome: 'parked', workedOff: Math.max(0, workedOff) };
    }
    await this.parts.errandRows.revive(caseId);
    await this.parts.errands()?.look();
    return { outcome: 'open', workedOff };
  }

  /** Passes over what failed, with the reason on record, and goes on with the rest. */
  async resolve(caseId: string, reason: string): Promise<RetryOutcome> {
    const { pool, now } = this.parts;
    const { rows } = await pool.query<{ reason: string; origin: string }>(
      'select reason, origin from parked where case_id = $1',
      [caseId],
    );
    const parked = rows[0];
    if (parked === undefined) return { outcome: 'none', workedOff: 0 };
    const client = await pool.connect();
    try {
      await client.query('begin');
      await client.query('select 1 from head where shard = $1 for update', [shardOf(caseId, this.parts.shards)]);
      await client.query(
        'insert into parked_resolution (case_id, resolved_at, reason, parked_for, origin) values ($1, $2, $3, $4, $5)',
        [caseId, Math.floor(now()), reason, parked.reason, parked.origin],
      );
      const given = await this.parts.errandRows.give(caseId);
      if (given === 0) {
        await client.query(
          'delete from parked_work where case_id = $1 and seq = (select min(seq) from parked_work where case_id = $1)',
          [caseId],
        );
      }
      await client.query('commit');
    } catch (error) {
      await client.query('rollback');
      throw error;
    } finally {
      client.release();
    }
    return this.retry(caseId);
  }

  /** `null` when the case is not parked. */
  private async queue(caseId: string): Promise<readonly QueuedRow[] | null> {
    const { rowCount } = await this.parts.pool.query('select 1 from parked where case_id = $1', [caseId]);
    if (rowCount === 0) return null;
    const { rows } = await this.parts.pool.query<QueuedRow>(
      'select seq, stream, cause, origin, payload from parked_work where case_id = $1 order by seq',
      [caseId],
    );
    return rows;
  }

  private async workOff(caseId: string, queue: readonly QueuedRow[]): Promise<boolean> {
    const { turns, handler, shards } = this.parts;
    const shard = shardOf(caseId, shards);
    const items = queue.map(({ stream, cause, origin, payload }): Item<P> => {
      return {
        shard,
        settle: null,
        work: { stream, caseId, cause, origin: fromPortable(origin), payload: handler.unpack(payload) },
      };
    });
    const seqs = queue.map(({ seq }) => Number(seq));
    return new Promise((resolve, reject) => {
      turns.enqueue({
        items,
        steps: [],
        unparking: { caseId, shard, seqs },
        done: ({ unparkedWhole }) => {
          resolve(unparkedWhole);
        },
        failed: reject,
      });
    });
  }
}
