import { setTimeout as pause } from 'node:timers/promises';

/** Waits for a condition; a test never sleeps for a length of time. @throws when it does not come true in half a minute */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  const end = performance.now() + 30_000;
  while (!(await condition())) {
    if (performance.now() > end) throw new Error('what the test waits for did not come true');
    await pause(3);
  }
}
