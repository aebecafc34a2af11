import { describe, expect, it } from '@jest/globals';
import { toMinutes } from '@yichuang/working-time';
import { explainedClocks } from './explained-clocks.js';
import { at, openingBook, Story } from './testing/stories.js';

const minutesIn = (windows: readonly { readonly millis: number }[] | null | undefined): number =>
  toMinutes((windows ?? []).reduce((sum, { millis }) => sum + millis, 0));

describe('the clocks of a case, explained', () => {
  it('are the limit for acceptance, the case, the term of the law and each share, each with the windows that were counted', () => {
    const story = new Story(openingBook, at('2026-11-23 11:00'));
    story.submit();
    story.othersAnswer();
    const clocks = explainedClocks(openingBook, story.state, at('2026-11-23 15:00'));
    expect(clocks.map(({ id, kind, department }) => [id, kind, department])).toEqual([
      ['intake-1', 'promised', null],
      ['acceptance-1', 'statutory', null],
      ['case', 'promised', null],
      ['statutory-register', 'statutory', 'market-regulation'],
      ['register', 'promised', 'market-regulation'],
    ]);
    const [, , own] = clocks;
    // an hour before lunch, half an hour after it, and what is left comes after that
    expect(own?.usedMinutes).toBe(90);
    expect(own?.runs.flatMap(({ windows }) => windows ?? [])).toHaveLength(2);
    expect(minutesIn(own?.runs[0]?.windows)).toBe(90);
    expect(minutesIn(own?.ahead)).toBe(150);
  });

  it('add up to the whole term, whenever one looks', () => {
    const story = new Story(openingBook, at('2026-11-23 09:00'));
    story.submit();
    story.othersAnswer();
    for (const when of ['2026-11-23 09:00', '2026-11-23 10:00', '2026-11-23 12:30', '2026-11-23 14:45']) {
      const own = explainedClocks(openingBook, story.state, at(when)).find(({ id }) => id === 'case');
      expect((own?.usedMinutes ?? 0) + minutesIn(own?.ahead)).toBe(240);
    }
  });
});
