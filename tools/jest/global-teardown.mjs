import { once } from 'node:events';

export default async function teardown() {
  const child = globalThis.testPostgres;
  if (child === undefined || child.exitCode !== null) return;
  const ended = once(child, 'exit');
  child.stdin.end();
  await ended;
}
