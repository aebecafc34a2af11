import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { decodeJwt } from 'jose';
import { accessTokens, demoDirectoryOf, demoTokens } from './access-tokens.js';
import { findDemoAccount } from './demo-accounts.js';
import { startDemoProvider, type DemoProvider } from './demo-provider.js';
import { discover } from './discover.js';
import { RENEW_SECONDS } from './limits.js';

/** Counts what it is asked, and fails when it is told to. */
class Counting {
  readonly server: Server = createServer((request, response) => {
    if (request.url === '/token') this.asked += 1;
    if (this.away) {
      response.writeHead(503).end();
      return;
    }
    const answer =
      request.url === '/token'
        ? { access_token: `token ${String(this.asked)}`, token_type: 'bearer', expires_in: 600 }
        : { issuer: this.issuer, token_endpoint: `${this.issuer}/token` };
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  });
  asked = 0;
  away = false;
  get issuer(): string {
    return `http://127.0.0.1:${String((this.server.address() as AddressInfo).port)}`;
  }
}

describe('the tokens of a machine', () => {
  const provider = new Counting();
  beforeAll(async () => {
    provider.server.listen(0, '127.0.0.1');
    await once(provider.server, 'listening');
  });
  afterEach(() => {
    jest.restoreAllMocks();
  });
  afterAll(async () => {
    provider.server.closeAllConnections();
    provider.server.close();
    await once(provider.server, 'close');
  });
  const machine = () => accessTokens({ issuer: provider.issuer, clientId: 'clerk-1', clientSecret: 'secret' });

  it('are asked for once by many that ask together, and again shortly before the old one is over', async () => {
    const token = machine();
    const before = provider.asked;
    const many = await Promise.all(Array.from({ length: 50 }, () => token()));
    expect(new Set(many).size).toBe(1);
    expect(await token()).toBe(many[0]);
    expect(provider.asked - before).toBe(1);
    const begun = Date.now();
    const now = jest.spyOn(Date, 'now');
    now.mockReturnValue(begun + (600 - RENEW_SECONDS - 1) * 1000);
    expect(await token()).toBe(many[0]);
    now.mockReturnValue(begun + (600 - RENEW_SECONDS + 1) * 1000);
    expect(await token()).not.toBe(many[0]);
    expect(provider.asked - before).toBe(2);
  });

  it('are asked for again after the provider was away', async () => {
    const token = machine();
    provider.away = true;
    await expect(token()).rejects.toThrow();
    provider.away = false;
    expect(await token()).toMatch(/^token \d+$/);
  });

  it('are asked for over plain HTTP on this machine only', async () => {
    await expect(discover('http://provider.invalid', 'clerk-1', 'secret')).rejects.toMatchObject({
      code: 'OAUTH_HTTP_REQUEST_FORBIDDEN',
    });
  });
});

describe('the tokens of the demo accounts', () => {
  const directory = mkdtempSync(join(tmpdir(), 'yichuang-demo-'));
  let provider: DemoProvider;
  beforeAll(async () => {
    provider = await startDemoProvider({ port: 0, directory, mode: 'development' });
  });
  afterAll(async () => {
    await provider.close();
    rmSync(directory, { recursive: true });
  });

  it('are had by name, each its own and each once', async () => {
    const tokenOf = demoTokens(directory, provider.issuer);
    const [one, again, other] = await Promise.all([tokenOf('clerk-1'), tokenOf('clerk-1'), tokenOf('auditor')]);
    expect(one).toBe(again);
    expect(decodeJwt(other).sub).toBe(findDemoAccount('auditor')!.actor.id);
  });

  it('are found where the provider says that they are, by whoever may read them', async () => {
    expect(await demoDirectoryOf(provider.issuer)).toBe(directory);
    chmodSync(join(directory, 'secret'), 0o644);
    expect(await demoDirectoryOf(provider.issuer)).toBeNull();
    chmodSync(join(directory, 'secret'), 0o600);
  });

  it('are not given to an account that there is not', async () => {
    await expect(demoTokens(directory, provider.issuer)('mayor')).rejects.toMatchObject({ error: 'invalid_client' });
  });

  it('are not made of a secret that others may read', () => {
    chmodSync(join(directory, 'secret'), 0o644);
    expect(() => demoTokens(directory, provider.issuer)).toThrow(/0600/);
    chmodSync(join(directory, 'secret'), 0o600);
  });
});
