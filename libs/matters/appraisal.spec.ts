import { describe, expect, it } from '@jest/globals';
import { minutes } from '@yichuang/working-time';
import fc from 'fast-check';
import { Appraising, type Appraisal } from './appraisal.js';
import { caseMinutes } from './case-minutes.js';
import { histories, play } from './testing/histories.js';
import { openingBook, Story } from './testing/stories.js';

const appraised = (...stories: readonly Story[]): Appraisal => {
  const appraising = new Appraising();
  stories.forEach(({ state, events }, index) => {
    appraising.add({ caseId: `c${String(index)}`, book: openingBook, state, events });
  });
  return appraising.end();
};

describe('in any histories of cases', () => {
  it('every working minute is somebody’s, once: those of departments, applicants and the house sum up to all of them', () => {
    const named = new Set<boolean>();
    fc.assert(
      fc.property(fc.array(histories, { minLength: 1, maxLength: 4 }), (many) => {
        const stories = many.map((moves) => play(moves, () => undefined));
        const { departments, steps, officers, applicant, house } = appraised(...stories);
        const sum = (all: readonly { readonly millis: number }[]): number =>
          all.reduce((total, { millis }) => total + millis, 0);
        const whole = stories.reduce((total, { state, events }) => {
          const { stretches } = caseMinutes(openingBook, events, state.end?.at ?? events.at(-1)?.at ?? 0);
          return total + sum(stretches);
        }, 0);
        const held = departments.map((one) => one.held);
        expect(sum(held) + applicant.millis + house.millis).toBe(whole);
        for (const { department, held: own, heldByOfficers } of departments) {
          expect(sum(steps.filter((one) => one.department === department))).toBe(own.millis);
          expect(heldByOfficers.millis).toBeLessThanOrEqual(own.millis);
          expect(sum(officers.filter((one) => one.department === department))).toBe(heldByOfficers.millis);
          for (const one of officers) named.add(one.officer !== null);
        }
      }),
      { numRuns: 100 },
    );
    expect(named).toEqual(new Set([true, false]));
  });

  it('every figure names events that stand in the record, each once, and as many as it counts', () => {
    fc.assert(
      fc.property(histories, (moves) => {
        const story = play(moves, () => undefined);
        for (const { breaches, upheldCards, avoidableNotices, cases, instant } of appraised(story).departments) {
          for (const { count, events } of [breaches, upheldCards, avoidableNotices]) expect(events).toHaveLength(count);
          for (const { events } of [breaches, upheldCards, avoidableNotices, cases, instant]) {
            expect(new Set(events.map(({ version }) => version)).size).toBe(events.length);
            for (const { version } of events) expect(story.events[version - 1]).toBeDefined();
          }
          expect(instant.count).toBeLessThanOrEqual(cases.count);
        }
      }),
      { numRuns: 100 },
    );
  });
});

describe('the share that was decided by rule alone', () => {
  it('leaves out a case that a person of the department answered', () => {
    const [quick, slow] = [new Story(), new Story()];
    for (const story of [quick, slow]) story.submit();
    quick.othersAnswer();
    slow.othersAnswer('tax-check');
    slow.now += minutes(30);
    slow.answers('tax-check', { instant: false, decider: 'reviewer:tax' });
    const tax = appraised(quick, slow).departments.find(({ department }) => department === 'tax');
    expect(tax).toMatchObject({ cases: { count: 2 }, instant: { count: 1 } });
    expect(tax?.instant.events.map(({ caseId }) => caseId)).toEqual(['c0']);
  });
});
