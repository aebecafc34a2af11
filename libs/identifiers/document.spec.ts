import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  birthDateOfDocument,
  documentFaults,
  documentRight,
  parseHkmoPermit,
  parseHkmotwResidence,
  parsePassportCn,
  parsePassportForeign,
  parsePermanentResidentId,
  parseTwPermit,
  type DocumentType,
} from './index.js';
import { anyCitizenNumber, codesOf, singleErrors } from './testing-codes.js';

describe('a permit of Hong Kong and Macao residents', () => {
  it('has H or M and eight digits, and older ones two more', () => {
    expect(parseHkmoPermit('H12345678')).toMatchObject({
      ok: true,
      parts: { region: 'HKG', holder: '12345678', renewals: null },
    });
    expect(parseHkmoPermit('m1234567801')).toMatchObject({ ok: true, parts: { region: 'MAC', renewals: 1 } });
  });

  it('of another form is told what was expected, and where', () => {
    expect(parseHkmoPermit('T12345678')).toMatchObject({ faults: [{ code: 'CHARACTER', index: 0, expected: 'HM' }] });
    expect(parseHkmoPermit('H1234567')).toMatchObject({ faults: [{ code: 'LENGTH', expected: '9|11' }] });
  });
});

describe('a permit of Taiwan residents', () => {
  it('has eight digits, and older ones ten with a letter or a bracket', () => {
    expect(parseTwPermit('12345678')).toMatchObject({ ok: true, parts: { edition: 'card' } });
    expect(parseTwPermit('1234567890B')).toMatchObject({ ok: true, parts: { edition: 'old', holder: '1234567890' } });
    expect(parseTwPermit('1234567890(B)').ok).toBe(true);
    expect(parseTwPermit('1234567890(7)').ok).toBe(true);
  });

  it('of another form is told what was expected, and where', () => {
    expect(parseTwPermit('1234567A')).toMatchObject({ faults: [{ index: 7, expected: '0-9' }] });
    expect(parseTwPermit('1234567890(B]')).toMatchObject({ faults: [{ index: 12, expected: ')' }] });
    expect(codesOf(parseTwPermit('123456789'))).toEqual(['LENGTH']);
  });
});

describe('a residence permit of Hong Kong, Macao and Taiwan residents', () => {
  it.each([
    ['810000199001010019', 'HKG'],
    ['820000199001010029', 'MAC'],
    ['830000199001010039', 'TWN'],
  ])('is right: %s', (code, region) => {
    expect(parseHkmotwResidence(code)).toMatchObject({ ok: true, parts: { region, birthDate: '1990-01-01' } });
  });

  it('of another place is wrong', () => {
    expect(parseHkmotwResidence('350405198805120019')).toMatchObject({
      faults: [{ index: 0, length: 6, expected: '810000|820000|830000' }],
    });
  });

  it('shows every single wrong character', () => {
    fc.assert(
      fc.property(anyCitizenNumber(fc.constantFrom('810000', '820000', '830000')), (code) => {
        expect(parseHkmotwResidence(code).ok).toBe(true);
        expect(singleErrors(code, '0123456789X').filter((one) => parseHkmotwResidence(one).ok)).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });
});

describe("a foreign permanent resident's ID card", () => {
  it.each([
    ['935840198506150019', { place: '35', country: '840', birthDate: '1985-06-15', sex: 'male' }],
    ['93582619920708002X', { place: '35', country: '826', birthDate: '1992-07-08', sex: 'female' }],
  ])('of 2023 is right: %s', (code, parts) => {
    expect(parsePermanentResidentId(code)).toMatchObject({ ok: true, parts: { edition: '2023', ...parts } });
  });

  it('of the old kind has three letters and twelve digits', () => {
    expect(parsePermanentResidentId('usa110112345678')).toMatchObject({
      ok: true,
      parts: { edition: 'old', country: 'USA' },
    });
    expect(parsePermanentResidentId('US1110112345678')).toMatchObject({ faults: [{ index: 2, expected: 'A-Z' }] });
  });

  it('of 2023 begins with 9 and shows every single wrong character', () => {
    expect(parsePermanentResidentId('350405198805120019')).toMatchObject({ faults: [{ index: 0, expected: '9' }] });
    fc.assert(
      fc.property(anyCitizenNumber(fc.stringMatching(/^9\d{5}$/)), (code) => {
        expect(parsePermanentResidentId(code).ok).toBe(true);
        expect(singleErrors(code, '0123456789X').filter((one) => parsePermanentResidentId(one).ok)).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });
});

describe('a passport', () => {
  it.each(['E12345678', 'EA1234567', 'G12345678', 'D1234567', 'DE1234567', 'SE12345678', 'P12345678'])(
    'of China is right: %s',
    (code) => {
      expect(parsePassportCn(code).ok).toBe(true);
    },
  );

  it('of China says its kind', () => {
    expect(parsePassportCn('e12345678')).toMatchObject({ code: 'E12345678', parts: { kind: 'ordinary' } });
    expect(parsePassportCn('DE1234567')).toMatchObject({ parts: { kind: 'diplomatic' } });
    expect(parsePassportCn('SE1234567')).toMatchObject({ parts: { kind: 'service' } });
    expect(parsePassportCn('PE1234567')).toMatchObject({ parts: { kind: 'public-affairs' } });
  });

  it.each(['EI1234567', 'EO1234567', 'GA1234567', 'X12345678', 'E1234567', 'D123456'])(
    'of China is wrong: %s',
    (code) => {
      expect(parsePassportCn(code).ok).toBe(false);
    },
  );

  it('of another country has five to nine letters and digits', () => {
    expect(parsePassportForeign('x1234567')).toMatchObject({ ok: true, code: 'X1234567' });
    expect(parsePassportForeign('A123')).toMatchObject({ faults: [{ code: 'LENGTH', expected: '5–9' }] });
    expect(parsePassportForeign('A1234-67')).toMatchObject({ faults: [{ index: 5, expected: '0-9A-Z' }] });
  });
});

describe('a document', () => {
  const right: Readonly<Record<DocumentType, string>> = {
    RESIDENT_ID: '350405198805120019',
    HKMO_PERMIT: 'H12345678',
    TW_PERMIT: '12345678',
    HKMOTW_RESIDENCE: '810000199001010019',
    FPR_ID: '935840198506150019',
    PASSPORT_CN: 'E12345678',
    PASSPORT_FOREIGN: 'X1234567',
    USCC: '91350405MAFAKE0198',
    FOREIGN_ORG_CERT: 'Reg. No. 4711/26',
  };
  const types = Object.entries(right) as [DocumentType, string][];

  it.each(types)('of each type is right when its number is: %s', (type, number) => {
    expect(documentRight({ type, number })).toBe(true);
  });

  it.each(types.filter(([type]) => type !== 'FOREIGN_ORG_CERT'))(
    'of each type is wrong when its number is: %s',
    (type) => {
      expect(documentRight({ type, number: '!' })).toBe(false);
    },
  );

  it('is judged as of a day when one is given', () => {
    const document = { type: 'RESIDENT_ID', number: '350405201206010015' } as const;
    expect(documentFaults(document, '2012-01-01').map(({ code }) => code)).toEqual(['DATE_IN_FUTURE']);
    expect(documentFaults(document)).toEqual([]);
  });

  it('says the birth date where a right number of its type does', () => {
    expect(types.map(([type, number]) => [type, birthDateOfDocument(type, number)])).toEqual([
      ['RESIDENT_ID', '1988-05-12'],
      ['HKMO_PERMIT', null],
      ['TW_PERMIT', null],
      ['HKMOTW_RESIDENCE', '1990-01-01'],
      ['FPR_ID', '1985-06-15'],
      ['PASSPORT_CN', null],
      ['PASSPORT_FOREIGN', null],
      ['USCC', null],
      ['FOREIGN_ORG_CERT', null],
    ]);
    expect(birthDateOfDocument('FPR_ID', 'USA110112345678')).toBeNull();
    expect(birthDateOfDocument('RESIDENT_ID', '350405198805120018')).toBeNull();
  });
});
