import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { organisationCheck, parseOrganisationCode } from './index.js';
import { codesOf } from './testing-codes.js';

describe('an organisation code', () => {
  it.each(['D2143569-X', '00990986-X', 'M000100Y-4', 'MAFAKE01-9', 'MAFAKE06-X'])('is right: %s', (code) => {
    const [body, check] = code.split('-');
    expect(parseOrganisationCode(code)).toEqual({ ok: true, code, parts: { body, check } });
  });

  it('may be written without its hyphen and in lower case, and is stored with it', () => {
    expect(parseOrganisationCode('d2143569x')).toMatchObject({ ok: true, code: 'D2143569-X' });
  });

  it('with another check character is told which one was expected, and where', () => {
    expect(parseOrganisationCode('L5701181-X')).toMatchObject({
      ok: false,
      faults: [{ code: 'CHECK_CHARACTER', index: 9, expected: '1' }],
    });
    expect(parseOrganisationCode('L5701181X')).toMatchObject({ faults: [{ index: 8, expected: '1' }] });
  });

  it('is told every misplaced character, and a wrong length', () => {
    expect(parseOrganisationCode('D21_3569.X')).toMatchObject({
      faults: [
        { code: 'CHARACTER', index: 3, expected: '0-9A-Z' },
        { code: 'CHARACTER', index: 8, expected: '-' },
      ],
    });
    expect(parseOrganisationCode('D214356')).toMatchObject({ faults: [{ code: 'LENGTH', expected: '9|10' }] });
  });

  it('reads back every generated code', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9A-Z]{8}$/), (body) => {
        const code = `${body}-${organisationCheck(body)}`;
        expect(parseOrganisationCode(code)).toMatchObject({ ok: true, code });
      }),
    );
  });

  it('shows every wrong check character', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9A-Z]{8}$/), (body) => {
        const right = organisationCheck(body);
        for (const check of Array.from('0123456789X').filter((one) => one !== right))
          expect(codesOf(parseOrganisationCode(`${body}-${check}`))).toEqual(['CHECK_CHARACTER']);
      }),
    );
  });

  it('has no check character where there are not eight characters', () => {
    expect(() => organisationCheck('D214356')).toThrow(RangeError);
  });
});
