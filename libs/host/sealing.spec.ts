import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { open, seal, SealBroken, sectionKey } from './sealing.js';

const of = { caseId: 'c1', section: 'tax' };
const caseKey = randomBytes(32);
const key = sectionKey(caseKey, of);

describe('a sealed section', () => {
  it('opens with the key of its case and section', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (plain) => {
        expect(open(key, of, seal(key, of, plain))).toEqual(JSON.parse(JSON.stringify(plain)));
      }),
    );
  });

  it('differs each time, so that equal sections cannot be told from their bytes', () => {
    expect(seal(key, of, { a: 1 }).equals(seal(key, of, { a: 1 }))).toBe(false);
  });

  it('does not open when any single byte was changed, or the end cut off', () => {
    const sealed = seal(key, of, { name: '林志远' });
    for (let at = 0; at < sealed.length; at += 1) {
      const changed = Buffer.from(sealed);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(() => open(key, of, changed)).toThrow(SealBroken);
    }
    expect(() => open(key, of, sealed.subarray(0, sealed.length - 1))).toThrow(SealBroken);
  });

  it('cannot be passed off as another case or another department', () => {
    const sealed = seal(key, of, {});
    expect(() => open(key, { ...of, caseId: 'c2' }, sealed)).toThrow(SealBroken);
    expect(() => open(key, { ...of, section: 'seal' }, sealed)).toThrow(SealBroken);
    expect(() => open(sectionKey(caseKey, { ...of, section: 'seal' }), of, sealed)).toThrow(SealBroken);
  });

  it('tells nothing of the section when it cannot be opened', () => {
    const broken = new SealBroken(of);
    expect(broken.message).toBe('the sealed section tax of case c1 cannot be opened');
  });
});
