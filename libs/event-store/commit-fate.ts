import { setTimeout as pause } from 'node:timers/promises';
import type { Effects } from './effects.js';
import { isMachineFault } from './fault.js';
import { BACK_OFF_FIRST_MILLIS, BACK_OFF_MOST_MILLIS } from './limits.js';
import type { Session, Statement } from './session.js';

/** Rows a transaction wrote, at most one of each kind. A turn that wrote none of them may be run again without harm. */
export type Witness = Pick<Effects, 'events' | 'places' | 'commands'>;

/**
 * A session that is lost between the commit and its answer leaves open which it was. The database knows: without asking, a
 * turn that was committed would be run again. A backend that is still at work is waited for.
 *
 * The number of a transaction alone does not tell. One that was never written down is given again after a crash, to
 * whoever comes first in any database of the server; so a row must be there, too, that bears the number and is ours.
 *
 * @returns `false` too when nothing was learnt within `patienceMillis`; by then whoever waits is sent away
 */
export async function committedAfterAll(
  session: Pick<Session, 'ask'>,
  transaction: string,
  wrote: Witness,
  patienceMillis: number,
): Promise<boolean> {
  const asked = fateOf(transaction, wrote);
  const until = performance.now() + patienceMillis;
  for (let attempt = 0; performance.now() < until; attempt += 1) {
    try {
      const { rows } = await session.ask(asked);
      const { fate, ours } = rows[0] as { fate: string | null; ours: boolean };
      if (fate !== 'in progress') return fate === 'committed' && ours;
    } catch (error) {
      if (!isMachineFault(error)) throw error;
    }
    await pause(Math.min(BACK_OFF_MOST_MILLIS, BACK_OFF_FIRST_MILLIS * 2 ** attempt));
  }
  return false;
}

function fateOf(transaction: string, { events: [event], places: [place], commands: [command] }: Witness): Statement {
  return {
    name: 'commit-fate',
    // after a crash a number may lie ahead; asked for the fate of such a one the database raises
    text: `select case when $1::xid8 < pg_snapshot_xmax(pg_current_snapshot()) then pg_xact_status($1::xid8) end as fate,
      exists (select from event e where e.shard = $2 and e.position = $3 and e.stream = $4 and e.xmin = xid($1::xid8))
        or exists (select from place p
          where p.consumer = $5 and p.topic = $6 and p.partition = $7 and p.xmin = xid($1::xid8))
        or exists (select from command c where c.stream = $8 and c.cause = $9 and c.xmin = xid($1::xid8)) as ours`,
    values: [
      transaction,
      ...(event === undefined ? [null, null, null] : [event.shard, event.position, event.stream]),
      ...(place === undefined ? [null, null, null] : [place.consumer, place.topic, place.partition]),
      ...(command === undefined ? [null, null] : [command.stream, command.cause]),
    ],
  };
}
