// One Postgres for all specs of a run, unless the environment names one already; and one Kafka, where a spec needs it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { kafkaOfTests } from './kafka-of-tests.mjs';

const guard = fileURLToPath(new URL('./postgres-guard.mjs', import.meta.url));

export default async function setup(globalConfig, projectConfig) {
  const [postgres, kafka] = await Promise.allSettled([postgresOfTests(), kafkaOfTests(globalConfig, projectConfig)]);
  globalThis.testPostgres = postgres.value;
  globalThis.testKafka = kafka.value;
  for (const { reason } of [postgres, kafka]) {
    if (reason !== undefined) throw reason;
  }
}

async function postgresOfTests() {
  if (process.env.YICHUANG_TEST_POSTGRES !== undefined) return;
  const { NODE_OPTIONS: _, ...env } = process.env;
  const child = spawn(process.execPath, [guard], { stdio: ['pipe', 'pipe', 'inherit'], env, detached: true });
  const lines = createInterface({ input: child.stdout });
  process.env.YICHUANG_TEST_POSTGRES = await Promise.race([
    once(lines, 'line').then(([line]) => line),
    once(child, 'exit').then(() => Promise.reject(new Error('the Postgres of the tests did not start'))),
  ]);
  return child;
}
