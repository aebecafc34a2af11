import { generateKeyPairSync, sign } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { factNames, type FactName, type LicenceFacts } from './facts.js';
import type { LicenceKey } from './keys.js';
import { SCOPE_BYTES_MAX, statementOf, textOf, toBeSigned } from './statement.js';
import { demoLicence } from './testing-licence.js';
import { verifyLicence } from './verify.js';

const signer = (kid: string) => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const { x } = publicKey.export({ format: 'jwk' }) as { x: string };
  const key: LicenceKey = { kty: 'OKP', crv: 'Ed25519', x, kid };
  const signed = (facts: LicenceFacts): string => {
    const statement = statementOf(facts, kid);
    return textOf(statement, sign(null, toBeSigned(statement), privateKey));
  };
  return { key, signed };
};
const authority = signer('sx.2026');
const keys = { keys: [signer('sx.2025').key, authority.key] };
const signed = authority.signed(demoLicence);
const document = (licence: object): string => JSON.stringify({ licence, signed });

const word = fc.string({ minLength: 1, maxLength: 60, unit: 'grapheme' });
const day = fc.constantFrom('2025-02-28', '2026-11-23', '2028-02-29');
const anyFacts: fc.Arbitrary<LicenceFacts> = fc.record({
  number: word,
  uscc: word,
  companyName: word,
  companyType: word,
  legalRepresentative: word,
  capitalFen: fc.maxSafeNat(),
  currency: word,
  seat: word,
  scope: fc.string({ minLength: 1, maxLength: 2 * SCOPE_BYTES_MAX }),
  authority: word,
  establishedOn: day,
  issuedOn: day,
  copies: fc.nat(20),
  demo: fc.boolean(),
});

/** The same fact with another value. */
const otherwise = (facts: LicenceFacts, name: FactName): LicenceFacts => {
  const value = facts[name];
  const other = typeof value === 'boolean' ? !value : typeof value === 'number' ? value + 1 : `${value}1`;
  return { ...facts, [name]: name.endsWith('On') ? '2030-01-01' : other };
};

describe('a licence that is held out', () => {
  it('is genuine with the facts that were signed, by its text alone and by its document', () => {
    const genuine = { verdict: 'genuine', kid: 'sx.2026', said: { ...demoLicence, scopeSha256: null } };
    expect(verifyLicence(signed, keys)).toEqual(genuine);
    expect(verifyLicence(`\n${signed}  `, keys)).toEqual(genuine);
    expect(verifyLicence(document(demoLicence), keys)).toEqual(genuine);
  });

  it('is genuine whatever its facts are, and has one text', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const written = authority.signed(facts);
        expect(written).toMatch(/^[0-9A-Z $%*+\-./:]+$/);
        expect(authority.signed(facts)).toBe(written);
        const verdict = verifyLicence(JSON.stringify({ licence: facts, signed: written }), keys);
        expect(verdict.verdict).toBe('genuine');
      }),
      { numRuns: 60 },
    );
  });

  it.each(factNames)('is forged when its document shows another %s, or none', (name) => {
    const { [name]: _left, ...without } = demoLicence;
    for (const shown of [otherwise(demoLicence, name), without])
      expect(verifyLicence(document(shown), keys)).toMatchObject({ verdict: 'forged', differing: [name] });
  });

  it.each(factNames)('is forged when its text was made with another %s and the signature of the true one', (name) => {
    const other = statementOf(otherwise(demoLicence, name), 'sx.2026');
    const stolen = statementOf(demoLicence, 'sx.2026');
    const { privateKey, publicKey } = generateKeyPairSync('ed25519');
    const { x } = publicKey.export({ format: 'jwk' }) as { x: string };
    const mine = { keys: [{ ...authority.key, x }] };
    const signature = sign(null, toBeSigned(stolen), privateKey);
    expect(verifyLicence(textOf(stolen, signature), mine).verdict).toBe('genuine');
    expect(verifyLicence(textOf(other, signature), mine)).toMatchObject({ verdict: 'forged', differing: [] });
  });

  it('is forged when it shows what nobody signed', () => {
    expect(verifyLicence(document({ ...demoLicence, grade: 'AAA' }), keys)).toMatchObject({
      verdict: 'forged',
      differing: ['grade'],
    });
  });

  it('is never genuine with one character of its text changed, left out or added', () => {
    const alphabet = Array.from('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:');
    fc.assert(
      fc.property(
        fc.nat(signed.length - 1),
        fc.constantFrom('change', 'leave out', 'add'),
        fc.constantFrom(...alphabet),
        (at, how, character) => {
          const rest = signed.slice(how === 'add' ? at : at + 1);
          const tampered = signed.slice(0, at) + (how === 'leave out' ? '' : character) + rest;
          fc.pre(tampered.trim() !== signed);
          expect(verifyLicence(tampered, keys).verdict).not.toBe('genuine');
        },
      ),
      { numRuns: 400 },
    );
  });

  it('is forged under the name of the authority’s key by another key', () => {
    expect(verifyLicence(signer('sx.2026').signed(demoLicence), keys).verdict).toBe('forged');
  });

  it('proves nothing under a key nobody knows, and is unreadable where it is no licence', () => {
    expect(verifyLicence(signer('nobody').signed(demoLicence), keys)).toMatchObject({
      verdict: 'unknown-key',
      kid: 'nobody',
    });
    for (const given of ['', 'YC1:', 'YC1:ABC', '{}', '{"licence":{},"signed":"YC1:AB"}', '[1]', signed.toLowerCase()])
      expect(verifyLicence(given, keys).verdict).toBe('unreadable');
  });

  it('holds the fingerprint of a scope too long for a QR code, and its document is held to that', () => {
    const long = { ...demoLicence, scope: '食品销售；'.repeat(100) };
    const written = authority.signed(long);
    expect(verifyLicence(written, keys)).toMatchObject({
      verdict: 'genuine',
      said: { scope: null, scopeSha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
    });
    const shown = (scope: string) =>
      verifyLicence(JSON.stringify({ licence: { ...long, scope }, signed: written }), keys);
    expect(shown(long.scope).verdict).toBe('genuine');
    expect(shown(`${long.scope}1`)).toMatchObject({ verdict: 'forged', differing: ['scope'] });
  });

  it('stays genuine when the authority has a new key, as long as the old one is published', () => {
    const next = signer('sx.2027');
    expect(verifyLicence(signed, { keys: [next.key, ...keys.keys] }).verdict).toBe('genuine');
    expect(verifyLicence(signed, { keys: [next.key] }).verdict).toBe('unknown-key');
  });
});
