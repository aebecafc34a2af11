import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { ConsumerStore } from '../suite/consumer-store.js';
import { eventually, newTopic } from '../suite/under-test.js';
import type { StreamEngine } from '../types.js';
import { openEmbeddedStream } from './open.js';
import { newDatabase, type TestDatabase } from './test-database.js';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const producer = fileURLToPath(new URL('producer.mjs', import.meta.url));
const { NODE_OPTIONS: _options, ...env } = process.env;

describe('the embedded engine between processes', () => {
  let log: TestDatabase;
  let consumers: TestDatabase;
  let engine: StreamEngine;
  beforeAll(async () => {
    // What runs in a process of its own runs as it is shipped; only what changed is built.
    const built = spawnSync(process.execPath, ['tools/build.mjs'], { cwd: root, env, encoding: 'utf8' });
    if (built.status !== 0) throw new Error(`the build failed: ${built.stderr}`);
    [log, consumers] = await Promise.all([newDatabase(), newDatabase()]);
    engine = await openEmbeddedStream({ connectionString: log.url, partitions: 4, pollMillis: 20 });
  });
  afterAll(async () => {
    await engine.close();
    await Promise.all([log.drop(), consumers.drop()]);
  });

  it('does every effect once and in order though the producer’s process is killed again and again', async () => {
    const topic = newTopic();
    const store = await ConsumerStore.open(consumers.url);
    const subscription = await engine.subscribe(store.instance('seal', topic));
    let acknowledged = 0;
    for (const killAfter of [7, 1, 20, 3, 31]) {
      // The cursor of a killed relay lies behind what it published: up to five are published again.
      acknowledged = await produce(topic, Math.max(1, acknowledged - 4), Number.MAX_SAFE_INTEGER, killAfter);
    }
    const last = acknowledged + 20;
    expect(await produce(topic, acknowledged - 4, last, null)).toBe(last);
    const whole = Array.from({ length: last }, (_, index) => index + 1);
    await eventually('all is done', async () => (await store.effects('seal', topic, 'tax', 1)).length >= last);
    await subscription.caughtUp();
    expect(subscription.stopped()).toEqual([]);
    for (const shard of [0, 1]) expect(await store.effects('seal', topic, 'tax', shard)).toEqual(whole);
    expect((await engine.ends(topic))[0]!.next > BigInt(last)).toBe(true);
    await subscription.close();
    await store.close();
  });

  /** Runs a producer, kills it after so many acknowledgements, and answers the last position acknowledged. */
  async function produce(topic: string, from: number, to: number, killAfter: number | null): Promise<number> {
    const child = spawn(process.execPath, [producer, log.url, topic, String(from), String(to)], {
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const ended = once(child, 'close');
    let seen = 0;
    let position = 0;
    for await (const line of createInterface({ input: child.stdout })) {
      position = Number(line);
      seen += 1;
      if (seen === killAfter) child.kill('SIGKILL');
    }
    const [code] = (await ended) as [number | null];
    expect(code).toBe(killAfter === null ? 0 : null);
    return position;
  }
});
