import { createCipheriv, randomBytes } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { SECTION_BYTES_MAX } from './limits.js';
import { open, seal, SealBroken, sealMark, sectionKey } from './sealing.js';
import { dictionary1 } from './sealing-dictionary-1.js';

const of = { caseId: 'c1', section: 'tax' };
const caseKey = randomBytes(32);
const key = sectionKey(caseKey, of);

/** What only another build, or somebody who has the key, would seal: any version over any bytes. */
function sealedBy(version: number, bytes: Uint8Array): Buffer {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(Buffer.from(`${version === 1 ? '' : String.fromCharCode(version)}${of.caseId}\n${of.section}`));
  const body = Buffer.concat([cipher.update(bytes), cipher.final()]);
  return Buffer.concat([Buffer.of(version), nonce, cipher.getAuthTag(), body]);
}
const sealedBefore = (plain: unknown): Buffer => sealedBy(1, deflateRawSync(JSON.stringify(plain), { level: 1 }));
const packedBy = (number: number, json: string | Buffer, dictionary = dictionary1): Buffer =>
  Buffer.concat([Buffer.of(number), deflateRawSync(json, { dictionary })]);

function whyNot(sealed: Uint8Array): string {
  try {
    return JSON.stringify(open(key, of, sealed));
  } catch (error) {
    expect(error).toBeInstanceOf(SealBroken);
    return (error as SealBroken).message;
  }
}
const broken = 'the sealed section tax of case c1 cannot be opened';

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
    expect(new SealBroken(of).message).toBe(broken);
    for (const bytes of [packedBy(1, '林志远 is no JSON'), Buffer.of(1, 0xff, 0xff), Buffer.of(1), Buffer.of()]) {
      expect(whyNot(sealedBy(2, bytes))).toMatch(
        /^the sealed section tax of case c1 cannot be opened: [a-z ]*(deflated JSON|dictionary 0)$/,
      );
    }
    expect(whyNot(sealedBy(1, deflateRawSync('林志远 is no JSON')))).toBe(`${broken}: its content is no deflated JSON`);
  });

  it('says so where it was sealed with a dictionary of a later build', () => {
    expect(whyNot(sealedBy(2, packedBy(2, '{"name":"林志远"}', Buffer.from('another'))))).toBe(
      `${broken}: this build has no dictionary 2`,
    );
  });

  it.each([
    ['1', (json: Buffer) => sealedBy(1, deflateRawSync(json))],
    ['2', (json: Buffer) => sealedBy(2, packedBy(1, json))],
  ])('of version %s is opened up to its limit, and does not fill the memory with more', (_version, sealed) => {
    const long = Buffer.alloc(SECTION_BYTES_MAX, ' ');
    long[0] = '7'.charCodeAt(0);
    expect(whyNot(sealed(long))).toBe('7');
    expect(whyNot(sealed(Buffer.concat([long, Buffer.from(' ')])))).toBe(
      `${broken}: a section has at most ${String(SECTION_BYTES_MAX)} bytes`,
    );
  });

  it('is not sealed where it could not be opened again', () => {
    // of a letter with three bytes, so that characters are not taken for bytes
    const long = '窗'.repeat(Math.ceil(SECTION_BYTES_MAX / 3));
    expect(() => seal(key, of, long)).toThrow(RangeError);
  });
});

describe('a section sealed as version 1', () => {
  it('opens, whatever stands in it', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (plain) => {
        expect(open(key, of, sealedBefore(plain))).toEqual(JSON.parse(JSON.stringify(plain)));
      }),
    );
  });

  it('opens as it was sealed by a build that knew no other', () => {
    const sealed =
      'AToiH5UYyg8rKvnvYvLGhWCnIzZqOI2uU1efNYgSJToZ8BHV7VcAiBFtQq6ObOfb7pTo/0IC+SjYqDLYheYJ48UjBEYmwHn3VpgCSPDTM1jakkDVxcnpS0P8yeLkrey6ms71pyy3KqnkB/VB8GsHlX1pybBYlAODIsggCdcDCjGbRBOBpPFHGF1+Iv+iOKQHwM/uoa/+hzeCRHfVi0A=';
    expect(
      open(Buffer.alloc(32), { caseId: 'case-of-version-1', section: 'tax' }, Buffer.from(sealed, 'base64')),
    ).toEqual({
      tax: { taxpayerKind: 'small-scale', invoices: true },
      company: { gbt4754: '6513', staff: 3 },
      people: { p1: { name: '某人', nationality: 'CHN' } },
    });
  });

  it('cannot be passed off as version 2, nor version 2 as it, nor either as another', () => {
    for (const sealed of [sealedBefore({ a: 1 }), sealedBy(1, packedBy(1, '{}')), seal(key, of, { a: 1 })]) {
      for (const version of [0, 1, 2, 3, 255].filter((one) => one !== sealed[0])) {
        expect(whyNot(Buffer.concat([Buffer.of(version), sealed.subarray(1)]))).toBe(broken);
      }
    }
  });

  it('is sealed as version 2 when it is sealed again', () => {
    expect(seal(key, of, open(key, of, sealedBefore({ a: 1 })))[0]).toBe(2);
  });
});

describe('the mark of a sealing', () => {
  it('is its own in either version: of this ciphertext, of this case', () => {
    const sealings = [sealedBefore({}), sealedBefore({}), seal(key, of, {}), seal(key, of, {})];
    const marks = sealings.flatMap((sealed) => ['c1', 'c2'].map((caseId) => sealMark(caseId, sealed)));
    expect(new Set(marks).size).toBe(8);
    for (const sealed of sealings) {
      // nonce and tag, whole, whatever follows
      expect(sealMark('c1', sealed)).toBe(`c1 ${sealed.subarray(1, 29).toString('latin1')}`);
      expect(sealMark('c1', Buffer.from(sealed))).toBe(sealMark('c1', sealed));
    }
  });
});
