import fc from 'fast-check';
import { citizenCheckCharacter, organisationCheck, usccCheckCharacter, type Parsed } from './index.js';

/** What the specs of this room generate and ask. */

export const USCC_ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';

export const codesOf = (read: Parsed<object>): readonly string[] =>
  read.ok ? [] : read.faults.map(({ code }) => code);

/** Every code that differs from this one in one character of the alphabet. */
export const singleErrors = (code: string, alphabet: string): readonly string[] =>
  Array.from(code).flatMap((right, index) =>
    Array.from(alphabet)
      .filter((character) => character !== right)
      .map((character) => `${code.slice(0, index)}${character}${code.slice(index + 1)}`),
  );

const usccCharacter = fc.constantFrom(...Array.from(USCC_ALPHABET));

export const anyUscc = fc
  .tuple(
    fc.string({ unit: usccCharacter, minLength: 2, maxLength: 2 }),
    fc.stringMatching(/^\d{6}$/),
    fc.string({ unit: usccCharacter, minLength: 8, maxLength: 8 }),
  )
  .map(([authority, division, body]) => {
    const first17 = `${authority}${division}${body}${organisationCheck(body)}`;
    return `${first17}${usccCheckCharacter(first17)}`;
  });

export const anyBirthDate = fc
  .date({ min: new Date('1900-01-01T00:00:00Z'), max: new Date('2026-11-23T00:00:00Z'), noInvalidDate: true })
  .map((day) => day.toISOString().slice(0, 10));

export const anyCitizenNumber = (addressCode: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.tuple(addressCode, anyBirthDate, fc.stringMatching(/^\d{3}$/)).map(([address, born, sequence]) => {
    const first17 = `${address}${born.replaceAll('-', '')}${sequence}`;
    return `${first17}${citizenCheckCharacter(first17)}`;
  });
