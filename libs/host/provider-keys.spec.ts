import { setImmediate as turn } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { TryLater } from '@yichuang/event-store';
import { Actors } from './actors.js';
import { NotTrusted } from './distrust.js';
import {
  PROVIDER_BACK_OFF_FIRST_MILLIS,
  PROVIDER_BACK_OFF_MOST_MILLIS,
  PROVIDER_COOLDOWN_MILLIS,
  PROVIDER_KEYS_FRESH_MILLIS,
  PROVIDER_TIMEOUT_MILLIS,
} from './limits.js';
import { ProviderAway, ProviderKeys } from './provider-keys.js';
import { newPair, TestIssuer, type Pair, type Spoken } from './testing/test-issuer.js';
import { onlyDates } from './testing/only-dates.js';

let first: Pair;
let next: Pair;
let issuer: TestIssuer;
let actors: Actors;
const warned: unknown[] = [];
const log = { warn: (...what: unknown[]) => void warned.push(...what) };

/** `in`, or why not. */
const said = async (token: string): Promise<string> =>
  actors.actorOf(token).then(
    () => 'in',
    (error: unknown) => {
      if (error instanceof NotTrusted) return error.distrust;
      if (error instanceof ProviderAway) return 'away';
      throw error;
    },
  );

let now: number;
const later = (millis: number): void => {
  now += millis;
  onlyDates(now);
};

beforeEach(async () => {
  warned.length = 0;
  now = Date.now();
  later(0);
  [first, next] = await Promise.all([newPair('one'), newPair('two')]);
  issuer = await TestIssuer.open(first);
  const claims = { roles: 'roles', department: 'department', division: 'division' };
  actors = new Actors({ issuer: issuer.issuer, audience: 'yichuang', production: false, claims }, log);
});
afterEach(async () => {
  jest.useRealTimers();
  await issuer.goAway();
});

describe('the keys of a provider', () => {
  it('may change without a restart, the new one beside the old one and then alone', async () => {
    expect(await said(await issuer.token())).toBe('in');
    issuer.pairs = [first, next];
    later(PROVIDER_COOLDOWN_MILLIS);
    expect([await said(await issuer.token({}, { pair: next })), await said(await issuer.token())]).toEqual([
      'in',
      'in',
    ]);
    issuer.pairs = [next];
    later(PROVIDER_KEYS_FRESH_MILLIS);
    expect(await said(await issuer.token({}, { pair: first }))).toBe('unknown-key');
    expect(await said(await issuer.token())).toBe('in');
  });

  it('may move to another address', async () => {
    expect(await said(await issuer.token())).toBe('in');
    const other = await TestIssuer.open(next);
    const moved = { issuer: issuer.issuer, jwks_uri: `${other.issuer}/keys` };
    issuer.says.discovery = { body: JSON.stringify(moved) };
    later(PROVIDER_COOLDOWN_MILLIS);
    expect(await said(await issuer.token({}, { pair: next }))).toBe('in');
    await other.goAway();
  });

  it('are not asked for again and again by tokens of strangers', async () => {
    expect(await said(await issuer.token())).toBe('in');
    for (const round of [1, 2]) {
      later(PROVIDER_COOLDOWN_MILLIS);
      const tokens = await Promise.all(Array.from({ length: 20 }, (_, nth) => issuer.token({}, { kid: String(nth) })));
      expect(new Set(await Promise.all(tokens.map(said)))).toEqual(new Set(['unknown-key']));
      expect(issuer.asked).toEqual({ discovery: 1 + round, keys: 1 + round });
    }
  });
});

describe('a provider that is away', () => {
  it('is to every door what any part that is away is: 503, and try again', () => {
    expect(new ProviderAway()).toBeInstanceOf(TryLater);
  });

  it('at first lets nobody be known, is asked now and then, and is known when it is there', async () => {
    const token = await issuer.token();
    await issuer.goAway();
    expect(await Promise.all([said(token), said(token), said(token)])).toEqual(['away', 'away', 'away']);
    await issuer.comeBack();
    expect([await said(token), issuer.asked.discovery]).toEqual(['away', 0]);
    later(PROVIDER_BACK_OFF_FIRST_MILLIS);
    expect([await said(token), issuer.asked.discovery]).toEqual(['in', 1]);
    expect(warned).toEqual([
      { error: expect.stringMatching(/ECONNREFUSED/), failures: 1 },
      'the keys of the provider cannot be looked at',
    ]);
  });

  it('is asked ever more rarely, but within seconds of its return', async () => {
    const token = await issuer.token();
    issuer.says.keys = { status: 500 };
    let waited = 0;
    for (const asked of [1, 2, 3, 4, 5, 6, 7, 8]) {
      expect([await said(token), issuer.asked.keys]).toEqual(['away', asked]);
      waited = Math.min(PROVIDER_BACK_OFF_MOST_MILLIS, PROVIDER_BACK_OFF_FIRST_MILLIS * 2 ** (asked - 1));
      later(waited - 1);
      expect([await said(token), issuer.asked.keys]).toEqual(['away', asked]);
      later(1);
    }
    expect(waited).toBe(PROVIDER_BACK_OFF_MOST_MILLIS);
    issuer.says = {};
    expect(await said(await issuer.token())).toBe('in');
  });

  it('stops nobody whose key is known, and is told from one that does not know a key', async () => {
    expect(await said(await issuer.token())).toBe('in');
    await issuer.goAway();
    for (const _day of [1, 2, 3]) {
      later(24 * 60 * 60_000);
      expect(await said(await issuer.token({ jti: String(now) }))).toBe('in');
      expect(await said(await issuer.token({}, { pair: next }))).toBe('away');
    }
    issuer.pairs = [next];
    await issuer.comeBack();
    later(PROVIDER_BACK_OFF_MOST_MILLIS);
    expect(await said(await issuer.token())).toBe('in');
    expect(await said(await issuer.token({}, { pair: first }))).toBe('unknown-key');
  });

  it('may also be one that says nothing: that is waited for once and not for long', async () => {
    expect(await said(await issuer.token())).toBe('in');
    issuer.says.discovery = { silent: true };
    later(PROVIDER_KEYS_FRESH_MILLIS);
    const token = await issuer.token();
    const began = performance.now();
    expect(await said(token)).toBe('in');
    expect(performance.now() - began).toBeGreaterThan(PROVIDER_TIMEOUT_MILLIS * 0.9);
    later(PROVIDER_BACK_OFF_MOST_MILLIS);
    const again = performance.now();
    expect(await said(token)).toBe('in');
    expect(performance.now() - again).toBeLessThan(PROVIDER_TIMEOUT_MILLIS / 2);
    await issuer.goAway();
    // the look nobody waited for ends too
    while (warned.length < 4) await turn();
  });

  it.each<[string, 'discovery' | 'keys', Spoken]>([
    ['sends elsewhere', 'discovery', { status: 302, headers: { location: '/people/keys' } }],
    ['speaks no JSON', 'discovery', { body: '<html>' }],
    ['names no keys', 'discovery', { body: '{"issuer":"http://127.0.0.1/people"}' }],
    ['is another', 'discovery', { body: '{"issuer":"https://people.example","jwks_uri":"https://people.example/k"}' }],
    ['keeps its keys in a file', 'discovery', { body: '{"issuer":"x","jwks_uri":"file:///etc/passwd"}' }],
    ['shows no keys', 'keys', { status: 404 }],
    ['shows what are no keys', 'keys', { body: '{"keys":"none"}' }],
  ])('or not the one it should be: it %s', async (_what, where, spoken) => {
    issuer.says[where] = spoken;
    expect(await said(await issuer.token())).toBe('away');
    expect(warned).toHaveLength(2);
  });

  it('or one that, in production, does not show its keys by https', async () => {
    const keys = new ProviderKeys(issuer.issuer, true, log, () => undefined);
    await expect(keys.keyOf({ alg: 'ES256', kid: 'one' }, { payload: '', signature: '' })).rejects.toThrow(
      ProviderAway,
    );
    expect(warned[0]).toMatchObject({ error: 'its keys are not shown by https' });
    expect(issuer.asked).toEqual({ discovery: 1, keys: 0 });
  });
});
