import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { findDemoAccount, startDemoProvider, TestBrowser } from '@yichuang/sign-in';
import { decodeJwt } from 'jose';
import { clientOf } from '../client.js';
import { login, logout, whoami } from '../commands/sign-in.js';
import { Failure } from '../failure.js';
import type { Options } from '../options.js';
import { keepSignIn, keptSignIn, oneAtATime, signInsFile } from './kept-sign-ins.js';

type Provider = Awaited<ReturnType<typeof startDemoProvider>>;

/** Of a house, as much as signing in needs: where people sign in, and for whom it takes the bearer of a token. */
class SmallHouse {
  told: object | null = null;
  readonly tokens: string[] = [];
  private readonly server: Server = createServer((request, response) => {
    const answer = (status: number, body: object): void => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    };
    if (request.url === '/api/v1/sign-in') {
      answer(this.told === null ? 404 : 200, this.told ?? {});
      return;
    }
    const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
    if (token === undefined) {
      answer(401, {});
      return;
    }
    this.tokens.push(token);
    const { sub: id, roles, department = null, division = null } = decodeJwt(token);
    answer(200, { id, roles, department, division, may: {} });
  });

  async begin(): Promise<void> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
  }

  get url(): string {
    return `http://127.0.0.1:${String((this.server.address() as AddressInfo).port)}`;
  }

  async end(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }
}

describe('the command line', () => {
  const directory = mkdtempSync(join(tmpdir(), 'yichuang-demo-'));
  const config = mkdtempSync(join(tmpdir(), 'yichuang-config-'));
  const before = process.env['XDG_CONFIG_HOME'];
  const house = new SmallHouse();
  let provider: Provider;
  let printed = '';

  beforeAll(async () => {
    provider = await startDemoProvider({ port: 0, directory, mode: 'development' });
    await house.begin();
    process.env['XDG_CONFIG_HOME'] = config;
  });
  beforeEach(() => {
    printed = '';
    jest.spyOn(process.stdout, 'write').mockImplementation((line) => {
      printed += String(line);
      return true;
    });
    // a provider that names no pace is asked every five seconds (RFC 8628 §3.5)
    const { setTimeout: later } = globalThis;
    jest
      .spyOn(globalThis, 'setTimeout')
      .mockImplementation((run: () => void, millis?: number) => later(run, millis === 5_000 ? 10 : millis));
    house.told = {
      issuer: provider.issuer,
      audience: 'yichuang',
      demo: true,
      clients: { commandLine: 'yichuang-cli' },
    };
  });
  afterEach(() => {
    jest.restoreAllMocks();
    chmodSync(join(directory, 'secret'), 0o600);
    rmSync(signInsFile(), { force: true });
  });
  afterAll(async () => {
    if (before === undefined) delete process.env['XDG_CONFIG_HOME'];
    else process.env['XDG_CONFIG_HOME'] = before;
    await house.end();
    await provider.close();
    for (const one of [directory, config]) rmSync(one, { recursive: true });
  });

  const options = (more: Options = {}): Options => ({ server: house.url, account: 'applicant-1', ...more });
  const me = async (more: Options = {}) => (await clientOf(options(more)).get<{ id: string }>('/api/v1/me')).id;
  const idOf = (account: string) => findDemoAccount(account)!.actor.id;
  /** Whoever is told where to go goes there and chooses an account. */
  const chosen = async (signingIn: Promise<void>, account: string): Promise<void> => {
    const browser = new TestBrowser();
    while (!/http\S+user_code=\S+/.test(printed)) await new Promise((done) => setImmediate(done));
    const [address = ''] = /http\S+user_code=\S+/.exec(printed) ?? [];
    const accounts = await browser.send(await browser.send(await browser.open(address), {}), {});
    await browser.send(accounts, account === '' ? { cancel: 'yes' } : { account });
    await signingIn;
  };
  const inBrowser = () => login(options({ device: true }), 'en');

  it('signs in by itself in a demo of this machine, as the account that fits the command or that is named', async () => {
    expect(await me()).toBe(idOf('applicant-1'));
    expect(await me({ account: 'auditor' })).toBe(idOf('auditor'));
    expect(await me({ as: 'reviewer-tax' })).toBe(idOf('reviewer-tax'));
    expect(existsSync(signInsFile())).toBe(false);
  });

  it('says who it is, and stays whom it was told to be until it signs out', async () => {
    await login(options({ as: 'clerk-1' }), 'en');
    expect(printed).toBe(`clerk-1 DEMO window clerk 1\nclerk · 350405\nsigned in at ${provider.issuer}\n`);
    expect(await me({ account: 'auditor' })).toBe(idOf('clerk-1'));
    printed = '';
    await whoami(options({ json: true }), 'en');
    expect(JSON.parse(printed)).toMatchObject({ account: 'clerk-1', issuer: provider.issuer, roles: ['clerk'] });
    printed = '';
    await logout(options(), 'zh-CN');
    await logout(options(), 'zh-CN');
    expect(printed).toBe('已退出登录\n没有登录\n');
    expect(await me({ account: 'auditor' })).toBe(idOf('auditor'));
    printed = '';
    await login(options(), 'en');
    expect(printed).toMatch(/^demo sign-in: each command acts as the demo account that fits it.*\napplicant-1 /);
  });

  it('signs in in a browser at any provider, keeps the tokens for its owner alone and renews them', async () => {
    await chosen(inBrowser(), 'supervisor');
    expect(printed).toMatch(/compare the code [A-Z]{4}-[A-Z]{4}\nsupervisor DEMO/);
    expect(statSync(signInsFile()).mode & 0o777).toBe(0o600);
    expect(await me()).toBe(idOf('supervisor'));
    const kept = await keptSignIn(provider.issuer);
    if (kept === null || !('accessToken' in kept)) throw new Error('no token is kept');
    expect(house.tokens.at(-1)).toBe(kept.accessToken);
    await keepSignIn(provider.issuer, { ...kept, until: Date.now() });
    // together, as in a script: the provider would take a refresh token that it sees twice for stolen
    expect(new Set(await Promise.all([me(), me(), me()]))).toEqual(new Set([idOf('supervisor')]));
    expect(new Set(house.tokens.slice(-3)).size).toBe(1);
    expect(house.tokens.at(-1)).not.toBe(kept.accessToken);
    const renewed = await keptSignIn(provider.issuer);
    await logout(options(), 'en');
    // it was given back, so that nobody who kept a copy can renew it
    await keepSignIn(provider.issuer, { ...(renewed as typeof kept), until: Date.now() });
    await expect(me()).rejects.toThrow('the sign-in is over: run yichuang login');
    expect(await keptSignIn(provider.issuer)).toBeNull();
  }, 30_000);

  it('says that a sign-in was cancelled', async () => {
    await expect(chosen(inBrowser(), '')).rejects.toThrow('the sign-in was cancelled');
    expect(existsSync(signInsFile())).toBe(false);
  }, 30_000);

  it('is nobody where it may not read the secrets, and says what to do', async () => {
    chmodSync(join(directory, 'secret'), 0o644);
    await expect(me()).rejects.toThrow('nobody is signed in: run yichuang login');
    await expect(me({ as: 'auditor' })).rejects.toThrow(/cannot be read here/);
  });

  it('is nobody at a provider that is no demo, and asks for no account of one', async () => {
    house.told = { ...house.told, demo: false };
    await expect(me()).rejects.toThrow('nobody is signed in: run yichuang login');
    await expect(me({ as: 'auditor' })).rejects.toThrow(/--as is for the demo sign-in only/);
  });

  it('names the accounts there are when it is given another', async () => {
    await expect(me({ as: 'mayor' })).rejects.toThrow(/no demo account mayor; there are applicant-1, applicant-2/);
  });

  it('works without a token where a house knows of no sign-in, unless the environment names a provider', async () => {
    house.told = null;
    await expect(login(options(), 'en')).rejects.toThrow(/nobody can sign in there/);
    const seen = house.tokens.length;
    await expect(me()).rejects.toBeInstanceOf(Failure);
    expect(house.tokens.length).toBe(seen);
    process.env['OIDC_ISSUER'] = 'https://provider.example';
    const signIn = { accessToken: `x.${btoa('{"sub":"somebody"}')}.y`, until: Date.now() + 60_000, refreshToken: null };
    try {
      await keepSignIn('https://provider.example', signIn);
      expect(await me()).toBe('somebody');
    } finally {
      delete process.env['OIDC_ISSUER'];
    }
  });

  it('says which provider is away', async () => {
    house.told = { ...house.told, issuer: 'http://127.0.0.1:9' };
    await expect(inBrowser()).rejects.toThrow('the sign-in at http://127.0.0.1:9 cannot be reached');
  });

  it('goes on past the lock of a command that died, and past a file that somebody spoilt', async () => {
    const lock = `${signInsFile()}.lock`;
    mkdirSync(lock, { recursive: true });
    utimesSync(lock, 0, 0);
    await expect(oneAtATime(() => Promise.reject(new Error('died')))).rejects.toThrow('died');
    expect(await oneAtATime(() => Promise.resolve('next'))).toBe('next');
    writeFileSync(signInsFile(), '{"issuers": []');
    expect(await me()).toBe(idOf('applicant-1'));
  });
});
