import { beforeAll, describe, expect, it } from '@jest/globals';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const { NODE_OPTIONS: _options, ...env } = process.env;

/** Runs the bench with a temporary directory of its own, so that what it leaves behind can be seen. */
async function bench(...args: string[]): Promise<{ code: number | null; out: string; err: string; left: string[] }> {
  const temporary = mkdtempSync(join(tmpdir(), 'yichuang-b-'));
  // where Postgres runs as a user of its own, the way to its files must be open to it
  chmodSync(temporary, 0o711);
  const child = spawn(process.execPath, ['dist/tools/bench/bench.js', ...args], {
    cwd: root,
    env: { ...env, TMPDIR: temporary },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString('utf8')));
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString('utf8')));
  const [code] = (await once(child, 'close')) as [number | null];
  // a copy of Postgres' programs where its user cannot read the checkout is no data
  const left = readdirSync(temporary).filter((name) => !/^yichuang-postgres-\d/.test(name));
  rmSync(temporary, { recursive: true, force: true });
  return { code, out, err, left };
}

describe('the benchmark', () => {
  beforeAll(() => {
    const built = spawnSync(process.execPath, ['tools/build.mjs'], { cwd: root, env, encoding: 'utf8' });
    if (built.status !== 0) throw new Error(`the build failed: ${built.stderr}`);
  });

  it('opens companies through the public door, ends with the promised line, and leaves nothing behind', async () => {
    const { code, out, err, left } = await bench(
      ...['openings', '--cases', '6', '--warm-up', '2', '--idle', '2', '--rate', '5', '--json'],
    );
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain('fsync on, synchronous_commit on');
    expect(out).toContain('all 10 cases are completed, each with all six departments done');
    const number = expect.any(Number);
    expect(JSON.parse(out.trimEnd().split('\n').at(-1) ?? '')).toEqual({
      engine: 'embedded',
      cases: 6,
      casesPerSecond: number,
      p50Ms: number,
      p99Ms: number,
      idle: { p50Ms: number, p99Ms: number },
      eventsPerSecond: number,
    });
    expect(left).toEqual([]);
  }, 120_000);

  it('runs the toy matter through the bare engine and finds every result in the stores', async () => {
    const { code, out, err, left } = await bench(
      ...['flow', '--cases', '12', '--warm-up', '3', '--idle', '3', '--no-wait', '--json'],
    );
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain('fsync on, synchronous_commit on');
    expect(out).toContain('all 30 cases are completed in the stores with 420 results, each there once');
    const number = expect.any(Number);
    expect(JSON.parse(out.trimEnd().split('\n').at(-1) ?? '')).toEqual({
      engine: 'embedded',
      casesPerSecond64: number,
      casesPerSecond256: number,
      idle: { p50Ms: number, p99Ms: number },
    });
    expect(left).toEqual([]);
  }, 120_000);

  it('tells what a case leaves on disk, table by table', async () => {
    const { code, out, err, left } = await bench('bytes', '--cases', '20', '--json');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const { bytesPerCase, tables } = JSON.parse(out.trimEnd().split('\n').at(-1) ?? '') as {
      bytesPerCase: number;
      tables: { database: string; table: string; rows: number }[];
    };
    expect(bytesPerCase).toBeGreaterThan(1_000);
    const row = tables.find(({ database, table }) => database === 'yc_orchestrator' && table === 'case_row');
    expect(row?.rows).toBe(1);
    expect(left).toEqual([]);
  }, 120_000);

  it.each([
    ['openings', '--fast'],
    ['openings', '--cases', '0'],
    ['store', '--cases', '5'],
    ['flow', '--engine', 'paper'],
    ['growth', '--stored', '10,many'],
    ['everything'],
  ])('refuses what it does not know in one line: %s %s', async (...args) => {
    const { code, out, err } = await bench(...args);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(/^bench: .+\n$/);
  });
});
