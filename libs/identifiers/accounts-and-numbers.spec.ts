import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  accountNumberRight,
  luhnCheckDigit,
  parseAccountNumber,
  parseBankCard,
  parseBasicAccountNumber,
  parseInvoiceNumber,
  parseLandline,
  parseLicenceIdentifier,
  parseMobile,
  parsePostcode,
  parseSealNumber,
  parseSealUnit,
  parseTaxSerial,
  phoneRight,
} from './index.js';
import { codesOf, singleErrors } from './testing-codes.js';

describe('a seal', () => {
  it.each(['3504050000011', '3504050000012', '3504050000013', '3504050000014', '3504050000015'])(
    'has a number of division and sequence: %s',
    (code) => {
      expect(parseSealNumber(code)).toMatchObject({
        ok: true,
        parts: { division: '350405', sequence: code.slice(6) },
      });
    },
  );

  it('with another number is told what was expected, and where', () => {
    expect(parseSealNumber('350405000001')).toMatchObject({ faults: [{ code: 'LENGTH', index: 12, expected: '13' }] });
    expect(codesOf(parseSealNumber('9904050000011'))).toEqual(['PROVINCE_UNKNOWN']);
  });

  it('is used and made by units of twelve characters', () => {
    expect(parseSealUnit('350405a00001')).toMatchObject({
      ok: true,
      code: '350405A00001',
      parts: { sequence: 'A00001' },
    });
    expect(parseSealUnit('35040Xa00001')).toMatchObject({ faults: [{ index: 5, expected: '0-9' }] });
  });
});

describe('a bank card', () => {
  it.each(['6228480000000000000', '6217000000000000004', '6222620000000000004'])('is right: %s', (code) => {
    expect(parseBankCard(code)).toMatchObject({ ok: true, parts: { issuer: code.slice(0, 6), length: 19 } });
  });

  it('with another check digit is told which one was expected, and where', () => {
    expect(parseBankCard('6217000000000000005')).toMatchObject({
      faults: [{ code: 'CHECK_CHARACTER', index: 18, expected: '4' }],
    });
    expect(parseBankCard('621700000000000')).toMatchObject({ faults: [{ code: 'LENGTH', expected: '16–19' }] });
  });

  it('reads back every generated number of 16 to 19 digits, and shows every single wrong digit', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\d{15,18}$/), (body) => {
        const code = `${body}${luhnCheckDigit(body)}`;
        expect(parseBankCard(code).ok).toBe(true);
        expect(singleErrors(code, '0123456789').filter((one) => parseBankCard(one).ok)).toEqual([]);
      }),
    );
  });

  it('has no check digit where there are no digits', () => {
    expect(() => luhnCheckDigit('')).toThrow(RangeError);
  });
});

describe('a corporate account', () => {
  it('has 8 to 32 digits and no check digit', () => {
    expect(parseAccountNumber('12345678')).toMatchObject({ ok: true, parts: { length: 8 } });
    expect(accountNumberRight('1'.repeat(32))).toBe(true);
    expect(accountNumberRight('1234567')).toBe(false);
    expect(accountNumberRight('1'.repeat(33))).toBe(false);
    expect(parseAccountNumber('1234567890-2')).toMatchObject({ faults: [{ index: 10, expected: '0-9' }] });
  });

  it('that is the basic one has a number of J and thirteen digits', () => {
    expect(parseBasicAccountNumber('j3950000000001')).toMatchObject({ ok: true, code: 'J3950000000001' });
    expect(parseBasicAccountNumber('K3950000000001')).toMatchObject({ faults: [{ index: 0, expected: 'J' }] });
    expect(codesOf(parseBasicAccountNumber('J395000000000'))).toEqual(['LENGTH']);
  });
});

describe('a telephone', () => {
  it('that is mobile has eleven digits', () => {
    expect(parseMobile('13800000001')).toMatchObject({ ok: true, parts: { network: '138' } });
    expect(parseMobile('12800000001')).toMatchObject({ faults: [{ index: 1, expected: '3-9' }] });
    expect(parseMobile('1380000000')).toMatchObject({ faults: [{ code: 'LENGTH', expected: '11' }] });
  });

  it.each([
    ['0598-5222222', '0598', '5222222', null],
    ['05985222222', '0598', '5222222', null],
    ['010-65222222-101', '010', '65222222', '101'],
    ['02165222222', '021', '65222222', null],
    ['0598-0000001', '0598', '0000001', null],
  ])('that is fixed has area code, subscriber and extension: %s', (code, areaCode, subscriber, extension) => {
    expect(parseLandline(code)).toEqual({ ok: true, code, parts: { areaCode, subscriber, extension } });
  });

  it('that is fixed is told what was expected', () => {
    expect(parseLandline('5222222').ok).toBe(false);
    expect(parseLandline('1598-5222222')).toMatchObject({ faults: [{ index: 0, expected: '0' }] });
  });

  it('that is fixed takes just what its pattern takes, in parts that make it up', () => {
    const pattern = /^0\d{2,3}-?\d{7,8}(-\d{1,6})?$/;
    fc.assert(
      fc.property(
        fc.oneof(fc.stringMatching(/^[01]\d{2,3}-?\d{6,9}(-\d{0,7})?$/), fc.stringMatching(pattern)),
        (code) => {
          const read = parseLandline(code);
          expect(read.ok).toBe(pattern.test(code));
          if (!read.ok) return;
          const { areaCode, subscriber, extension } = read.parts;
          expect(`${areaCode}${subscriber}${extension ?? ''}`).toBe(code.replaceAll('-', ''));
        },
      ),
    );
  });

  it('is right when it is one or the other', () => {
    expect(['13800000001', '0598-5222222'].every(phoneRight)).toBe(true);
    expect(['', '12345', '+8613800000001', '1380000000x'].some(phoneRight)).toBe(false);
  });
});

describe('a postcode', () => {
  it('has six digits', () => {
    expect(parsePostcode('365050')).toMatchObject({ ok: true, parts: { province: '36' } });
    expect(parsePostcode('36505')).toMatchObject({ faults: [{ code: 'LENGTH', expected: '6' }] });
  });
});

describe('numbers of the tax office', () => {
  it('has a digital invoice of twenty digits: year, province, channel, sequence', () => {
    expect(parseInvoiceNumber('26352000000000000017')).toMatchObject({
      ok: true,
      parts: {
        year: '2026',
        province: '35',
        provinceName: { en: 'Fujian' },
        channel: '2',
        sequence: '000000000000017',
      },
    });
    expect(parseInvoiceNumber('2635200000000000001')).toMatchObject({ faults: [{ code: 'LENGTH', expected: '20' }] });
    expect(codesOf(parseInvoiceNumber('2635200000000000001X'))).toEqual(['CHARACTER']);
  });

  it('has a serial of twenty digits', () => {
    expect(parseTaxSerial('10113505000000000001').ok).toBe(true);
    expect(codesOf(parseTaxSerial('1011350500000000000'))).toEqual(['LENGTH']);
  });
});

describe('the identifier of an electronic licence', () => {
  const right = '1.2.156.3005.2.11100000MB0143028R001.91350405MAFAKE0198.20261123000001.001.K';

  it('answers its fields', () => {
    expect(parseLicenceIdentifier(right)).toEqual({
      ok: true,
      code: right,
      parts: {
        type: '11100000MB0143028R001',
        issuer: '91350405MAFAKE0198',
        serial: '20261123000001',
        version: '001',
        check: 'K',
      },
    });
  });

  it('is told a wrong field by its place in the whole', () => {
    const wrong = right.replace('AKE0198', 'AKE0199');
    const index = wrong.indexOf('9.2026');
    expect(parseLicenceIdentifier(wrong)).toMatchObject({
      faults: [{ code: 'CHECK_CHARACTER', index, expected: '8' }],
    });
    expect(parseLicenceIdentifier(right.replace('R001', 'R01'))).toMatchObject({
      faults: [{ code: 'LENGTH', expected: '3' }],
    });
  });

  it('of another structure is told the structure', () => {
    expect(codesOf(parseLicenceIdentifier('1.2.156.3005.2.x'))).toEqual(['STRUCTURE']);
    expect(codesOf(parseLicenceIdentifier(right.replace('1.2.156', '1.2.840')))).toEqual(['STRUCTURE']);
  });
});
