import fc from 'fast-check';
import { SignJWT } from 'jose';
import type { Pair, TestIssuer } from './test-issuer.js';

/** What whoever makes wrong tokens may know: a good one, and who signs. */
export interface Seen {
  readonly good: string;
  readonly own: Pair;
  readonly stranger: Pair;
  readonly issuer: TestIssuer;
}

const base64url = (what: unknown): string =>
  Buffer.from(typeof what === 'string' ? what : JSON.stringify(what)).toString('base64url');
const partsOf = (token: string): [string, string, string] => token.split('.') as [string, string, string];
const read = (part: string): Record<string, unknown> =>
  JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>;

/** Makes a bad token of the good one, or of nothing. */
export type Mutation = () => string | Promise<string>;

const letters = fc.constantFrom(...Array.from('ABCXYZabcxyz0189-_.=+/ %\u0000é'));
const names = fc.constantFrom(
  'sub',
  'roles',
  'department',
  'division',
  'iss',
  'aud',
  'exp',
  'nbf',
  'iat',
  'typ',
  'kid',
);
const values = fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.constantFrom('auditor', ['auditor'], 9_999_999_999, 'tax'));

const headers = fc.record(
  {
    alg: fc.constantFrom('EdDSA', 'none', 'None', 'HS256', 'HS512', 'RS256', 'ES256', 'dir', '', 1, null),
    kid: fc.oneof(fc.constantFrom('one', '../one', '/dev/null', '__proto__', "' or 1=1 --", ''), fc.string()),
    typ: fc.constantFrom('at+jwt', 'JWT', 'application/at+jwt', '', 'at+JWT'),
    jku: fc.webUrl(),
    x5u: fc.webUrl(),
    crit: fc.constantFrom(['exp'], [], ['b64'], 'b64'),
    b64: fc.boolean(),
    zip: fc.constant('DEF'),
  },
  { requiredKeys: ['alg'] },
);

/** Tokens that are cut, misspelt, tampered with, foreign, over, or for somebody else. */
export function wrongTokens({ good, own, stranger, issuer }: Seen): fc.Arbitrary<Mutation> {
  /** One letter, a piece, a doubling, an end: as on a bad line. */
  const spelled: fc.Arbitrary<Mutation> = fc
    .record({ at: fc.nat(), length: fc.nat(40), put: fc.string({ unit: letters, maxLength: 6 }) })
    .map(({ at, length, put }) => () => {
      const from = at % good.length;
      return good.slice(0, from) + put + good.slice(from + length);
    });

  const cut: fc.Arbitrary<Mutation> = fc.nat().map((at) => () => good.slice(0, at % good.length));

  const moreParts: fc.Arbitrary<Mutation> = fc
    .array(fc.string({ unit: letters, maxLength: 12 }), { minLength: 1, maxLength: 3 })
    .map((more) => () => [good, ...more].join('.'));

  /** One bit of what is signed, or of the signature. */
  const flipped: fc.Arbitrary<Mutation> = fc.tuple(fc.nat(2), fc.nat()).map(([part, at]) => () => {
    const parts = partsOf(good);
    const bytes = Buffer.from(parts[part] ?? '', 'base64url');
    const bit = at % (bytes.length * 8);
    bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    parts[part] = bytes.toString('base64url');
    return parts.join('.');
  });

  /** Other claims or another header under the signature of the good one. */
  const claimed: fc.Arbitrary<Mutation> = fc.tuple(fc.nat(1), names, values).map(([part, name, value]) => () => {
    const parts = partsOf(good);
    parts[part] = base64url({ ...read(parts[part] ?? ''), [name]: value });
    return parts.join('.');
  });

  /** Whatever a stranger may write and sign with his own key, which he brings along. */
  const foreign: fc.Arbitrary<Mutation> = fc
    .tuple(headers, fc.dictionary(names, values, { maxKeys: 3 }))
    .map(([header, more]) => async () => {
      const [, payload] = partsOf(good);
      const signing = new SignJWT({ ...read(payload), ...(more as object) });
      const signed = await signing.setProtectedHeader({ alg: 'EdDSA', jwk: stranger.shown }).sign(stranger.secret);
      const [, body, signature] = partsOf(signed);
      return [base64url({ jwk: stranger.shown, ...header }), body, signature].join('.');
    });

  /** The same, signed rightly: as EdDSA with the id of the good key, or with the public key as if it were a secret. */
  const forged: fc.Arbitrary<Mutation> = fc
    .tuple(fc.boolean(), names, values)
    .map(([secret, name, value]) => async () => {
      const [, payload] = partsOf(good);
      const alg = secret ? 'HS256' : 'EdDSA';
      return new SignJWT({ ...read(payload), [name]: value as string })
        .setProtectedHeader({ alg, kid: 'one', typ: 'at+jwt' })
        .sign(secret ? Buffer.from(own.shown.x ?? '', 'base64url') : stranger.secret);
    });

  /** The provider's own word, but not for this house, not now, or not of this form. */
  const otherwise: fc.Arbitrary<Mutation> = fc
    .constantFrom<[Record<string, unknown>, string?]>(
      [{ aud: 'mail' }],
      [{ aud: [] }],
      [{ iss: 'https://people.example' }],
      [{ exp: 1 }],
      [{ exp: null }],
      [{ iat: 1 }],
      [{ nbf: 9_999_999_999 }],
      [{ sub: 7 }],
      [{ sub: 'x'.repeat(201) }],
      [{ roles: { clerk: true } }],
      [{ department: 'tax; seal' }],
      [{ division: '3504' }],
      [{}, 'JWT'],
      [{}, 'dpop+jwt'],
    )
    .map(
      ([claims, typ = 'at+jwt']) =>
        () =>
          issuer.token(claims, { typ }),
    );

  const nothing: fc.Arbitrary<Mutation> = fc
    .oneof(fc.string(), fc.string({ unit: letters, maxLength: 400 }), fc.constant('..'), fc.constant('e30.e30.'))
    .map((token) => () => token);

  return fc.oneof(spelled, cut, moreParts, flipped, claimed, foreign, forged, otherwise, nothing);
}
