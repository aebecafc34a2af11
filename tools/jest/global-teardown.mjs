import { once } from 'node:events';

export default async function teardown() {
  await Promise.all([endPostgres(globalThis.testPostgres), globalThis.testKafka?.stop()]);
}

async function endPostgres(child) {
  if (child === undefined || child.exitCode !== null) return;
  const ended = once(child, 'exit');
  child.stdin.end();
  await ended;
}
