import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createRemoteJWKSet, decodeJwt, decodeProtectedHeader, jwtVerify } from 'jose';
import * as client from 'openid-client';
import { demoAccounts, findDemoAccount } from './demo-accounts.js';
import { CLI_CLIENT, CONSOLE_CLIENT, DEMO_AUDIENCE } from './demo-configuration.js';
import { startDemoProvider, type DemoProvider } from './demo-provider.js';
import { readDemoSecrets } from './demo-secrets.js';
import { discover, isHere } from './discover.js';
import { accessTokens } from './access-tokens.js';
import { ACCESS_TOKEN_SECONDS } from './limits.js';
import { TestBrowser, type Page } from './testing-browser.js';

const REDIRECT = 'http://127.0.0.1:4321/signed-in';
const leaves = (url: URL): boolean => url.port === '4321';

describe('the demo provider', () => {
  const directory = mkdtempSync(join(tmpdir(), 'yichuang-demo-'));
  let provider: DemoProvider;
  beforeAll(async () => {
    provider = await startDemoProvider({ port: 0, directory, mode: 'development' });
  });
  afterAll(async () => {
    await provider.close();
    rmSync(directory, { recursive: true });
  });

  const discovered = (id: string, secret?: string) => discover(provider.issuer, id, secret);
  const machine = (account: string) => discovered(account, readDemoSecrets(directory).clientSecretOf(account));
  const verified = async (token: string) => {
    const { jwks_uri: keys = '' } = (await discovered(CLI_CLIENT)).serverMetadata();
    const options = { issuer: provider.issuer, audience: DEMO_AUDIENCE, typ: 'at+jwt' };
    return (await jwtVerify(token, createRemoteJWKSet(new URL(keys)), options)).payload;
  };

  /** A sign-in of the console, begun; and how it ends. */
  async function begin(more: Record<string, string> = {}) {
    const config = await discovered(CONSOLE_CLIENT);
    const verifier = client.randomPKCECodeVerifier();
    const state = client.randomState();
    const address = client.buildAuthorizationUrl(config, {
      redirect_uri: REDIRECT,
      scope: 'openid',
      code_challenge: await client.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      state,
      ...more,
    });
    const end = (page: Page) =>
      client.authorizationCodeGrant(config, page.url, { pkceCodeVerifier: verifier, expectedState: state });
    return { config, address, end };
  }

  it('is found by discovery, on loopback, with everything that the clients of the house need', async () => {
    const metadata = (await discovered(CLI_CLIENT)).serverMetadata();
    expect(new URL(metadata.issuer).hostname).toBe('127.0.0.1');
    expect(metadata.grant_types_supported).toEqual(
      expect.arrayContaining([
        'authorization_code',
        'client_credentials',
        'refresh_token',
        'urn:ietf:params:oauth:grant-type:device_code',
      ]),
    );
    expect(metadata.code_challenge_methods_supported).toEqual(['S256']);
    expect(metadata.registration_endpoint).toBeUndefined();
    expect(metadata['yichuang_demo_directory']).toBe(directory);
  });

  it('gives a machine the token of the account whose secret it has, in the profile of RFC 9068', async () => {
    for (const { name, actor } of demoAccounts) {
      const { access_token: token, expires_in: seconds } = await client.clientCredentialsGrant(await machine(name));
      expect(decodeProtectedHeader(token)).toMatchObject({ typ: 'at+jwt', alg: 'ES256' });
      const { department, division } = actor;
      expect(await verified(token)).toMatchObject({
        sub: actor.id,
        client_id: name,
        roles: actor.roles,
        ...(department === null ? {} : { department }),
        ...(division === null ? {} : { division }),
      });
      expect(decodeJwt(token)).not.toHaveProperty(department === null ? 'department' : 'none');
      expect(seconds).toBe(ACCESS_TOKEN_SECONDS);
    }
  });

  it('is reached in plain HTTP at any address of this machine, as containers on it reach it', async () => {
    const addresses = Object.values(networkInterfaces()).flatMap((all) => all ?? []);
    const host = addresses.find(({ family, internal }) => family === 'IPv4' && !internal)?.address ?? '127.0.0.1';
    const own = mkdtempSync(join(tmpdir(), 'yichuang-demo-'));
    const near = await startDemoProvider({ port: 0, directory: own, mode: 'development', host });
    try {
      const { issuer } = near;
      const clientSecret = readDemoSecrets(own).clientSecretOf('auditor');
      expect(new URL(issuer).hostname).toBe(host);
      expect(decodeJwt(await accessTokens({ issuer, clientId: 'auditor', clientSecret })()).iss).toBe(issuer);
    } finally {
      await near.close();
      rmSync(own, { recursive: true });
    }
    expect(isHere('http://192.0.2.1:4321')).toBe(false);
  });

  it('gives nobody a token for a wrong secret, nor for one of another account', async () => {
    const ofAnother = readDemoSecrets(directory).clientSecretOf('applicant-1');
    for (const wrong of ['secret', ofAnother])
      await expect(client.clientCredentialsGrant(await discovered('auditor', wrong))).rejects.toMatchObject({
        error: 'invalid_client',
      });
    const none = client.clientCredentialsGrant(await discovered('auditor'));
    await expect(none).rejects.toMatchObject({ error: 'invalid_client' });
  });

  it('signs somebody in by its pages, without a script, and the console gets a token and keeps it fresh', async () => {
    const { config, address, end } = await begin();
    const browser = new TestBrowser(leaves);
    const page = await browser.open(address);
    expect(page.status).toBe(200);
    expect(page.html).toContain('演示登录');
    expect(page.html).toContain('DEMO');
    expect(page.html).not.toMatch(/<script|type="password"/);
    for (const { name } of demoAccounts) expect(page.html).toContain(`value="${name}"`);
    const tokens = await end(await browser.send(page, { account: 'reviewer-tax' }));
    const { actor, title } = findDemoAccount('reviewer-tax')!;
    const claims = { roles: ['reviewer'], department: 'tax', division: '350405' };
    expect(await verified(tokens.access_token)).toMatchObject({ sub: actor.id, client_id: CONSOLE_CLIENT, ...claims });
    expect(tokens.claims()).toMatchObject({ sub: actor.id, name: title['zh-CN'], ...claims });
    const fresh = await client.refreshTokenGrant(config, tokens.refresh_token ?? '');
    expect(await verified(fresh.access_token)).toMatchObject({ sub: actor.id, ...claims });
  });

  it('knows a browser that is signed in, lets it be another when it asks, and lets it sign out', async () => {
    const browser = new TestBrowser(leaves);
    const first = await begin();
    await first.end(await browser.send(await browser.open(first.address), { account: 'clerk-1' }));
    const again = await begin();
    const known = await again.end(await browser.open(again.address));
    expect(known.claims()?.sub).toBe(findDemoAccount('clerk-1')!.actor.id);
    const other = await begin({ prompt: 'login' });
    const changed = await other.end(await browser.send(await browser.open(other.address), { account: 'clerk-2' }));
    expect(changed.claims()?.sub).toBe(findDemoAccount('clerk-2')!.actor.id);
    const leave = client.buildEndSessionUrl(other.config, {
      id_token_hint: changed.id_token ?? '',
      post_logout_redirect_uri: 'http://127.0.0.1:4321/',
    });
    const asked = await browser.open(leave);
    expect(asked.html).toContain('退出');
    expect((await browser.send(asked, { logout: 'yes' })).url.href).toBe('http://127.0.0.1:4321/');
    await expect(client.refreshTokenGrant(other.config, changed.refresh_token ?? '')).rejects.toMatchObject({
      error: 'invalid_grant',
    });
    expect((await browser.open((await begin()).address)).html).toContain('value="clerk-1"');
  });

  it('gives the console nothing without PKCE, with another verifier, for another address or when somebody cancels', async () => {
    const browser = new TestBrowser(leaves);
    const bare = (await begin()).address;
    bare.searchParams.delete('code_challenge');
    bare.searchParams.delete('code_challenge_method');
    expect((await browser.open(bare)).url.searchParams.get('error')).toBe('invalid_request');
    const elsewhere = (await begin({ redirect_uri: 'http://127.0.0.1:4321/elsewhere' })).address;
    const refused = await browser.open(elsewhere);
    expect(refused.status).toBe(400);
    expect(refused.html).toContain('登录没有完成');
    const [one, two] = [await begin(), await begin()];
    const page = await browser.send(await browser.open(one.address), { account: 'applicant-1' });
    page.url.searchParams.set('state', two.address.searchParams.get('state') ?? '');
    await expect(two.end(page)).rejects.toMatchObject({ error: 'invalid_grant' });
    const third = await begin({ prompt: 'login' });
    const cancelled = await browser.send(await browser.open(third.address), { cancel: 'yes' });
    expect(cancelled.url.searchParams.get('error')).toBe('access_denied');
  });

  it('takes a form only from the browser, and for the sign-in, that it was shown for', async () => {
    const [browser, stranger] = [new TestBrowser(leaves), new TestBrowser(leaves)];
    const page = await browser.open((await begin()).address);
    const forged = await browser.send(
      { ...page, html: page.html.replace(/name="token" value="[^"]+"/, 'name="token" value="x"') },
      { account: 'auditor' },
    );
    expect(forged.status).toBe(403);
    expect((await stranger.send(page, { account: 'auditor' })).status).toBe(400);
    const others = await stranger.open((await begin()).address);
    expect((await stranger.send({ ...others, html: page.html }, { account: 'auditor' })).status).toBe(403);
    expect(page.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    const sent = await browser.send(page, { account: 'auditor', padding: 'x'.repeat(10_000) });
    expect(sent.status).toBe(403);
    expect((await browser.send(page, { account: 'auditor' })).url.searchParams.get('code')).toBeTruthy();
  });

  it('signs in a command line by the code it shows, whoever the browser was before', async () => {
    const config = await discovered(CLI_CLIENT);
    const browser = new TestBrowser(leaves);
    const console = await begin();
    await console.end(await browser.send(await browser.open(console.address), { account: 'applicant-1' }));
    const begun = await client.initiateDeviceAuthorization(config, { scope: 'openid' });
    const mistyped = await browser.send(await browser.open(begun.verification_uri), { user_code: 'WRNG-CODE' });
    expect(mistyped.html).toContain('代码不对');
    const shown = await browser.open(begun.verification_uri_complete ?? '');
    expect(shown.html).toContain(`value="${begun.user_code}"`);
    expect(shown.html).not.toContain('<script');
    const confirm = await browser.send(shown, {});
    expect(confirm.html).toContain(begun.user_code);
    expect(confirm.html).toContain('Yichuang command line');
    const accounts = await browser.send(confirm, {});
    const done = await browser.send(accounts, { account: 'supervisor' });
    expect(done.html).toContain('Signed in');
    const tokens = await client.pollDeviceAuthorizationGrant(config, { ...begun, interval: 0.01 });
    const { id } = findDemoAccount('supervisor')!.actor;
    expect(await verified(tokens.access_token)).toMatchObject({ sub: id, client_id: CLI_CLIENT, division: '350405' });
    expect((await client.refreshTokenGrant(config, tokens.refresh_token ?? '')).claims()?.sub).toBe(id);
  });

  it('tells a command line that somebody cancelled, and takes back what it was given', async () => {
    const config = await discovered(CLI_CLIENT);
    const browser = new TestBrowser(leaves);
    const begun = await client.initiateDeviceAuthorization(config, { scope: 'openid' });
    const confirm = await browser.send(await browser.open(begun.verification_uri_complete ?? ''), {});
    expect((await browser.send(confirm, { abort: 'yes' })).html).toContain('已取消登录');
    const poll = (one: typeof begun) => client.pollDeviceAuthorizationGrant(config, { ...one, interval: 0.01 });
    await expect(poll(begun)).rejects.toMatchObject({ error: 'access_denied' });
    const second = await client.initiateDeviceAuthorization(config, { scope: 'openid' });
    const asked = await browser.send(await browser.open(second.verification_uri_complete ?? ''), {});
    await browser.send(await browser.send(asked, {}), { account: 'auditor' });
    const { refresh_token: token = '' } = await poll(second);
    await client.tokenRevocation(config, token);
    await expect(client.refreshTokenGrant(config, token)).rejects.toMatchObject({ error: 'invalid_grant' });
  });

  it('lets the console of this machine call it, and no page from elsewhere', async () => {
    const { token_endpoint: address = '' } = (await discovered(CONSOLE_CLIENT)).serverMetadata();
    const allowed = async (origin: string) => {
      const body = new URLSearchParams({ client_id: CONSOLE_CLIENT, grant_type: 'refresh_token', refresh_token: 'x' });
      const answer = await fetch(address, { method: 'POST', body, headers: { origin } });
      return answer.headers.get('access-control-allow-origin');
    };
    expect(await allowed('http://127.0.0.1:7800')).toBe('http://127.0.0.1:7800');
    for (const origin of ['https://example.org', 'http://127.0.0.1.example.org', 'null'])
      expect([origin, await allowed(origin)]).toEqual([origin, null]);
  });

  it('signs with a new key after it was rotated, while the old one stands until it is rotated again', async () => {
    const config = await machine('auditor');
    const old = (await client.clientCredentialsGrant(config)).access_token;
    await provider.rotate();
    const fresh = (await client.clientCredentialsGrant(config)).access_token;
    expect(decodeProtectedHeader(fresh).kid).not.toBe(decodeProtectedHeader(old).kid);
    for (const token of [old, fresh]) expect((await verified(token)).sub).toBe(findDemoAccount('auditor')!.actor.id);
    await provider.rotate();
    await expect(verified(old)).rejects.toMatchObject({ code: 'ERR_JWKS_NO_MATCHING_KEY' });
    expect((await verified(fresh)).client_id).toBe('auditor');
  });

  it('keeps its keys and secrets where nobody else may read them, and none of them are published', async () => {
    expect(statSync(directory).mode & 0o077).toBe(0);
    const files = readdirSync(directory);
    expect(files.sort()).toEqual(['port', 'secret', 'signing-keys.json']);
    for (const file of files) expect([file, statSync(join(directory, file)).mode & 0o777]).toEqual([file, 0o600]);
    const { jwks_uri: address = '' } = (await discovered(CLI_CLIENT)).serverMetadata();
    const { keys } = (await (await fetch(address)).json()) as { keys: object[] };
    for (const key of keys) expect(key).not.toHaveProperty('d');
  });

  it('comes again where it was, with the same keys and secrets; another house has others', async () => {
    const before = (await client.clientCredentialsGrant(await machine('clerk-1'))).access_token;
    const { issuer } = provider;
    await provider.close();
    provider = await startDemoProvider({ port: 0, directory, mode: 'development' });
    expect(provider.issuer).toBe(issuer);
    expect((await verified(before)).client_id).toBe('clerk-1');
    const another = mkdtempSync(join(tmpdir(), 'yichuang-demo-'));
    const second = await startDemoProvider({ port: 0, directory: another, mode: 'development' });
    const secrets = [directory, another].map((one) => readDemoSecrets(one).clientSecretOf('clerk-1'));
    expect(new Set(secrets).size).toBe(2);
    await second.close();
    rmSync(another, { recursive: true });
  });

  it('takes another place when somebody else is where it was, and says so when the place was asked for', async () => {
    const other = mkdtempSync(join(tmpdir(), 'yichuang-demo-'));
    const port = Number(new URL(provider.issuer).port);
    const taken = startDemoProvider({ port, directory: other, mode: 'development' });
    await expect(taken).rejects.toMatchObject({ code: 'EADDRINUSE' });
    const second = await startDemoProvider({ port: 0, directory, mode: 'development' });
    expect(second.issuer).not.toBe(provider.issuer);
    await second.close();
    rmSync(other, { recursive: true });
  });

  it.each(['production', ''])('refuses to start in mode "%s", and says why', async (mode) => {
    const fresh = join(directory, 'never-made');
    await expect(startDemoProvider({ port: 0, directory: fresh, mode })).rejects.toThrow(/development mode only/);
    expect(() => statSync(fresh)).toThrow(/ENOENT/);
  });
});
