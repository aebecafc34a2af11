import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { partsOfPointer, pointer } from './pointer.js';

describe('a JSON pointer', () => {
  it('is written as RFC 6901 §5 has it', () => {
    expect(pointer([])).toBe('');
    expect(pointer(['foo', 0])).toBe('/foo/0');
    expect(pointer(['a/b'])).toBe('/a~1b');
    expect(pointer(['m~n'])).toBe('/m~0n');
    expect(pointer([''])).toBe('/');
  });

  it('comes apart again into what it was made of', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), (parts) => {
        expect(partsOfPointer(pointer(parts))).toEqual(parts);
      }),
    );
  });
});
