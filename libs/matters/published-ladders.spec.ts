import { describe, expect, it } from '@jest/globals';
import { halls } from '@yichuang/working-time';
import { companyOpeningPlan } from './company-opening/plan.js';
import { ladderFaults, ladderFor, ladderOf, publishedLadders, type PublishedLadder } from './published-ladders.js';
import { at, openingBook, Story } from './testing/stories.js';
import { toyPlan } from './toy/plan.js';

describe('the ladder of a hall', () => {
  it('is there for every hall from the first day, one a version, in order, and each can be climbed', () => {
    for (const { id } of halls)
      expect(ladderFor(companyOpeningPlan, id, at('2025-01-01 00:00')).version).toBe(`${id}.1`);
    expect(new Set(publishedLadders.map(({ version }) => version)).size).toBe(publishedLadders.length);
    for (const { ladder, version, hall } of publishedLadders) {
      expect([version, ladderFaults(ladder)]).toEqual([version, []]);
      expect(version.startsWith(`${hall}.`)).toBe(true);
    }
    const days = publishedLadders.map(({ hall, from }) => `${hall} ${from}`);
    for (const { id } of halls) {
      const own = days.filter((one) => one.startsWith(id));
      expect(own).toEqual([...own].sort());
    }
  });

  it('changes from a day on, and only for clocks that start then', () => {
    const [first] = publishedLadders;
    const stricter: PublishedLadder = {
      ...(first as PublishedLadder),
      version: '350405.2',
      from: '2026-12-01',
      ladder: { earlyWarning: 0.4, yellow: 0.6, red: 1, escalationMinutes: 30 },
    };
    const both = [...publishedLadders, stricter];
    expect(ladderFor(companyOpeningPlan, '350405', at('2026-11-30 23:59'), both).version).toBe('350405.1');
    expect(ladderFor(companyOpeningPlan, '350405', at('2026-12-01 00:00'), both)).toMatchObject({
      version: '350405.2',
      ladder: { yellow: 0.6 },
    });
    expect(ladderFor(companyOpeningPlan, '350400', at('2026-12-01 00:00'), both).version).toBe('350400.1');
  });

  it('stands in every event that starts a clock', () => {
    const story = new Story(openingBook, at('2026-11-23 09:00'));
    story.submit();
    story.allAnswer();
    const named = story.events.flatMap((event) => ('ladderVersion' in event ? [event.type] : []));
    expect([...new Set(named)]).toEqual(['ApplicationSubmitted', 'SlaStarted', 'DepartmentTaskDispatched']);
    expect(story.of('SlaStarted')[0]?.ladderVersion).toBe('350405.1');
  });

  it('gives way to the plan’s own, and is missed where it is not known', () => {
    expect(ladderFor(toyPlan, '350405', 0)).toEqual({ ladder: toyPlan.ladder, version: null });
    expect(ladderOf(toyPlan, undefined)).toBe(toyPlan.ladder);
    expect(() => ladderOf(companyOpeningPlan, '350405.9')).toThrow(RangeError);
    expect(() => ladderFor(companyOpeningPlan, '350405', at('2024-06-01 09:00'))).toThrow(RangeError);
  });
});
