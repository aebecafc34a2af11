import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { base45, bytesOfBase45 } from './base45.js';

const bytesOf = (ascii: string): Uint8Array => Uint8Array.from(Buffer.from(ascii, 'ascii'));

describe('Base45', () => {
  it.each([
    ['AB', 'BB8'],
    ['Hello!!', '%69 VD92EX0'],
    ['base-45', 'UJCLQE7W581'],
    ['ietf!', 'QED8WEX0'],
  ])('writes %s as RFC 9285 does', (plain, written) => {
    expect(base45(bytesOf(plain))).toBe(written);
    expect(bytesOfBase45(written)).toEqual(bytesOf(plain));
  });

  it('gives every bytes back', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(bytesOfBase45(base45(bytes))).toEqual(bytes);
      }),
    );
  });

  it.each(['A', 'ABCD', 'GGW', ':::', '::', 'a00', 'Ä00'])('does not read %s', (written) => {
    expect(bytesOfBase45(written)).toBeNull();
  });

  it('reads one writing of the same bytes only', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...Array.from('09AZ $%*+-./:')), maxLength: 30 }), (written) => {
        const read = bytesOfBase45(written);
        if (read !== null) expect(base45(read)).toBe(written);
      }),
    );
  });
});
