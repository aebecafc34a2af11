import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { generateApplications } from '@yichuang/matters';
import { lives, TestDoor, TestHouse, until, yichuang, type Ran } from '@yichuang/testing';
import { formatInstant } from '@yichuang/working-time';

/** From a built state `/readyz` answers within 15 s on a machine of its own; other specs may be at work beside this one. */
const READY_MILLIS_MAX = 30_000;
const TRAINING = ['--clock', '2026-11-23 08:30', '--speed', '600'];

const house = new TestHouse();
const training = new TestHouse(TRAINING);
const door = new TestDoor(house);
/** Handed in today: real time decides. */
const forms = [...generateApplications({ seed: 31, count: 6, filedOn: formatInstant(Date.now()).slice(0, 10) })].map(
  ({ form }) => form,
);

afterAll(async () => {
  await house.end();
  await training.end();
});

const mode = (path: string): string => (statSync(path).mode & 0o777).toString(8);
const sockets = (): string[] => readdirSync(join(house.data, 'run')).filter((name) => name.endsWith('.sock'));
const english = { YICHUANG_LANG: 'en' };
const starting = (...args: string[]): Promise<Ran> => yichuang(['start', ...args], english);

/** A start that is refused: nothing on standard output, one line that says why on standard error, and an exit code. */
function expectRefused({ code, stdout, stderr }: Ran, why: RegExp): void {
  expect({ code: code > 0, stdout, lines: stderr.split('\n').length }).toEqual({ code: true, stdout: '', lines: 2 });
  expect(stderr).toMatch(why);
}

const cases: string[] = [];
/** Hands one more in, and looks whether those of before are still there. */
async function expectServing(): Promise<void> {
  for (const caseId of cases) expect((await door.read(caseId)).status).toBe('completed');
  const seen = await door.run(forms[cases.length]);
  expect(seen.status).toBe('completed');
  cases.push(seen.caseId);
}

describe('a start', () => {
  it('makes an existing directory private, serves within seconds, and Postgres is not root', async () => {
    chmodSync(house.data, 0o755);
    const begun = performance.now();
    await house.start();
    expect((await door.get('/readyz')).status).toBe(200);
    expect(performance.now() - begun).toBeLessThan(READY_MILLIS_MAX);
    expect(mode(house.data)).toBe('700');
    for (const file of ['secrets.json', 'master.key', 'postgres.log']) expect(mode(join(house.data, file))).toBe('600');
    const pid = house.postmaster() ?? 0;
    expect(statSync(`/proc/${String(pid)}`).uid).not.toBe(0);
    await expectServing();
  });

  it('a second one on the same directory is refused with one clear line, and the first goes on', async () => {
    expectRefused(await starting('--data', house.data, '--port', '0'), /another start serves this data directory/);
    await expectServing();
  });

  it('a port that is in use is told in one line, and nothing is left running', async () => {
    const data = mkdtempSync(join(tmpdir(), 'yichuang-test-'));
    try {
      const { port } = new URL(house.url);
      expectRefused(await starting('--data', data, '--port', port), new RegExp(`port ${port}|:${port}`));
      expect(existsSync(join(data, 'postgres', 'postmaster.pid'))).toBe(false);
    } finally {
      rmSync(data, { recursive: true, force: true });
    }
  });

  it('Ctrl-C ends cleanly: exit 0, no Postgres, no socket; the data is there at the next start in a private directory', async () => {
    const pid = house.postmaster() ?? 0;
    expect(sockets().length).toBeGreaterThan(5);
    expect(await house.stop()).toBe(0);
    expect([lives(pid), house.postmaster(), sockets()]).toEqual([false, null, []]);
    expect(existsSync(join(house.data, 'postgres', 'postmaster.pid'))).toBe(false);
    expect(mode(house.data)).toBe('700');
    await house.start();
    expect(house.output()).not.toContain('took over');
    await expectServing();
  });

  it('after kill -9 of Node takes over the Postgres that was left behind, and says so', async () => {
    const pid = house.postmaster();
    await house.kill();
    expect(house.postmaster()).toBe(pid);
    await house.start();
    expect(house.output()).toContain('took over the Postgres of a start that was killed');
    expect(house.postmaster()).toBe(pid);
    await expectServing();
  });

  it('after kill -9 of everything starts again with all that was answered', async () => {
    const pid = house.postmaster() ?? 0;
    await house.killAll();
    await until(() => !lives(pid));
    await house.start();
    expect(house.output()).not.toContain('took over');
    await expectServing();
    expect(JSON.parse((await house.cli('replay', '--check', '--json')).stdout)).toMatchObject({ differences: [] });
  });

  it('on real time refuses a training clock', async () => {
    expectRefused(await starting('--data', house.data, '--port', '0', ...TRAINING), /runs on real time/);
  });
});

describe('a training clock', () => {
  const submittedAt = async (): Promise<number> => {
    const [application] = generateApplications({ seed: 32, count: 1, startIndex: starts });
    starts += 1;
    const view = await new TestDoor(training).run(application?.form);
    return Date.parse((view as unknown as { submittedAt: string }).submittedAt);
  };
  let starts = 0;

  it('goes on after a restart, at its speed, and never back; without being asked for again', async () => {
    const anchored = Date.parse('2026-11-23T08:30:00+08:00');
    const before = Date.now();
    await training.start();
    const first = await submittedAt();
    expect(first).toBeGreaterThan(anchored);
    expect(first).toBeLessThanOrEqual(anchored + (Date.now() - before) * 600);
    await training.stop();
    training.args = [];
    const machine = readFileSync(join(training.data, 'clock'), 'utf8').split(',')[1];
    await training.start();
    const second = await submittedAt();
    expect(second).toBeGreaterThan(first);
    expect(second).toBeLessThanOrEqual(anchored + (Date.now() - Number(machine)) * 600);
  });

  it('cannot be set again', async () => {
    const other = ['--clock', '2026-11-23 07:00', '--speed', '600'];
    expectRefused(await starting('--data', training.data, '--port', '0', ...other), /began at 2026-11-23T08:30/);
  });
});

describe('what start is told', () => {
  it.each([
    ['an unknown flag', ['--nope'], /unknown option '--nope'/],
    ['a port that is none', ['--port', 'abc'], /--port is a whole number/],
    ['a speed without a clock', ['--speed', '2'], /--speed goes with --clock/],
    ['a clock that is no instant', ['--clock', 'yesterday'], /./],
    ['a clock that stands still', ['--clock', '2026-11-23 08:30', '--speed', '0'], /--speed is a positive number/],
    ['a directory that is a file', ['--port', '0', '--data', '/etc/hostname'], /data directory/],
  ] as const)('%s is refused in one line', async (_, args, why) => {
    expectRefused(await starting(...args), why);
  });

  it('--help says what there is, in both languages, exit 0', async () => {
    const { code, stdout } = await starting('--help');
    expect(code).toBe(0);
    for (const option of ['--data', '--port', '--clock', '--speed']) expect(stdout).toContain(option);
    expect(stdout).toContain('数据目录 / data directory');
  });
});
