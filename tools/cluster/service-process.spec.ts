import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { lives, until } from '@yichuang/testing';
import { Guard } from './guard.js';
import { ServiceProcess } from './service-process.js';

/** Answers as a service does, ends as one does, or at once when it is told so. */
const main = `
import { createServer } from 'node:http';
import { rmSync } from 'node:fs';
if (process.env.BROKEN) { console.error('it cannot start'); process.exit(1); }
rmSync(process.env.LISTEN, { force: true });
createServer((request, response) => response.writeHead(request.url === '/readyz' ? 200 : 404).end()).listen(process.env.LISTEN);
process.on('SIGTERM', () => process.exit(0));
`;

let folder: string;
let guard: Guard;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'yc-process-'));
  writeFileSync(join(folder, 'main.mjs'), main);
  guard = new Guard();
});
afterEach(async () => {
  await guard.end();
  rmSync(folder, { recursive: true });
});

const processOf = (restart: boolean, settings: Readonly<Record<string, string>> = {}): ServiceProcess =>
  new ServiceProcess({
    name: 'it',
    instance: 1,
    main: join(folder, 'main.mjs'),
    settings: { LISTEN: join(folder, 'door.sock'), ...settings },
    logFile: join(folder, 'it.log'),
    guard,
    restart,
  });

describe('a process of a service', () => {
  it('that is killed stays dead until it is started again', async () => {
    const one = processOf(false);
    await one.start();
    const { pid } = one;
    await one.kill();
    expect([one.pid, lives(pid ?? 0), await one.status('/readyz')]).toEqual([null, false, null]);
    await one.start();
    expect(one.pid).not.toBe(pid);
    expect(await one.status('/readyz')).toBe(200);
    await one.stop();
  });

  it('with a supervisor is there again by itself, however often it dies, but not when it was told to end', async () => {
    const one = processOf(true);
    await one.start();
    for (const _ of [1, 2]) {
      const { pid } = one;
      await one.kill();
      await until(() => one.pid !== null && one.pid !== pid);
      await one.ready();
    }
    await one.stop();
    expect(one.pid).toBeNull();
    await expect(until(() => one.pid !== null, 1_000)).rejects.toThrow();
  });

  it('that was stopped ends all the same when it is told to', async () => {
    const one = processOf(false);
    await one.start();
    await one.kill('SIGSTOP');
    expect(one.pid).not.toBeNull();
    await one.stop();
    expect(one.pid).toBeNull();
  });

  it.each([true, false])('that was retired is not begun again, whoever asks (supervised: %s)', async (restart) => {
    const one = processOf(restart);
    await one.start();
    await one.retire();
    one.begin();
    expect(one.pid).toBeNull();
    await expect(one.start()).rejects.toThrow('it 1 ended');
  });

  it('that cannot start says so with its last words', async () => {
    await expect(processOf(false, { BROKEN: 'yes' }).start()).rejects.toThrow(/it 1 ended: it cannot start/);
  });

  it('ends with the guard', async () => {
    const one = processOf(false);
    await one.start();
    const { pid } = one;
    await guard.end();
    await until(() => !lives(pid ?? 0));
  });
});
