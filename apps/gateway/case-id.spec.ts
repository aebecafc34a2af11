import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { caseIdOf } from './case-id.js';

const secret = Buffer.alloc(32, 7);

describe('a case id', () => {
  it('is the same for one person and one key at every gateway', () => {
    expect(caseIdOf(secret, 'local', 'k1')).toBe(caseIdOf(Buffer.alloc(32, 7), 'local', 'k1'));
  });

  it('is another for another person, another key, another secret', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (one, other) => {
        fc.pre(one !== other);
        expect(caseIdOf(secret, 'p', one)).not.toBe(caseIdOf(secret, 'p', other));
        expect(caseIdOf(secret, one, 'k')).not.toBe(caseIdOf(secret, other, 'k'));
      }),
    );
    expect(caseIdOf(Buffer.alloc(32, 8), 'local', 'k1')).not.toBe(caseIdOf(secret, 'local', 'k1'));
  });

  it('is 24 characters that every path and every mouth can carry', () => {
    fc.assert(fc.property(fc.string(), (key) => /^[0-9a-hjkmnp-tv-z]{24}$/.test(caseIdOf(secret, 'local', key))));
  });
});
