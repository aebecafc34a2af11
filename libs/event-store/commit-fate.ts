import { setTimeout as pause } from 'node:timers/promises';
import { isMachineFault } from './fault.js';
import { BACK_OFF_FIRST_MILLIS, BACK_OFF_MOST_MILLIS } from './limits.js';
import type { Session } from './session.js';

/**
 * A session that is lost between the commit and its answer leaves open which it was. The database knows: without asking, a
 * turn that was committed would be run again. A backend that is still at work is waited for.
 *
 * @returns `false` too when nothing was learnt within `patienceMillis`; by then whoever waits is sent away
 */
export async function committedAfterAll(
  session: Session,
  transaction: string,
  patienceMillis: number,
): Promise<boolean> {
  const until = performance.now() + patienceMillis;
  for (let attempt = 0; performance.now() < until; attempt += 1) {
    try {
      const { rows } = await session.ask({
        name: 'commit-fate',
        text: 'select pg_xact_status($1::xid8) as fate',
        values: [transaction],
      });
      const { fate } = rows[0] as { fate: string | null };
      if (fate !== 'in progress') return fate === 'committed';
    } catch (error) {
      if (!isMachineFault(error)) throw error;
    }
    await pause(Math.min(BACK_OFF_MOST_MILLIS, BACK_OFF_FIRST_MILLIS * 2 ** attempt));
  }
  return false;
}
