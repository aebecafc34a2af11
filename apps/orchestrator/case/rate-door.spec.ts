import { describe, expect, it } from '@jest/globals';
import { noCase } from '@yichuang/matters';
import { rateDoor } from './rate-door.js';

describe('the door by which a service is rated', () => {
  it.each([
    { stars: 0 },
    { stars: 6 },
    { stars: 4.5 },
    { stars: '5' },
    {},
    { stars: 5, tags: ['the officer with the telephone number 13800000001'] },
    { stars: 5, text: 'words of one’s own' },
  ])('does not take %j', (input) => {
    expect(rateDoor.schema.safeParse(input).success).toBe(false);
  });

  it('takes a grade and listed tags, from whoever is signed in', () => {
    const input = rateDoor.schema.parse({ stars: 1, tags: ['slow'] });
    const actor = { id: 'u1', roles: ['applicant' as const], department: null, division: null };
    expect(rateDoor.command(input, { caseId: 'c1', now: 9, actor })).toEqual({
      type: 'RateService',
      at: 9,
      by: 'u1',
      stars: 1,
      tags: ['slow'],
    });
    expect(rateDoor.action).toBe('case.rate');
    expect(rateDoor.answer?.({ ...noCase, rating: { stars: 1, tags: ['slow'] } })).toEqual({
      rating: { stars: 1, tags: ['slow'] },
    });
    expect(rateDoor.answer?.(noCase)).toEqual({ rating: null });
  });
});
