import type { ClientBase, Pool } from 'pg';
import type { Errands } from './errands.js';
import { fromPortable } from './effects.js';
import type { Item } from './item.js';
import { shardOf } from './shard-of.js';
import type { TurnResult } from './turn.js';
import type { Turns } from './turns.js';
import { errandName } from './turn-parking.js';
import type { ParkedCase, ParkedDetail, TurnHandler } from './types.js';
import { RETRY_ROUNDS_MAX } from './limits.js';

interface QueuedRow {
  readonly seq: string;
  readonly stream: string;
  readonly cause: string;
  readonly origin: { kind: string; mark?: { offset: string }; trace?: string };
  readonly payload: Buffer;
}

interface ParkedRow {
  readonly case_id: string;
  readonly shard: number;
  readonly parked_at: string;
  readonly reason: string;
  readonly origin: string;
  readonly waiting: number;
}

const parkedColumns = `p.case_id, p.shard, p.parked_at, p.reason, p.origin,
  (select count(*)::integer from parked_work w where w.case_id = p.case_id) as waiting`;

const toParked = ({ case_id, parked_at, ...row }: ParkedRow): ParkedCase => ({
  caseId: case_id,
  parkedAt: Number(parked_at),
  ...row,
});

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
  readonly errands: () => Errands<P> | null;
}

/** What an operator does with parked cases. Nothing private is shown: a reason names a fault, never a value. */
export class Parked<P, S> {
  constructor(private readonly parts: Parts<P, S>) {}

  async list(): Promise<readonly ParkedCase[]> {
    const { rows } = await this.parts.pool.query<ParkedRow>({
      name: 'parked-list',
      text: `select ${parkedColumns} from parked p order by p.parked_at, p.case_id limit 1000`,
    });
    return rows.map(toParked);
  }

  /** `null` when the case is not parked. */
  async show(caseId: string): Promise<ParkedDetail<P> | null> {
    const { pool, handler } = this.parts;
    const { rows } = await pool.query<ParkedRow>(`select ${parkedColumns} from parked p where p.case_id = $1`, [
      caseId,
    ]);
    const parked = rows[0];
    if (parked === undefined) return null;
    const queue = (await this.queue(caseId)) ?? [];
    const { rows: effects } = await pool.query<{ id: string; attempt: number }>(exhaustedSql, [caseId]);
    return {
      ...toParked(parked),
      queue: queue.map(({ stream, origin, payload }) => ({
        stream,
        origin: fromPortable(origin),
        payload: handler.fromBytes(payload),
      })),
      effects: effects.map(({ id, attempt }) => ({ name: errandName(id), attempts: attempt })),
    };
  }

  /** Works the queue off in order; the marker goes, under the head, when nothing is left and nothing failed. */
  async retry(caseId: string): Promise<RetryOutcome> {
    let workedOff = 0;
    let queue = await this.queue(caseId);
    if (queue === null) return { outcome: 'none', workedOff };
    for (let round = 0; queue !== null; round += 1) {
      const done = await this.workOff(caseId, queue);
      workedOff += done.workedOff;
      if (!done.whole || round === RETRY_ROUNDS_MAX) return { outcome: 'parked', workedOff };
      // what slipped in behind the queue while it was worked off is next
      queue = await this.queue(caseId);
    }
    await this.parts.errands()?.look();
    return { outcome: 'open', workedOff };
  }

  /** Passes over what failed, with the reason on record, and goes on with the rest. */
  async resolve(caseId: string, reason: string): Promise<RetryOutcome> {
    const client = await this.parts.pool.connect();
    try {
      await client.query('begin');
      await client.query('select 1 from head where shard = $1 for update', [shardOf(caseId, this.parts.shards)]);
      const parked = await this.passOver(client, caseId, reason);
      await client.query('commit');
      if (!parked) return { outcome: 'none', workedOff: 0 };
    } catch (error) {
      await client.query('rollback');
      throw error;
    } finally {
      client.release();
    }
    return this.retry(caseId);
  }

  /** The work at the head of the queue, or the effects that could not be done: whichever the case is parked for. */
  private async passOver(client: ClientBase, caseId: string, reason: string): Promise<boolean> {
    const { rows } = await client.query<{ reason: string; origin: string }>(
      'select reason, origin from parked where case_id = $1',
      [caseId],
    );
    const parked = rows[0];
    if (parked === undefined) return false;
    const { rows: over } = await client.query<{ what: string }>(parked.origin === 'effect' ? giveUpSql : dropHeadSql, [
      caseId,
    ]);
    await client.query(
      `insert into parked_resolution (case_id, resolved_at, reason, parked_for, origin, passed_over)
        values ($1, $2, $3, $4, $5, $6)`,
      [caseId, Math.floor(this.parts.now()), reason, parked.reason, parked.origin, over.map(({ what }) => what)],
    );
    return true;
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

  private async workOff(caseId: string, queue: readonly QueuedRow[]): Promise<TurnResult<P>['unparked']> {
    const { turns, handler, shards } = this.parts;
    const shard = shardOf(caseId, shards);
    const seqOf = new Map<Item<P>, number>();
    for (const { seq, stream, cause, origin, payload } of queue) {
      const { trace, ...from } = origin;
      const asked = { stream, caseId, cause, origin: fromPortable(from), payload: handler.fromBytes(payload) };
      const work = trace === undefined ? asked : { ...asked, trace };
      seqOf.set({ shard, settle: null, work }, Number(seq));
    }
    return new Promise((resolve, reject) => {
      turns.enqueue({
        items: [...seqOf.keys()],
        steps: [],
        unparking: { caseId, shard, seqOf },
        done: ({ unparked }) => {
          resolve(unparked);
        },
        failed: reject,
      });
    });
  }
}

const exhausted = `exhausted and substr(stream, strpos(stream, '/') + 1) = $1`;
const exhaustedSql = `select id, attempt from errand where ${exhausted} order by id`;
const giveUpSql = `delete from errand where ${exhausted} returning id as what`;
const dropHeadSql = `delete from parked_work
  where case_id = $1 and seq = (select min(seq) from parked_work where case_id = $1) returning cause as what`;
