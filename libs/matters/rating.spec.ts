import { describe, expect, it } from '@jest/globals';
import { decide, fold } from '@yichuang/kernel';
import fc from 'fast-check';
import { recallCase } from './case-recall.js';
import { noCase, type CaseState } from './case-state.js';
import { companyOpeningPlan } from './company-opening/plan.js';
import { planDecider } from './plan-decider.js';
import { publishedCalendars } from './published-calendars.js';
import { ratingTags, type RateService, type RatingTag } from './rating.js';
import { timeline } from './timeline.js';

const plan = companyOpeningPlan;
const decider = planDecider({ plan, calendars: publishedCalendars });
const ended: CaseState = { ...noCase, phase: 'completed', principal: 'u1' };
const rate = (over: Partial<RateService> = {}): RateService => ({
  type: 'RateService',
  at: 7,
  by: 'u1',
  stars: 5,
  tags: ['fast'],
  ...over,
});
const rejectionOf = (command: RateService, state: CaseState): string | null => {
  const decision = decide(decider, command, state);
  return decision.kind === 'rejection' ? decision.code : null;
};

describe('the rating of a service', () => {
  it.each(['completed', 'refused', 'declined', 'withdrawn'] as const)('is given when a case was %s', (phase) => {
    expect(decide(decider, rate(), { ...ended, phase })).toEqual({
      kind: 'decided',
      events: [{ type: 'ServiceRated', at: 7, by: 'u1', stars: 5, tags: ['fast'] }],
    });
  });

  it.each([
    ['before there is a case', noCase, {}, 'NO_SUCH_CASE'],
    ['while it goes on', { ...ended, phase: 'work' as const }, {}, 'CASE_NOT_ENDED'],
    ['by anybody else', ended, { by: 'clerk' }, 'NOT_THE_APPLICANT'],
    ['twice', { ...ended, rating: { stars: 1, tags: [] } }, {}, 'RATED_ALREADY'],
  ])('is not given %s', (_when, state, over, code) => {
    expect(rejectionOf(rate(over), state)).toBe(code);
  });

  it('is the same whatever the order of its tags, and said twice it adds nothing', () => {
    const decision = decide(decider, rate({ tags: ['slow', 'clear', 'slow'] }), ended);
    const events = decision.kind === 'decided' ? decision.events : [];
    expect(events).toMatchObject([{ tags: ['clear', 'slow'] }]);
    const after = fold(decider, events, ended);
    expect(decide(decider, rate({ tags: ['clear', 'slow'] }), after)).toEqual({ kind: 'decided', events: [] });
  });

  it('can be decided again from its event, whatever was said, and the same again adds nothing', () => {
    const tags = fc.array(fc.constantFrom(...(Object.keys(ratingTags) as RatingTag[])), { maxLength: 12 });
    fc.assert(
      fc.property(fc.nat(99), fc.integer({ min: 1, max: 5 }), tags, (at, stars, said) => {
        const command = rate({ at, stars, tags: said });
        const decision = decide(decider, command, ended);
        const events = decision.kind === 'decided' ? decision.events : [];
        expect(events).toHaveLength(1);
        expect(decide(decider, recallCase(plan, events, ended), ended)).toEqual(decision);
        expect(decide(decider, command, fold(decider, events, ended))).toEqual({ kind: 'decided', events: [] });
      }),
    );
  });

  it('stands in the story of the case in plain words', () => {
    const [line] = timeline(plan, [{ type: 'ServiceRated', at: 7, by: 'u1', stars: 2, tags: ['slow', 'asked-twice'] }]);
    expect(line?.text).toEqual({
      'zh-CN': '好差评：不满意（2星），办得慢、重复要材料',
      en: 'rated: 2 of 5, slow, asked for the same papers again',
    });
  });
});
