import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { until, withDatabase } from '@yichuang/testing';
import { services } from '../start/services.js';
import { Alone, LonelyGround, type Environment } from './alone.js';

const READY_MILLIS_MAX = 60_000;

let ground: LonelyGround;
const started: Alone[] = [];

beforeAll(async () => {
  ground = await LonelyGround.make('tax');
});
afterEach(async () => {
  await Promise.all(started.splice(0).map((one) => one.tell('SIGKILL')));
});
afterAll(async () => {
  await ground.end();
});

function start(more: Environment = {}): Alone {
  const one = new Alone('tax', { ...ground.settings, ...more });
  started.push(one);
  return one;
}

const ready = (one: Alone): Promise<void> =>
  until(
    async () => (await one.get('/readyz'))?.status === 200,
    READY_MILLIS_MAX,
    () => 'it does not become ready',
  );

describe('a service that is started without any setting', () => {
  it.each(services.map(({ name }) => name))(
    '%s names every one it needs in one block, and exits with 1',
    async (name) => {
      const { code, stdout, stderr } = await new Alone(name, {}).ended;
      expect([code, stdout]).toEqual([1, '']);
      const [first, ...faults] = stderr.trimEnd().split('\n');
      expect(first).toBe(`${name} cannot start: settings are wrong:`);
      for (const fault of faults) expect(fault).toMatch(/^ {2}[A-Z_]+: is missing$/);
      const named = faults.map((fault) => fault.trim().split(':')[0]);
      expect(named).toEqual(expect.arrayContaining(['LISTEN', 'TAG_KEY', 'STREAM_URL']));
      if (name === 'vault') expect(named).toContain('MASTER_KEY_FILE');
      if (name === 'gateway') expect(named).toEqual(expect.arrayContaining(['SERVICES', 'ORCHESTRATOR', 'VAULT']));
      else expect(named).toEqual(expect.arrayContaining(['DATABASE_URL', 'DATABASE_OWNER_URL', 'SERVICE_KEYS_FILE']));
    },
  );
});

describe('three instances started at one moment on an empty database', () => {
  it('become ready all three, the migrations run once, and each ends by itself when told', async () => {
    const three = ['a', 'b', 'c'].map((name) => start({ LISTEN: join(ground.folder, `${name}.sock`), INSTANCE: name }));
    await Promise.all(three.map(ready));
    const { DATABASE_OWNER_URL = '' } = ground.settings;
    await withDatabase(DATABASE_OWNER_URL, async (owner) => {
      const migrations = await owner.query('select name from migration group by name having count(*) > 1');
      expect(migrations.rows).toEqual([]);
      const heads = await owner.query<{ n: number }>('select count(*)::int as n from head');
      expect(heads.rows).toEqual([{ n: 8 }]);
    });
    for (const one of three) expect(await one.tell('SIGTERM')).toMatchObject({ code: 0, stdout: '' });
  });

  it('left the role that serves nothing but to read and add events', async () => {
    const { DATABASE_URL = '', DATABASE_OWNER_URL = '' } = ground.settings;
    for (const sql of ['update event set at = 0', 'delete from event', 'truncate event'])
      await withDatabase(DATABASE_URL, async (serving) => {
        await expect(serving.query(sql)).rejects.toMatchObject({ code: '42501' });
      });
    await withDatabase(DATABASE_OWNER_URL, async (owner) => {
      await expect(owner.query('truncate event')).rejects.toThrow();
    });
  });
});

describe('a Postgres that is away at start', () => {
  let server: Server;
  const through: Socket[] = [];
  let address: { host: string; port: number };

  beforeAll(async () => {
    const { hostname: host, port } = new URL(ground.log.adminUrl);
    address = { host, port: Number(port) };
    server = createServer((near) => {
      const far = connect(address);
      through.push(near, far);
      near.pipe(far).pipe(near);
      for (const one of [near, far]) one.on('error', () => undefined);
    });
  });
  afterAll(async () => {
    for (const one of through) one.destroy();
    server.close();
    await once(server, 'close');
  });

  it('is waited for: the service lives, says what it waits for, and serves when it comes', async () => {
    const port = await unusedPort();
    const elsewhere = Object.fromEntries(
      ['DATABASE_URL', 'DATABASE_OWNER_URL', 'STREAM_URL', 'SIMULATORS_URL'].map((name) => {
        const url = new URL(ground.settings[name] ?? '');
        url.port = String(port);
        return [name, url.href];
      }),
    );
    const one = start(elsewhere);
    await until(async () => (await one.get('/healthz'))?.status === 200, READY_MILLIS_MAX);
    expect(await one.get('/readyz')).toMatchObject({
      status: 503,
      body: { ready: false, parts: { start: expect.stringContaining('ECONNREFUSED') } },
    });
    expect(await one.get('/parked')).toMatchObject({ status: 503, body: { code: 'TRY_LATER' } });
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    await ready(one);
    expect(await one.get('/parked')).toMatchObject({ status: 401 });
    expect(await one.tell('SIGTERM')).toMatchObject({ code: 0 });
  });

  it('keeps nobody from ending the service that waits', async () => {
    const away = `postgres://nobody@127.0.0.1:${String(await unusedPort())}/none`;
    const one = start({ STREAM_URL: away });
    await until(async () => (await one.get('/readyz'))?.status === 503, READY_MILLIS_MAX);
    expect(await one.tell('SIGTERM')).toMatchObject({ code: 0 });
  });
});

describe('what waiting does not mend', () => {
  it('ends the start at once, in one clear line', async () => {
    const url = new URL(ground.settings['DATABASE_OWNER_URL'] ?? '');
    url.password = 'wrong';
    const wrong = await start({ DATABASE_OWNER_URL: url.href }).ended;
    expect(wrong).toMatchObject({ code: 1, stdout: '' });
    expect(wrong.stderr).toMatch(/^tax cannot start: password authentication failed for user "\w+"\n$/);
    const shards = await start({ SHARDS: '16' }).ended;
    expect(shards.code).toBe(1);
    expect(shards.stderr).toMatch(/^tax cannot start: .*8.*16.*\n$/);
  });
});

async function unusedPort(): Promise<number> {
  const probe = createServer();
  probe.listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const found = probe.address();
  probe.close();
  await once(probe, 'close');
  if (found === null || typeof found === 'string') throw new Error('no port is free');
  return found.port;
}
