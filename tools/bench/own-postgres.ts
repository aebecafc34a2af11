import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { interruptible } from './interruption.js';

const root = fileURLToPath(new URL('../../', import.meta.url)).replace(/dist\/$/, '');

/**
 * A fresh Postgres with fsync and synchronous commits, gone afterwards with its directory; it ends by itself even when this
 * process is killed, for its guard ends when our end of the pipe closes. `work` gets the superuser's URL.
 */
export async function withOwnPostgres(work: (adminUrl: string) => Promise<void>): Promise<void> {
  const { NODE_OPTIONS: _options, ...env } = process.env;
  const guard = spawn(process.execPath, [`${root}tools/jest/postgres-guard.mjs`], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env,
    // a group of its own: Ctrl-C reaches the bench, which stops using the server before it ends
    detached: true,
  });
  await interruptible(
    async () => work(await urlOf(guard)),
    async () => {
      if (guard.exitCode !== null || guard.signalCode !== null) return;
      const ended = once(guard, 'exit');
      guard.stdin.end();
      await ended;
    },
  );
}

async function urlOf(guard: ChildProcess): Promise<string> {
  if (guard.stdout === null) throw new Error('the guard has no output');
  const lines = createInterface({ input: guard.stdout });
  const url = await Promise.race([
    once(lines, 'line').then(([line]) => String(line)),
    once(guard, 'exit').then(() => null),
  ]);
  lines.close();
  if (url === null) throw new Error('Postgres did not start');
  return url;
}
