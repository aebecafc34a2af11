import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isUscc, parseTaxpayerNumber, parseUscc, usccCheckCharacter } from './index.js';
import { anyUscc, codesOf, singleErrors, USCC_ALPHABET } from './testing-codes.js';

const valid = [
  '91350100M000100Y43',
  '11100000MB0143028R',
  '91350405MAFAKE0198',
  '91350405MAFAKE0273',
  '91350405MAFAKE035X',
  '91350405MAFAKE043Q',
  '91350405MAFAKE051K',
  '91350405MAFAKE06XB',
  '91350405MAFAKE078B',
  '92350405MAFAKE0863',
];

describe('a unified social credit code', () => {
  it.each(valid)('is right: %s', (code) => {
    expect(parseUscc(code)).toMatchObject({ ok: true, code });
    expect(isUscc(code)).toBe(true);
    expect(usccCheckCharacter(code.slice(0, 17))).toBe(code.charAt(17));
  });

  it('answers its parts: who registered what where, and the organisation code within', () => {
    expect(parseUscc('91350405MAFAKE0198')).toEqual({
      ok: true,
      code: '91350405MAFAKE0198',
      parts: {
        department: { code: '9', name: { 'zh-CN': '市场监管', en: 'market regulation' } },
        entity: { code: '1', name: { 'zh-CN': '企业', en: 'enterprise' } },
        division: '350405',
        divisionName: { 'zh-CN': '沙县区', en: 'Shaxian District' },
        organisationCode: 'MAFAKE01-9',
        check: '8',
      },
    });
    const individual = parseUscc('92350405MAFAKE0863');
    expect(individual.ok && individual.parts.entity.name?.['zh-CN']).toBe('个体工商户');
    const publicBody = parseUscc('11100000MB0143028R');
    expect(publicBody).toMatchObject({
      parts: { department: { code: '1' }, entity: { name: null }, divisionName: null },
    });
  });

  it('may be written in lower case and is stored in upper case', () => {
    expect(parseUscc('91350405mafake043q')).toMatchObject({ ok: true, code: '91350405MAFAKE043Q' });
  });

  it('with another check character is told which one was expected, and where', () => {
    expect(parseUscc('91350405MAFAKE0199')).toEqual({
      ok: false,
      faults: [
        {
          code: 'CHECK_CHARACTER',
          index: 17,
          length: 1,
          expected: '8',
          text: {
            'zh-CN': '第 18 位校验码应为 8，请核对此位及其余各位',
            en: 'the check character at 18 is to be 8; look at it and at the others again',
          },
        },
      ],
    });
  });

  it('with a letter that is not in the alphabet is told its place', () => {
    expect(parseUscc('91350100M000100Y4Z')).toMatchObject({
      ok: false,
      faults: [{ code: 'CHARACTER', index: 17, expected: '0-9A-HJ-NP-RTUWXY' }],
    });
    expect(codesOf(parseUscc('9I35O405MAFAKE0198'))).toEqual(['CHARACTER', 'CHARACTER']);
  });

  it('is told when the organisation code within is wrong', () => {
    const first17 = '91350405MAFAKE018';
    expect(parseUscc(`${first17}${usccCheckCharacter(first17)}`)).toMatchObject({
      ok: false,
      faults: [{ code: 'ORGANISATION_CHECK', index: 16, expected: '9' }],
    });
  });

  it('of another length is told its length', () => {
    expect(parseUscc('91350405MAFAKE019')).toMatchObject({
      faults: [{ code: 'LENGTH', index: 17, length: 0, expected: '18' }],
    });
    expect(parseUscc('91350405MAFAKE01988')).toMatchObject({ faults: [{ code: 'LENGTH', index: 18, length: 1 }] });
    expect(codesOf(parseUscc(''))).toEqual(['LENGTH']);
  });

  it.each(valid)('shows each of its 540 single wrong characters: %s', (code) => {
    const wrong = singleErrors(code, USCC_ALPHABET);
    expect(wrong).toHaveLength(540);
    expect(wrong.filter(isUscc)).toEqual([]);
  });

  it('reads back every generated code, and finds every single wrong character of each', () => {
    fc.assert(
      fc.property(anyUscc, (code) => {
        const read = parseUscc(code);
        expect(read.ok && read.parts.division).toBe(code.slice(2, 8));
        expect(read.ok && read.parts.organisationCode.replace('-', '')).toBe(code.slice(8, 17));
        expect(singleErrors(code, USCC_ALPHABET).filter(isUscc)).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  it('is the number of a taxpayer too', () => {
    expect(parseTaxpayerNumber('91350405MAFAKE0198').ok).toBe(true);
    expect(parseTaxpayerNumber('91350405MAFAKE0199').ok).toBe(false);
  });

  it('has no check character where there are not seventeen characters of the alphabet', () => {
    expect(() => usccCheckCharacter('91350405MAFAKE01')).toThrow(RangeError);
    expect(() => usccCheckCharacter('91350405MAFAKE01I')).toThrow(RangeError);
  });
});
