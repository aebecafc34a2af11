import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { lives, sample, TestDoor, until, withDatabase } from '@yichuang/testing';
import { services } from '@yichuang/yichuang';
import type { Kafka } from '../kafka/kafka.js';
import { startCluster, type Cluster } from './cluster.js';

const root = fileURLToPath(new URL('../../', import.meta.url));
/** The one of this test run, which goes on afterwards. */
const kafka: Kafka = {
  brokers: (process.env['YICHUANG_TEST_KAFKA'] ?? '').split(','),
  source: 'given',
  nodes: [],
  secured: null,
  stop: () => Promise.resolve(),
};
const CLOCK = { instant: Date.UTC(2026, 10, 23, 0, 30), speed: 0.05 };

describe('the house as processes of their own, on Kafka', () => {
  let cluster: Cluster;
  let doors: readonly TestDoor[];

  beforeAll(async () => {
    cluster = await startCluster({
      kafka,
      clock: CLOCK,
      instances: { gateway: 2, orchestrator: 2, vault: 2 },
      standby: { tax: 1 },
      // as short as brokers allow: whose instance was killed has his part again within seconds
      settings: () => ({ KAFKA_SESSION_MILLIS: '6000' }),
      logLevel: 'warn',
    });
    doors = cluster
      .of('gateway')
      .map(({ address }) => new TestDoor({ url: `http://${address}`, tokenOf: cluster.tokenOf }));
  }, 240_000);
  afterAll(async () => {
    const all = pidsOf(cluster);
    const { directory } = cluster;
    await cluster.stop();
    expect(all.filter(lives)).toEqual([]);
    expect(existsSync(directory)).toBe(false);
  }, 120_000);

  it('is as many processes as were asked for, each with its own database, logs and sockets that others may not read', () => {
    const pids = cluster.services.flatMap(({ pid }) => (pid === null ? [] : [pid]));
    expect(new Set(pids).size).toBe(services.length + 3);
    expect(cluster.of('tax').map(({ pid }) => pid !== null)).toEqual([true, false]);
    for (const path of [cluster.directory, `${cluster.directory}/logs`, cluster.of('tax')[0]?.address ?? ''])
      expect([path, statSync(path).mode & 0o077]).toEqual([path, 0]);
  });

  it('tells who sits on one gateway live what is handed in through the other, and what becomes of it', async () => {
    const [here, there] = doors;
    const heard = new Set<string>();
    const ending = new AbortController();
    const answer = await fetch(`${cluster.url}/api/v1/live`, {
      signal: ending.signal,
      headers: { authorization: `Bearer ${await cluster.tokenOf('auditor')}` },
    });
    const listening = (async () => {
      let got = '';
      for await (const chunk of answer.body ?? []) {
        got += Buffer.from(chunk as Uint8Array).toString('utf8');
        for (const [, caseId, type] of got.matchAll(/"caseId":"(\w+)","type":"(\w+)"/g))
          heard.add(`${String(caseId)} ${String(type)}`);
      }
    })().catch(() => undefined);
    const { caseId, status } = await there!.run(sample('b.yaml').form);
    expect(status).toBe('completed');
    for (const type of ['ApplicationSubmitted', 'CompanyRegistered', 'CaseCompleted'])
      await until(
        () => heard.has(`${caseId} ${type}`),
        10_000,
        () => [...heard].join(),
      );
    expect((await here!.read(caseId)).status).toBe('completed');
    ending.abort();
    await listening;
  });

  it('goes on with one instance of what there are two of, whichever is killed, and takes it back', async () => {
    for (const name of ['orchestrator', 'vault'])
      for (const one of cluster.of(name)) {
        await one.kill();
        expect(one.pid).toBeNull();
        const seen = await doors[0]!.run(sample('e.yaml').form);
        expect([name, one.instance, seen.status]).toEqual([name, one.instance, 'awaiting-correction']);
        await one.start();
      }
  }, 240_000);

  it('loses nothing when the only instance of a department is killed: it does its part when it comes again', async () => {
    const [tax, another] = cluster.of('tax');
    await tax!.kill();
    const { caseId, position } = await doors[0]!.open(sample('a.yaml').form);
    await another!.start();
    expect((await doors[0]!.atRest(caseId, position)).status).toBe('completed');
    await another!.stop();
    await tax!.start();
  }, 120_000);

  it('has a Postgres that may be killed and started where it was, and everybody finds it again', async () => {
    const { pid } = cluster.postgres;
    await cluster.postgres.kill();
    expect(lives(pid ?? 0)).toBe(false);
    await cluster.postgres.start();
    await Promise.all(
      cluster.services.filter(({ pid: own }) => own !== null).map((one) => one.ready(undefined, 90_000)),
    );
    const { status } = await doors[1]!.run(sample('faulty/jurisdiction-wrong.yaml').form);
    expect(status).toBe('declined');
    await withDatabase(cluster.databaseOf('tax'), async (client) => {
      expect((await client.query('select 1 from event limit 1')).rowCount).toBe(1);
    });
  }, 180_000);

  it('lets nobody call a service without a token of the house', async () => {
    const vault = cluster.of('vault')[0]!;
    expect(await vault.status('/readyz')).toBe(200);
    expect(await vault.status('/parked')).toBe(401);
  });
});

describe('npm run cluster', () => {
  let child: ChildProcess | null = null;
  afterEach(() => {
    child?.kill('SIGKILL');
  });

  /** @returns the address that it printed when all was ready, and what it printed besides */
  async function begin(...args: string[]): Promise<{ url: string; said: readonly string[] }> {
    const { NODE_OPTIONS: _options, ...env } = process.env;
    const started = spawn(process.execPath, [`${root}dist/tools/cluster/main.js`, '--port', '0', ...args], {
      env: { ...env, KAFKA_BROKERS: kafka.brokers.join(',') },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child = started;
    const said: string[] = [];
    for (const output of [started.stdout, started.stderr])
      createInterface({ input: output }).on('line', (line) => said.push(line));
    const ready = () => said.find((line) => line.startsWith('ready: '));
    await until(
      () => ready() !== undefined || started.exitCode !== null,
      240_000,
      () => said.join('\n'),
    );
    return { url: (ready() ?? '').slice('ready: '.length), said };
  }

  const directoryIn = (said: readonly string[]): string =>
    said
      .find((line) => line.startsWith('logs: '))
      ?.slice('logs: '.length)
      .replace(/\/logs$/, '') ?? '';

  /** Living services that were told of that folder. */
  const ofDirectory = (directory: string): number[] =>
    readdirSync('/proc')
      .map(Number)
      .filter((pid) => pid > 0 && environmentOf(pid).includes(`${directory}/`) && lives(pid));

  it('says when all are ready and where, and Ctrl-C ends every process and leaves nothing behind', async () => {
    const { url, said } = await begin();
    const directory = directoryIn(said);
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
    expect(ofDirectory(directory).length).toBeGreaterThanOrEqual(services.length);
    child?.kill('SIGINT');
    await until(() => child?.exitCode !== null, 60_000);
    expect(child?.exitCode).toBe(0);
    expect(ofDirectory(directory)).toEqual([]);
    expect(existsSync(directory)).toBe(false);
  }, 300_000);

  it('killed with -9 it takes every process with it', async () => {
    const { said } = await begin();
    const directory = directoryIn(said);
    const postmaster = Number(readFileSync(`${directory}/postgres/postmaster.pid`, 'utf8').split('\n')[0]);
    child?.kill('SIGKILL');
    await until(() => ofDirectory(directory).length === 0 && !lives(postmaster) && !existsSync(directory), 60_000);
  }, 300_000);

  it.each([
    [['--instances', 'tax'], /instances are wanted/],
    [['--instances', 'taxes=2'], /there is no service taxes/],
    [['--brokers', '2'], /1 or 3 is wanted/],
    [['--speed', '3'], /--speed goes with --clock/],
  ])('%j is refused in one line', async (args, words) => {
    const { said } = await begin(...args);
    expect(said).toEqual([expect.stringMatching(words)]);
    expect(child?.exitCode).toBe(1);
  });
});

function pidsOf({ services: all, postgres }: Cluster): number[] {
  return [...all.map(({ pid }) => pid), postgres.pid].flatMap((pid) => (pid === null ? [] : [pid]));
}

function environmentOf(pid: number): string {
  try {
    return readFileSync(`/proc/${String(pid)}/environ`, 'utf8');
  } catch {
    // gone meanwhile
    return '';
  }
}
