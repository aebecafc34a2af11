import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Actor } from '@yichuang/contracts';
import { SignJWT } from 'jose';
import { Actors } from './actors.js';
import { NotTrusted } from './distrust.js';
import { PROVIDER_KEYS_FRESH_MILLIS } from './limits.js';
import { ProviderAway } from './provider-keys.js';
import { BadSettings } from './settings.js';
import type { ProviderSettings } from './settings-sign-in.js';
import { newPair, TestIssuer, type Pair } from './testing/test-issuer.js';
import { onlyDates } from './testing/only-dates.js';

const claims = { roles: 'roles', department: 'department', division: 'division' };

let first: Pair;
let issuer: TestIssuer;
const warned: unknown[] = [];
const log = { warn: (...what: unknown[]) => void warned.push(...what) };

const actorsOf = (more: Partial<ProviderSettings> = {}): Actors =>
  new Actors({ issuer: issuer.issuer, audience: 'yichuang', production: false, claims, ...more }, log);

/** The actor, or why there is none. */
const said = async (actors: Actors, token: string): Promise<Actor | string> =>
  actors.actorOf(token).catch((error: unknown) => {
    if (error instanceof NotTrusted) return error.distrust;
    if (error instanceof ProviderAway) return 'away';
    throw error;
  });

beforeEach(async () => {
  warned.length = 0;
  first = await newPair('one');
  issuer = await TestIssuer.open(first);
});
afterEach(async () => {
  jest.useRealTimers();
  await issuer.goAway();
});

describe('an access token', () => {
  it('says who is signed in, once and again, and the provider is asked once for all', async () => {
    const actors = actorsOf();
    const token = await issuer.token({ roles: ['reviewer'], department: 'tax', division: '350405' });
    const zhang = { id: 'zhang', roles: ['reviewer'], department: 'tax', division: '350405' };
    expect([await said(actors, token), await said(actors, token)]).toEqual([zhang, zhang]);
    expect(await said(actors, await issuer.token({ sub: 'li', jti: 'another' }))).toMatchObject({ id: 'li' });
    expect(issuer.asked).toEqual({ discovery: 1, keys: 1 });
  });

  it('that is shown by many at once is verified once', async () => {
    const actors = actorsOf();
    const token = await issuer.token();
    const seen = await Promise.all(Array.from({ length: 50 }, () => actors.actorOf(token)));
    expect(new Set(seen).size).toBe(1);
    expect(issuer.asked).toEqual({ discovery: 1, keys: 1 });
  });

  it.each(['RS256', 'PS384', 'ES512', 'EdDSA'])('may be signed with %s', async (alg) => {
    issuer.pairs = [await newPair('other', alg)];
    expect(await said(actorsOf(), await issuer.token())).toMatchObject({ id: 'zhang' });
  });

  it('may be for others too, name its type in full and no key where there is one only', async () => {
    const token = await issuer.token(
      { aud: ['mail', 'yichuang'] },
      { typ: 'application/AT+jwt', kid: undefined as never },
    );
    expect(await said(actorsOf(), token)).toMatchObject({ id: 'zhang' });
  });

  it.each([
    ['none', undefined, []],
    ['those of another house alone', ['owner', 'admin', '__proto__'], []],
    ['some twice and some of others', ['clerk', 'owner', 'clerk', 'helper'], ['clerk', 'helper']],
  ])('may have roles: %s', async (_what, roles, taken) => {
    expect(await said(actorsOf(), await issuer.token({ roles }))).toEqual({
      id: 'zhang',
      roles: taken,
      department: null,
      division: null,
    });
  });

  it('may have its claims elsewhere: within others, or under names with dots', async () => {
    const token = await issuer.token({
      roles: ['auditor'],
      realm_access: { roles: ['clerk', 'offline_access'] },
      'https://example.com/department': 'seal',
    });
    const elsewhere = {
      roles: 'realm_access.roles',
      department: 'https://example.com/department',
      division: 'constructor.name',
    };
    expect(await said(actorsOf({ claims: elsewhere }), token)).toEqual({
      id: 'zhang',
      roles: ['clerk'],
      department: 'seal',
      division: null,
    });
  });
});

describe('nobody is known by a token', () => {
  const now = (): number => Math.floor(Date.now() / 1000);
  const part = (what: unknown): string => Buffer.from(JSON.stringify(what)).toString('base64url');
  const changed = (token: string, at: number, change: (part: string) => string): string =>
    token
      .split('.')
      .map((one, index) => (index === at ? change(one) : one))
      .join('.');

  it.each<[string, string, () => Promise<string>]>([
    ['missing', 'is empty', async () => ''],
    ['unreadable', 'is no token', async () => 'zhang'],
    ['unreadable', 'is cut short', async () => (await issuer.token()).split('.').slice(0, 2).join('.')],
    ['unreadable', 'has a part too many', async () => `${await issuer.token()}.${part({})}`],
    ['unreadable', 'has an empty part', async () => changed(await issuer.token(), 0, () => '')],
    ['unreadable', 'has a stranger among its letters', async () => changed(await issuer.token(), 2, (s) => `${s}=`)],
    ['unreadable', 'is huge', async () => issuer.token({ more: 'x'.repeat(8_192) })],
    ['unreadable', 'has a header that is none', async () => changed(await issuer.token(), 0, () => 'bm9uZQ')],
    [
      'unreadable',
      'asks to be understood in a way that nobody knows',
      async () => changed(await issuer.token(), 0, () => part({ alg: 'ES256', kid: 'one', crit: ['x'], x: 1 })),
    ],
    [
      'wrong-algorithm',
      'is not signed',
      async () =>
        changed(
          changed(await issuer.token(), 0, () => part({ alg: 'none', typ: 'at+jwt' })),
          2,
          () => '',
        ),
    ],
    [
      'wrong-algorithm',
      'is signed with the public key as if it were a secret',
      async () =>
        new SignJWT({ iss: issuer.issuer, aud: 'yichuang', sub: 'zhang', iat: now(), exp: now() + 60 })
          .setProtectedHeader({ alg: 'HS256', kid: 'one', typ: 'at+jwt' })
          .sign(Buffer.from(JSON.stringify(first.shown))),
    ],
    ['unknown-key', 'names a key of nobody', async () => issuer.token({}, { kid: 'two' })],
    ['unknown-key', 'names a file', async () => issuer.token({}, { kid: '../../../../dev/null' })],
    ['unknown-key', 'names a key that is none', async () => issuer.token({}, { kid: '__proto__' })],
    ['unknown-key', 'names another algorithm', async () => issuer.token({}, { pair: await newPair('one', 'RS256') })],
    ['wrong-signature', 'is signed by a stranger', async () => issuer.token({}, { pair: await newPair('one') })],
    [
      'wrong-signature',
      'brings its own key along',
      async () => {
        const stranger = await newPair('one');
        return issuer.token({}, { pair: stranger, jwk: stranger.shown, jku: `${issuer.issuer}/keys` });
      },
    ],
    [
      'wrong-signature',
      'says more than was signed',
      async () =>
        changed(await issuer.token(), 1, (payload) =>
          part({
            ...(JSON.parse(Buffer.from(payload, 'base64url').toString()) as object),
            roles: ['auditor'],
          }),
        ),
    ],
    [
      'wrong-signature',
      'has another signature',
      async () => changed(await issuer.token(), 2, (s) => (s.startsWith('A') ? `B${s.slice(1)}` : `A${s.slice(1)}`)),
    ],
    ['expired', 'is over', async () => issuer.token({ exp: now() - 60 })],
    ['expired', 'was made long ago to last for ever', async () => issuer.token({ iat: 1, exp: 9_999_999_999 })],
    ['not-yet', 'is not good yet', async () => issuer.token({ nbf: now() + 60 })],
    ['not-yet', 'is of the future', async () => issuer.token({ iat: now() + 60 })],
    ['wrong-issuer', 'is of another issuer', async () => issuer.token({ iss: 'https://people.example' })],
    ['wrong-issuer', 'is of nearly the same issuer', async () => issuer.token({ iss: `${issuer.issuer}/` })],
    ['wrong-audience', 'is for another house', async () => issuer.token({ aud: 'mail' })],
    ['wrong-audience', 'is for nobody', async () => issuer.token({ aud: undefined })],
    ['wrong-type', 'is an ID token', async () => issuer.token({}, { typ: 'JWT' })],
    ['wrong-type', 'has no type', async () => issuer.token({}, { typ: undefined as never })],
    ['wrong-claims', 'says of nobody', async () => issuer.token({ sub: undefined })],
    ['wrong-claims', 'says of an empty name', async () => issuer.token({ sub: '' })],
    ['wrong-claims', 'does not end', async () => issuer.token({ exp: undefined })],
    ['wrong-claims', 'does not say since when', async () => issuer.token({ iat: undefined })],
    ['wrong-claims', 'ends in words', async () => issuer.token({ exp: 'never' })],
    ['wrong-claims', 'has one role as a word', async () => issuer.token({ roles: 'clerk' })],
    ['wrong-claims', 'has roles that are no words', async () => issuer.token({ roles: [['clerk']] })],
    [
      'wrong-claims',
      'is of a department that no service could be',
      async () => issuer.token({ department: 'gateway' }),
    ],
    ['wrong-claims', 'is of no division', async () => issuer.token({ division: 350405 })],
  ])('%s: that %s', async (distrust, _what, made) => {
    const actors = actorsOf();
    const token = await made();
    expect([await said(actors, token), await said(actors, token)]).toEqual([distrust, distrust]);
    // it has cost nobody else anything
    expect(await said(actors, await issuer.token())).toMatchObject({ id: 'zhang' });
    expect(JSON.stringify(warned)).not.toContain(token || 'no token');
  });

  it('that was good and is over', async () => {
    const actors = actorsOf();
    const token = await issuer.token();
    expect(await said(actors, token)).toMatchObject({ id: 'zhang' });
    onlyDates(Date.now() + 306_000);
    expect(await said(actors, token)).toBe('expired');
  });

  it('that was good and is of a key the provider has withdrawn', async () => {
    const actors = actorsOf();
    const token = await issuer.token({ exp: now() + 3_600 });
    expect(await said(actors, token)).toMatchObject({ id: 'zhang' });
    issuer.pairs = [await newPair('two')];
    expect(await said(actors, token)).toMatchObject({ id: 'zhang' });
    onlyDates(Date.now() + PROVIDER_KEYS_FRESH_MILLIS);
    expect(await said(actors, token)).toBe('unknown-key');
  });
});

describe('a flood of bad tokens', () => {
  it('leaves nothing behind', async () => {
    const actors = actorsOf();
    const good = await issuer.token();
    await actors.actorOf(good);
    const [header, payload] = good.split('.') as [string, string];
    const bad = (nth: number): string => {
      const signature = Buffer.alloc(64);
      signature.writeUInt32BE(nth + 1);
      return [header, payload, signature.toString('base64url')].join('.');
    };
    const why = new Set<unknown>();
    await Promise.all(Array.from({ length: 2_000 }, async (_, nth) => why.add(await said(actors, bad(nth)))));
    expect([...why]).toEqual(['wrong-signature']);
    const sizeOf = (name: string): number => (Reflect.get(actors, name) as { size: number }).size;
    expect([sizeOf('known'), sizeOf('underWay')]).toEqual([1, 0]);
    expect(issuer.asked.keys).toBe(1);
  });
});

describe('in production', () => {
  it('a provider that anybody on the way could speak for is refused at once', () => {
    expect(() => actorsOf({ production: true })).toThrow(BadSettings);
    expect(() => actorsOf({ production: true })).toThrow('OIDC_ISSUER: must be https outside development');
    expect(actorsOf({ production: true, issuer: 'https://people.example' })).toBeInstanceOf(Actors);
  });
});
