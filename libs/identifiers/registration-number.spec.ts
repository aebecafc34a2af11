import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseRegistrationNumber, registrationCheckDigit } from './index.js';
import { singleErrors } from './testing-codes.js';

const valid = ['110108000000016', '320507000045918', '440301104041144', '350405200000013', '350405400000018'];

describe('a registration number', () => {
  it.each(valid)('is right: %s', (code) => {
    expect(parseRegistrationNumber(code)).toMatchObject({ ok: true, code, parts: { authority: code.slice(0, 6) } });
  });

  it('says what was registered by its sequence', () => {
    const entityOf = (first14: string) => {
      const read = parseRegistrationNumber(`${first14}${registrationCheckDigit(first14)}`);
      return read.ok && read.parts.entity;
    };
    expect(entityOf('35040520000001')).toBe('domestic-enterprise');
    expect(entityOf('35040540000001')).toBe('foreign-invested-enterprise');
    expect(entityOf('35040560000001')).toBe('individual-business');
  });

  it('with another check digit is told which one was expected, and where', () => {
    expect(parseRegistrationNumber('320483000067848')).toMatchObject({
      ok: false,
      faults: [{ code: 'CHECK_CHARACTER', index: 14, expected: '7' }],
    });
  });

  it('of another form is told its length or its character', () => {
    expect(parseRegistrationNumber('32048300006784')).toMatchObject({ faults: [{ code: 'LENGTH', expected: '15' }] });
    expect(parseRegistrationNumber('32048300006784X')).toMatchObject({ faults: [{ code: 'CHARACTER', index: 14 }] });
  });

  it('reads back every generated number, and shows every single wrong digit', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\d{14}$/), (first14) => {
        const code = `${first14}${registrationCheckDigit(first14)}`;
        expect(parseRegistrationNumber(code)).toMatchObject({ ok: true, parts: { sequence: code.slice(6, 14) } });
        expect(singleErrors(code, '0123456789').filter((one) => parseRegistrationNumber(one).ok)).toEqual([]);
      }),
    );
  });

  it('has no check digit where there are not fourteen digits', () => {
    expect(() => registrationCheckDigit('3504052000000')).toThrow(RangeError);
  });
});
