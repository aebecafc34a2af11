import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { startKafka } from './kafka.js';
import { inSources } from './sources.js';

const { NODE_OPTIONS: _options, KAFKA_BROKERS: _brokers, ...env } = process.env;

describe('Kafka leaves nothing behind', () => {
  let directory: string;

  beforeAll(() => {
    const built = spawnSync(process.execPath, ['tools/build.mjs'], { cwd: inSources(''), env, encoding: 'utf8' });
    if (built.status !== 0) throw new Error(`the build failed: ${built.stderr}`);
    directory = mkdtempSync(join(tmpdir(), 'yichuang-k-'));
  });

  afterAll(() => {
    rmSync(directory, { recursive: true });
  });

  const command = (...args: string[]): ChildProcess =>
    spawn(process.execPath, [inSources('dist/tools/kafka/main.js'), ...args], {
      env: { ...env, TMPDIR: directory },
      stdio: ['ignore', 'pipe', 'ignore'],
    });

  it('after it was stopped', async () => {
    const kafka = await startKafka({ directory, own: true });
    const [node] = kafka.nodes;
    expect(readdirSync(directory)).toHaveLength(1);
    expect(isAlive(node!.pid)).toBe(true);
    await kafka.stop();
    expect(readdirSync(directory)).toEqual([]);
    expect(isAlive(node!.pid)).toBe(false);
  });

  it.each(['SIGINT', 'SIGKILL'] as const)('after %s to the command that started it', async (signal) => {
    const child = command();
    const [said] = (await once(createInterface({ input: child.stdout! }), 'line')) as [string];
    expect(said).toMatch(/^KAFKA_BROKERS=127\.0\.0\.1:\d+$/);
    const started = javasOf(directory);
    expect(started).toHaveLength(1);
    const ended = once(child, 'exit');
    child.kill(signal);
    expect(await ended).toEqual(signal === 'SIGINT' ? [130, null] : [null, 'SIGKILL']);
    await until(() => readdirSync(directory).length === 0);
    expect(started.some(isAlive)).toBe(false);
  });
});

/** Processes that were started in a folder of the directory. */
function javasOf(directory: string): number[] {
  const { stdout } = spawnSync('ps', ['-eo', 'pid=,args='], { encoding: 'utf8' });
  return stdout
    .split('\n')
    .filter((line) => line.includes('kafka.Kafka') && line.includes(directory))
    .map((line) => Number.parseInt(line));
}

function isAlive(pid: number): boolean {
  return existsSync(`/proc/${String(pid)}`);
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 50));
}
