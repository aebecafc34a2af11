import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { caseNumbers, freeNumber, isCaseNumber, numberKey } from './case-number.js';
import { companyOpeningPlan } from './company-opening/plan.js';
import { at, Story, submission } from './testing/stories.js';

const numbersOf = (caseId: string, hall = '350405', when = at('2026-11-23 09:00')) =>
  caseNumbers({ plan: companyOpeningPlan, hall, caseId, at: when });

describe('the number of a case', () => {
  it('says hall, matter and day, and ends in a check digit', () => {
    const [number] = numbersOf('c1');
    expect(number).toMatch(/^沙开办20261123-\d{4}-\d{4}-\d$/);
    expect(isCaseNumber(number!)).toBe(true);
    expect(numbersOf('c1', '350402')[0]).toMatch(/^350402开办20261123-/);
  });

  it('bears the day of the hall, not of Greenwich', () => {
    expect(numbersOf('c1', '350405', at('2026-11-24 00:30'))[0]).toContain('开办20261124-');
  });

  it('is the same for one case however often it is asked for', () => {
    fc.assert(
      fc.property(fc.string(), (caseId) => {
        expect(numbersOf(caseId)).toEqual(numbersOf(caseId));
        expect(new Set(numbersOf(caseId)).size).toBe(3);
      }),
    );
  });

  it('with one digit misheard is not a number', () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(15), fc.integer({ min: 1, max: 9 }), (caseId, which, by) => {
        const number = numbersOf(caseId)[0]!;
        const places = Array.from(number.matchAll(/\d/g), ({ index }) => index);
        const place = places[which]!;
        const wrong = String((Number(number[place]) + by) % 10);
        expect(isCaseNumber(`${number.slice(0, place)}${wrong}${number.slice(place + 1)}`)).toBe(false);
      }),
    );
    expect(isCaseNumber('沙开办20261123-0001')).toBe(false);
  });

  it('is spread so well that a busy day hardly meets a taken one', () => {
    const first = Array.from({ length: 20_000 }, (_, n) => numbersOf(`case${String(n)}`)[0]);
    expect(first.length - new Set(first).size).toBeLessThan(15);
  });

  it('is the first one nobody holds; when all are held the application must come again', () => {
    const numbers = ['a', 'b'];
    const held = (...taken: string[]) =>
      taken.map((number) => ({ key: numberKey(number), stream: 'case/c0', data: null }));
    expect(freeNumber(numbers)).toBe('a');
    expect(freeNumber(numbers, held('a'))).toBe('b');
    expect(freeNumber(numbers, held('a', 'b'))).toBeUndefined();
    const story = new Story();
    expect(story.rejection(submission({ numbers, holders: held('a', 'b') }))).toBe('NUMBERS_TAKEN');
    story.submit({ numbers, holders: held('a') });
    expect(story.state.number).toBe('b');
  });
});
