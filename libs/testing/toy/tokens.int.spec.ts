import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { findDemoAccount, newServiceKey } from '@yichuang/host';
import { importJWK, SignJWT, type JWK } from 'jose';
import { until } from '../house.js';
import { ServiceUnderTest, type Said } from '../service.js';
import { toy } from './department.js';

const lines: string[] = [];
let service: ServiceUnderTest;
let gateway: JWK;
let tax: JWK;

beforeAll(async () => {
  service = await ServiceUnderTest.start(toy, {
    logTo: {
      write: (line) => {
        lines.push(line);
      },
    },
  });
  gateway = JSON.parse(readFileSync(service.keys.keyFileOf('gateway'), 'utf8')) as JWK;
  tax = await newServiceKey('tax');
  trust(tax);
});
afterAll(async () => {
  await service.end();
});
beforeEach(() => {
  lines.length = 0;
});

const known = (): { keys: JWK[] } => JSON.parse(readFileSync(service.keys.keysFile, 'utf8')) as { keys: JWK[] };

/** Exchanged as a whole, as whoever rotates keys does. */
function write(keys: readonly JWK[]): void {
  const next = `${service.keys.keysFile}.next`;
  writeFileSync(next, JSON.stringify({ keys }));
  renameSync(next, service.keys.keysFile);
}
const trust = ({ d: _secret, ...shown }: JWK): void => {
  write([...known().keys, shown]);
};

interface Claims {
  readonly iss?: string;
  readonly aud?: string;
  readonly age?: number;
  readonly seconds?: number;
  readonly alg?: string;
}

async function token(key: JWK, claims: Claims = {}): Promise<string> {
  const issued = Math.floor(Date.now() / 1000) - (claims.age ?? 0);
  const kid = key.kid ?? '';
  return new SignJWT({})
    .setProtectedHeader({ alg: 'EdDSA', kid })
    .setIssuer(claims.iss ?? kid.slice(0, kid.lastIndexOf('.')))
    .setAudience(claims.aud ?? 'toy')
    .setIssuedAt(issued)
    .setExpirationTime(issued + (claims.seconds ?? 60))
    .sign(await importJWK(key, 'EdDSA'));
}

const knock = (authorization: string): Promise<Said> => service.get('/parked', { authorization });
const turnedAway = () =>
  lines
    .map((line) => JSON.parse(line) as Record<string, unknown>)
    .filter(({ msg }) => msg === 'a call was turned away');

async function counted(status: string, caller: string, reason: string): Promise<number> {
  const figures = String((await service.get('/metrics')).body['text']);
  const labels = [`status="${status}"`, `caller="${caller}"`, `reason="${reason}"`];
  const line = figures
    .split('\n')
    .find((one) => one.includes('turned_away_total{') && labels.every((l) => one.includes(l)));
  return Number(line?.split(' ').at(-1) ?? 0);
}

describe('a call with a good token', () => {
  it('is answered, once and again with the same token', async () => {
    const good = `Bearer ${await token(gateway)}`;
    expect([(await knock(good)).status, (await knock(good)).status]).toEqual([200, 200]);
  });
});

describe('a call without one is 401, recorded with its reason and never with what was shown', () => {
  const stranger = newServiceKey('gateway');
  it.each<[string, () => string | Promise<string>]>([
    ['missing', () => ''],
    ['missing', () => 'Basic dGF4OnRheA=='],
    ['unreadable', () => 'Bearer not.a.token'],
    ['wrong-algorithm', async () => `Bearer ${unsigned(await token(gateway))}`],
    ['unknown-key', async () => `Bearer ${await token(await stranger)}`],
    ['wrong-signature', async () => `Bearer ${await token({ ...(await stranger), kid: gateway.kid ?? '' })}`],
    ['wrong-signature', async () => `Bearer ${tampered(await token(tax), { iss: 'gateway' })}`],
    ['expired', async () => `Bearer ${await token(gateway, { age: 120 })}`],
    ['expired', async () => `Bearer ${await token(gateway, { age: 120, seconds: 3_600 })}`],
    ['wrong-audience', async () => `Bearer ${await token(gateway, { aud: 'vault' })}`],
    ['wrong-issuer', async () => `Bearer ${await token(tax, { iss: 'gateway' })}`],
  ])('%s (case %#)', async (reason, shown) => {
    const authorization = await shown();
    const before = await counted('401', 'nobody known', reason);
    const answer = await knock(authorization);
    expect(answer).toMatchObject({ status: 401, body: { status: 401, code: 'NOT_AUTHENTICATED' } });
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(answer.headers.get('www-authenticate')).toBe('Bearer');
    expect(turnedAway()).toMatchObject([
      { service: 'toy', status: '401', caller: 'nobody known', route: '/parked', reason },
    ]);
    expect(await counted('401', 'nobody known', reason)).toBe(before + 1);
    if (authorization !== '') expect(lines.join()).not.toContain(authorization.split(' ')[1]);
  });

  it('though it may be asked whether the service lives, is ready and how it does', async () => {
    for (const path of ['/healthz', '/readyz', '/metrics'])
      expect([path, (await service.get(path, { authorization: '' })).status]).toEqual([path, 200]);
  });
});

describe('a call by a service that has no business there', () => {
  it('is 403, recorded with who it was', async () => {
    const before = await counted('403', 'tax', 'not-in-the-table');
    const answer = await knock(`Bearer ${await token(tax)}`);
    expect(answer).toMatchObject({ status: 403, body: { status: 403, code: 'NOT_ADMITTED' } });
    expect(turnedAway()).toMatchObject([
      { service: 'toy', status: '403', caller: 'tax', route: '/parked', reason: 'not-in-the-table' },
    ]);
    expect(await counted('403', 'tax', 'not-in-the-table')).toBe(before + 1);
  });
});

describe('a person who is turned away', () => {
  const cut = (shown: string): string => shown.slice(0, -22);
  it.each<[string, string, () => Promise<string>]>([
    ['401', 'person-missing', async () => ''],
    ['401', 'person-unreadable', async () => 'zhang'],
    ['401', 'person-wrong-signature', async () => cut(await service.tokenOf('system-administrator'))],
    ['401', 'person-wrong-algorithm', async () => unsigned(await service.tokenOf('system-administrator'))],
    ['403', 'person-not-of-this-function', () => service.tokenOf('applicant-1')],
  ])('with %s is told from a service: %s', async (status, reason, shown) => {
    const person = await shown();
    const before = await counted(status, 'gateway', reason);
    const answer = await service.get('/parked', { 'x-on-behalf-of': person });
    expect(answer).toMatchObject({
      status: Number(status),
      body: { code: status === '401' ? 'NOT_SIGNED_IN' : 'NOT_PERMITTED' },
    });
    expect(turnedAway()).toMatchObject([{ status, caller: 'gateway', route: '/parked', reason }]);
    expect(await counted(status, 'gateway', reason)).toBe(before + 1);
    if (person !== '') expect(lines.join()).not.toContain(person);
  });

  it('though he is known has his id in the log, and in no figure', async () => {
    const { id } = findDemoAccount('applicant-1')?.actor ?? {};
    await service.get('/parked', { 'x-on-behalf-of': await service.tokenOf('applicant-1') });
    expect(turnedAway()).toMatchObject([{ status: '403', person: id }]);
    expect((await service.get('/metrics')).body['text']).not.toContain(id);
  });
});

describe('a changed key', () => {
  it('is taken without a restart, beside the old one as long as that stands in the file, and then alone', async () => {
    const next = await newServiceKey('gateway');
    expect((await knock(`Bearer ${await token(next)}`)).status).toBe(401);
    trust(next);
    expect((await knock(`Bearer ${await token(next)}`)).status).toBe(200);
    const old = `Bearer ${await token(gateway)}`;
    expect((await knock(old)).status).toBe(200);
    write(known().keys.filter(({ kid }) => kid !== gateway.kid));
    await until(async () => (await knock(old)).status === 401);
    writeFileSync(service.keys.keyFileOf('gateway'), JSON.stringify(next), { mode: 0o600 });
    expect((await service.get('/parked')).status).toBe(200);
  });

  it('is not taken from a file that cannot be read: the last stand holds, and the log says so', async () => {
    const good = `Bearer ${await token(JSON.parse(readFileSync(service.keys.keyFileOf('gateway'), 'utf8')) as JWK)}`;
    const { keys } = known();
    writeFileSync(service.keys.keysFile, '{');
    await until(() => lines.some((line) => line.includes('cannot be read')) || knock(good).then(() => false));
    expect((await knock(good)).status).toBe(200);
    write(keys);
  });
});

/** The algorithm that signs nothing, as forgers have tried elsewhere. */
function unsigned(whole: string): string {
  const [, payload] = whole.split('.');
  return `${Buffer.from('{"alg":"none"}').toString('base64url')}.${payload ?? ''}.`;
}

function tampered(whole: string, claims: object): string {
  const [header, payload, signature] = whole.split('.');
  const read = JSON.parse(Buffer.from(payload ?? '', 'base64url').toString('utf8')) as object;
  const changed = Buffer.from(JSON.stringify({ ...read, ...claims })).toString('base64url');
  return [header, changed, signature].join('.');
}
