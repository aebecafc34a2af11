import { describe, expect, it } from '@jest/globals';
import { minutes } from '@yichuang/working-time';
import { clockLeft } from './clock-left.js';
import { at, finding, openingBook, Story } from './testing/stories.js';

const left = ({ state, now }: Story, step: string, later = 0) =>
  clockLeft(openingBook, state, step, now + minutes(later));

describe('what is left of the clock of a step', () => {
  it('is what the intake has left before acceptance, and falls below nothing when it is overrun', () => {
    const story = new Story();
    story.submit();
    expect(left(story, 'tax-check', 10)).toEqual({ dueAt: at('2026-11-23 09:30'), minutesLeft: 20, state: 'RUNNING' });
    expect(left(story, 'tax-check', 40)).toMatchObject({ minutesLeft: -10, state: 'BREACHED' });
  });

  it('is what the department has left of its own share, and of the case where it has none', () => {
    const story = new Story();
    story.submit();
    story.othersAnswer();
    story.answers('register', { outcome: 'review', findings: [finding({ disposal: 'review' })] });
    expect(left(story, 'register', 30)).toMatchObject({ minutesLeft: 60 });
    // a name that waits for an officer while the case is on the clock
    expect(left(story, 'name', 30)).toMatchObject({ minutesLeft: 210 });
  });

  it('is nothing where no clock runs', () => {
    const story = new Story();
    expect(left(story, 'register')).toBeNull();
  });
});
