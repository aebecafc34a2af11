// One Postgres for all specs of a run, unless the environment names one already.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const guard = fileURLToPath(new URL('./postgres-guard.mjs', import.meta.url));

export default async function setup() {
  if (process.env.YICHUANG_TEST_POSTGRES !== undefined) return;
  const { NODE_OPTIONS: _, ...env } = process.env;
  const child = spawn(process.execPath, [guard], { stdio: ['pipe', 'pipe', 'inherit'], env, detached: true });
  const lines = createInterface({ input: child.stdout });
  const url = await Promise.race([
    once(lines, 'line').then(([line]) => line),
    once(child, 'exit').then(() => Promise.reject(new Error('the Postgres of the tests did not start'))),
  ]);
  process.env.YICHUANG_TEST_POSTGRES = url;
  globalThis.testPostgres = child;
}
