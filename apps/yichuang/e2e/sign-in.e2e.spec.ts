import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TestHouse, yichuang, type Ran } from '@yichuang/testing';

const house = new TestHouse();
const config = mkdtempSync(join(tmpdir(), 'yichuang-config-'));

beforeAll(async () => {
  await house.start();
});
afterAll(async () => {
  await house.end();
  rmSync(config, { recursive: true });
});

const cli = (...args: readonly string[]): Promise<Ran> =>
  yichuang(args, { YICHUANG_SERVER: house.url, YICHUANG_LANG: 'en', XDG_CONFIG_HOME: config });
const account = async (...args: readonly string[]): Promise<unknown> =>
  (JSON.parse((await cli('whoami', '--json', ...args)).stdout) as { account: unknown }).account;

describe('sign-in at a house that runs in development', () => {
  it('is said at the start to be a demo, on this machine alone, and its secrets are kept private', () => {
    expect(house.log()).toMatch(/demo sign-in: http:\/\/127\.0\.0\.1:\d+ \(anybody may be anybody there/);
    const folder = join(house.data, 'sign-in');
    for (const file of readdirSync(folder))
      expect([file, statSync(join(folder, file)).mode & 0o077]).toEqual([file, 0]);
  });

  it('needs nothing on the command line: each command is the account that fits it', async () => {
    expect(await account()).toBe('applicant-1');
    for (const command of [['cases'], ['register'], ['parked'], ['stream'], ['replay', '--check']])
      expect([command, await cli(...command)]).toMatchObject([command, { code: 0, stderr: '' }]);
  });

  it('is another account for a command or until logout, and may then do no more than that account', async () => {
    expect(await account('--as', 'reviewer-tax')).toBe('reviewer-tax');
    expect((await cli('login', '--as', 'clerk-1')).stdout).toMatch(/^clerk-1 DEMO window clerk 1\nclerk · 350405\n/);
    expect(await account()).toBe('clerk-1');
    const refused = await cli('register');
    expect([refused.code, refused.stderr]).toEqual([1, expect.stringMatching(/your function does not let you/)]);
    expect((await cli('logout')).stdout).toBe('signed out\n');
    expect(await account()).toBe('applicant-1');
  });

  it('outlives a kill -9: tokens of before are taken by the house that comes after', async () => {
    const token = await house.tokenOf('auditor');
    const me = async () =>
      (await fetch(new URL('/api/v1/me', house.url), { headers: { authorization: `Bearer ${token}` } })).status;
    expect(await me()).toBe(200);
    await house.kill();
    await house.start();
    expect(await me()).toBe(200);
  });
});
