import { beforeAll, describe, expect, it } from '@jest/globals';
import { bench, buildAll, resultOf } from './run-bench.js';

const number = expect.any(Number);

describe('the benchmark on Kafka', () => {
  beforeAll(buildAll);

  it('opens companies in a cluster of processes that it starts and ends, and tells what each service takes', async () => {
    const ran = await bench(
      ...['openings', '--engine', 'kafka', '--cases', '6', '--warm-up', '2', '--idle', '2', '--rate', '5', '--json'],
    );
    expect({ code: ran.code, err: ran.err }).toEqual({ code: 0, err: '' });
    expect(ran.out).toContain('all 10 cases are completed, each with all six departments done');
    const shares = /processor time a case: (.+) ms/.exec(ran.out)?.[1] ?? '';
    for (const program of ['kafka', 'postgres', 'orchestrator', 'market-regulation', 'vault', 'gateway', 'load'])
      expect(shares).toContain(`${program} `);
    expect(resultOf(ran)).toEqual({
      engine: 'kafka',
      cases: 6,
      casesPerSecond: number,
      p50Ms: number,
      p99Ms: number,
      idle: { p50Ms: number, p99Ms: number },
      eventsPerSecond: number,
    });
    expect(ran.left).toEqual([]);
  }, 300_000);

  it('runs the toy matter with each service a process of its own and finds every result in the stores', async () => {
    const ran = await bench(
      ...['flow', '--engine', 'kafka', '--cases', '8', '--warm-up', '2', '--idle', '2', '--no-wait', '--json'],
    );
    expect({ code: ran.code, err: ran.err }).toEqual({ code: 0, err: '' });
    expect(ran.out).toContain('all 20 cases are completed in the stores with 280 results, each there once');
    expect(resultOf(ran)).toEqual({
      engine: 'kafka',
      casesPerSecond64: number,
      casesPerSecond256: number,
      idle: { p50Ms: number, p99Ms: number },
    });
    expect(ran.left).toEqual([]);
  }, 300_000);
});
