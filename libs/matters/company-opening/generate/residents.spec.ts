import { describe, expect, it } from '@jest/globals';
import { randomOf } from './random.js';
import { peoplePerApplication, residentAt, residentNumber } from './residents.js';
import { tradeNamesMax } from './trade-names.js';

describe('fictional residents', () => {
  it.each([
    '11010519491231002X',
    '440524188001010014',
    '350427188001010016',
    '350405198805120019',
    '350405201206010015',
    '350405198108250125',
  ])('carry the check digit of the standard: %s', (number) => {
    expect(residentNumber(number.slice(0, 17))).toBe(number);
  });

  it('are different people in every application, with numbers and telephones of their own', () => {
    const numbers = new Set<string>();
    const mobiles = new Set<string>();
    const random = randomOf(3, 0);
    const applications = 2_000;
    for (let i = 0; i < applications; i += 1) {
      const index = i * Math.floor(tradeNamesMax / applications);
      for (let member = 0; member < peoplePerApplication; member += 1) {
        const { document, mobile } = residentAt(3, index, member, random);
        numbers.add(document.number);
        mobiles.add(mobile ?? '');
      }
    }
    expect(numbers.size).toBe(applications * peoplePerApplication);
    expect(mobiles.size).toBe(numbers.size);
  });

  it('are adults with an address code that adults never had, and a telephone that rings nowhere', () => {
    const random = randomOf(5, 0);
    for (let index = 0; index < 500; index += 1) {
      const { document, mobile } = residentAt(5, index, index % peoplePerApplication, random);
      expect(document.number).toMatch(/^350405(19[6-9]\d|200[0-4])\d{4}[1-8]\d{2}[\dX]$/);
      expect(mobile).toMatch(/^154\d{8}$/);
    }
  });

  it('end where one application would reach into the next', () => {
    expect(() => residentAt(5, 0, peoplePerApplication, randomOf(5, 0))).toThrow(RangeError);
  });
});
