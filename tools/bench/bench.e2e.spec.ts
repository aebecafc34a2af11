import { beforeAll, describe, expect, it } from '@jest/globals';
import { bench, buildAll, resultOf } from './run-bench.js';

describe('the benchmark', () => {
  beforeAll(buildAll);

  it('opens companies through the public door, ends with the promised line, and leaves nothing behind', async () => {
    const ran = await bench(...['openings', '--cases', '6', '--warm-up', '2', '--idle', '2', '--rate', '5', '--json']);
    const { code, out, err, left } = ran;
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain('fsync on, synchronous_commit on');
    expect(out).toContain('all 10 cases are completed, each with all six departments done');
    const number = expect.any(Number);
    expect(resultOf(ran)).toEqual({
      engine: 'embedded',
      cases: 6,
      casesPerSecond: number,
      p50Ms: number,
      p99Ms: number,
      idle: { p50Ms: number, p99Ms: number },
      eventsPerSecond: number,
    });
    expect(left).toEqual([]);
  }, 240_000);

  it('runs the toy matter through the bare engine and finds every result in the stores', async () => {
    const ran = await bench(...['flow', '--cases', '12', '--warm-up', '3', '--idle', '3', '--no-wait', '--json']);
    const { code, out, err, left } = ran;
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain('fsync on, synchronous_commit on');
    expect(out).toContain('all 30 cases are completed in the stores with 420 results, each there once');
    const number = expect.any(Number);
    expect(resultOf(ran)).toEqual({
      engine: 'embedded',
      casesPerSecond64: number,
      casesPerSecond256: number,
      idle: { p50Ms: number, p99Ms: number },
    });
    expect(left).toEqual([]);
  }, 240_000);

  it('tells what a case leaves on disk, table by table', async () => {
    const ran = await bench('bytes', '--cases', '20', '--json');
    const { code, err, left } = ran;
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const { bytesPerCase, tables } = resultOf(ran) as {
      bytesPerCase: number;
      tables: { database: string; table: string; rows: number }[];
    };
    expect(bytesPerCase).toBeGreaterThan(1_000);
    const row = tables.find(({ database, table }) => database === 'yc_orchestrator' && table === 'case_row');
    expect(row?.rows).toBe(1);
    expect(left).toEqual([]);
  }, 240_000);

  it('stores copies of finished cases that the house goes on with, and replay finds no difference in them', async () => {
    const ran = await bench(
      ...['growth', '--stored', '50', '--originals', '10', '--writes', '5', '--warm-up', '5', '--check', '--json'],
    );
    const { code, out, err, left } = ran;
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain('20 cases loaded');
    expect(out).toMatch(/replayed: \d{4} events, \d{4} decisions, \d{3,} rows, 0 differences/);
    const number = expect.any(Number);
    expect(resultOf(ran)).toEqual({
      engine: 'embedded',
      growth: [
        {
          stored: 50,
          bytesPerCase: number,
          unpackedBytesPerCase: number,
          startMs: number,
          writeP95Ms: number,
          writeRatio: number,
          listP95Ms: number,
        },
      ],
    });
    expect(left).toEqual([]);
  }, 480_000);

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
