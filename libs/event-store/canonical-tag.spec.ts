import { describe, expect, it } from '@jest/globals';
import { canonicalTag } from './index.js';

const key = Buffer.alloc(32, 7);
const hex = (input: unknown, under: Uint8Array = key): string =>
  Buffer.from(canonicalTag(under, input)).toString('hex');

describe('the tag of a command', () => {
  it('is the HMAC-SHA-256 of the canonical JSON', () => {
    // openssl dgst -sha256 -mac HMAC over {"a":[1,null,"文"],"b":{"c":true,"d":1.5}}
    expect(hex({ b: { d: 1.5, c: true }, a: [1, null, '文'] })).toBe(
      '1b36e7d02c3b0bd7aa4e6500dea6c3851bd411f8fac11144d45224f2ff47c88c',
    );
  });

  it('is the same in whatever order the members come, at every depth', () => {
    expect(hex({ one: { x: 1, y: [{ p: 1, q: 2 }] }, two: 2 })).toBe(
      hex({ two: 2, one: { y: [{ q: 2, p: 1 }], x: 1 } }),
    );
  });

  it.each([
    [{ a: 1 }, { a: 2 }],
    [{ a: 1 }, { a: '1' }],
    [{ a: null }, {}],
    [{ a: [] }, { a: {} }],
    [
      [1, 2],
      [2, 1],
    ],
    [{ a: { b: 1 } }, { 'a.b': 1 }],
    ['{"a":1}', { a: 1 }],
  ])('differs for %j and %j', (one, other) => {
    expect(hex(one)).not.toBe(hex(other));
  });

  it('takes a member that is undefined for one that is not there, as JSON does', () => {
    expect(hex({ a: 1, b: undefined })).toBe(hex({ a: 1 }));
    expect(hex([undefined])).toBe(hex([null]));
  });

  it('cannot be made again without the key', () => {
    expect(hex({ a: 1 }, Buffer.alloc(32, 8))).not.toBe(hex({ a: 1 }));
  });
});
