import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ageOn, citizenCheckCharacter, parseResidentId, upgradeResidentId } from './index.js';
import { anyCitizenNumber, codesOf, singleErrors } from './testing-codes.js';

const TODAY = '2026-11-23';
const valid = [
  '11010519491231002X',
  '440524188001010014',
  '350427188001010016',
  '350405201206010015',
  '350405198805120019',
  '350405199203080026',
  '350405197911200034',
  '350405199509170040',
  '350405198501010056',
  '350405199006220069',
  '350405198312150076',
  '350405199704300082',
  '350405197602140090',
  '350405199311030106',
  '350405198907190114',
  '350405198108250125',
];
const anyResident = anyCitizenNumber(fc.constantFrom('110105', '350427', '350405', '440524', '650102'));

describe('a resident number', () => {
  it.each(valid)('is right: %s', (code) => {
    expect(parseResidentId(code, TODAY)).toMatchObject({ ok: true, code });
  });

  it('answers its parts: where it was given, birth, sex, and the age on a day', () => {
    expect(parseResidentId('350405199203080026', TODAY)).toEqual({
      ok: true,
      code: '350405199203080026',
      parts: {
        division: '350405',
        divisionName: { 'zh-CN': '沙县区', en: 'Shaxian District' },
        birthDate: '1992-03-08',
        sex: 'female',
        sequence: '002',
        age: 34,
      },
    });
    expect(parseResidentId('350405198805120019')).toMatchObject({ parts: { sex: 'male', age: null } });
  });

  it('keeps the code of a county that is no more', () => {
    expect(parseResidentId('350427188001010016')).toMatchObject({
      ok: true,
      parts: { divisionName: { 'zh-CN': '沙县' } },
    });
  });

  it('of a minor is a right number that says the age', () => {
    expect(parseResidentId('350405201206010015', TODAY)).toMatchObject({ ok: true, parts: { age: 14 } });
  });

  it('may end in a small x and is stored with a capital one', () => {
    expect(parseResidentId('11010519491231002x')).toMatchObject({ ok: true, code: '11010519491231002X' });
  });

  it('with another check character is told which one was expected, and where', () => {
    expect(parseResidentId('350405198805120018')).toMatchObject({
      ok: false,
      faults: [{ code: 'CHECK_CHARACTER', index: 17, expected: '9' }],
    });
  });

  it('of a day that never was is wrong though its check character is right', () => {
    expect(parseResidentId('350405198802300014')).toMatchObject({
      ok: false,
      faults: [{ code: 'DATE_IMPOSSIBLE', index: 6, length: 8, expected: 'YYYYMMDD' }],
    });
  });

  it('of a day to come is wrong as of a day before, and right as of that day', () => {
    expect(parseResidentId('350405201206010015', '2012-05-31')).toMatchObject({
      ok: false,
      faults: [{ code: 'DATE_IN_FUTURE', index: 6, expected: '<=2012-05-31' }],
    });
    expect(parseResidentId('350405201206010015', '2012-06-01')).toMatchObject({ ok: true, parts: { age: 0 } });
  });

  it('of a birth no living person has is wrong', () => {
    const body = '35040500010101001';
    expect(codesOf(parseResidentId(`${body}${citizenCheckCharacter(body)}`))).toEqual(['DATE_TOO_EARLY']);
  });

  it('of no province is wrong', () => {
    const body = '99999919880512001'.replace('9', '7');
    expect(parseResidentId(`${body}${citizenCheckCharacter(body)}`)).toMatchObject({
      faults: [{ code: 'PROVINCE_UNKNOWN', index: 0, length: 2 }],
    });
  });

  it('that is another document’s is told which', () => {
    expect(parseResidentId('810000199001010019')).toMatchObject({
      faults: [{ code: 'OTHER_DOCUMENT', expected: 'HKMOTW_RESIDENCE' }],
    });
    expect(parseResidentId('935840198506150019')).toMatchObject({
      faults: [{ code: 'OTHER_DOCUMENT', expected: 'FPR_ID' }],
    });
  });

  it('of fifteen digits is told how it becomes one of eighteen, without saying it', () => {
    const read = parseResidentId('110105491231002');
    expect(read).toMatchObject({ ok: false, faults: [{ code: 'FIFTEEN_DIGITS', expected: '18' }] });
    expect(JSON.stringify(read)).not.toContain('491231');
    expect(upgradeResidentId('110105491231002')).toBe('11010519491231002X');
    expect(upgradeResidentId('11010549123100')).toBeNull();
  });

  it.each(valid)('shows every single wrong character: %s', (code) => {
    const wrong = singleErrors(code, '0123456789X');
    expect(wrong).toHaveLength(180);
    expect(wrong.filter((one) => parseResidentId(one).ok)).toEqual([]);
  });

  it('reads back every generated number, and finds every single wrong character of each', () => {
    fc.assert(
      fc.property(anyResident, (code) => {
        const read = parseResidentId(code, TODAY);
        expect(read.ok && read.parts.birthDate.replaceAll('-', '')).toBe(code.slice(6, 14));
        expect(read.ok && read.parts.sex).toBe(Number(code.charAt(16)) % 2 === 1 ? 'male' : 'female');
        expect(singleErrors(code, '0123456789X').filter((one) => parseResidentId(one).ok)).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  it('is never repeated by its faults', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.stringMatching(/^\d{15,19}$/),
          anyResident.map((code) => `${code.slice(0, 17)}A`),
        ),
        (code) => {
          const said = JSON.stringify(parseResidentId(code, TODAY));
          fc.pre(codesOf(parseResidentId(code, TODAY)).length > 0);
          for (let start = 0; start + 6 <= code.length; start += 1)
            expect(said).not.toContain(code.slice(start, start + 6));
        },
      ),
    );
  });
});

describe('an age', () => {
  it('grows on the birthday', () => {
    expect(ageOn('2008-11-23', '2026-11-22')).toBe(17);
    expect(ageOn('2008-11-23', '2026-11-23')).toBe(18);
  });

  it('of one born on 29 February grows on 1 March of a common year', () => {
    expect(ageOn('2008-02-29', '2026-02-28')).toBe(17);
    expect(ageOn('2008-02-29', '2026-03-01')).toBe(18);
    expect(ageOn('2008-02-29', '2028-02-29')).toBe(20);
  });
});
