import { describe, expect, it } from '@jest/globals';
import { text } from '@yichuang/kernel';
import {
  act,
  calendar,
  calendarYears,
  explainClock,
  halls,
  minutes,
  type Clock,
  type ClockAct,
  type Hall,
} from './index.js';
import { accept, after, complete, pause, resume } from './testing-acts.js';
import { at, shown } from './testing-instants.js';

describe('a new calendar', () => {
  const changed = calendar({
    hall: halls[0] as Hall,
    years: calendarYears.map((year) =>
      year.year === 2026
        ? {
            ...year,
            version: '2026.2',
            holidays: [
              ...year.holidays,
              { name: text('临时放假', 'special holiday'), from: '2026-11-24', to: '2026-11-24' },
            ],
          }
        : year,
    ),
  });
  const publish = (when: string): ClockAct => ({ type: 'reproject', at: at(when), reason: 'CALENDAR_PUBLISHED' });

  it('moves the end of a running clock and says which version said so', () => {
    const running = after([accept('2026-11-23 16:30')]);
    const moved = after([publish('2026-11-23 16:45')], running, changed);
    expect([running.calendarVersion, shown(running.dueAt as number)]).toEqual(['2026.1', '2026-11-24 11:00']);
    expect([moved.calendarVersion, shown(moved.dueAt as number)]).toEqual(['2026.2', '2026-11-25 11:00']);
    expect(moved).toMatchObject({ startedAt: at('2026-11-23 16:30'), usedMillis: 0, last: { type: 'reproject' } });
  });

  it('moves the start of a clock that has not begun to count', () => {
    const waiting = after([accept('2026-11-23 20:00')]);
    expect(shown(waiting.startedAt as number)).toBe('2026-11-24 08:00');
    const moved = after([publish('2026-11-23 21:00')], waiting, changed);
    expect(shown(moved.startedAt as number)).toBe('2026-11-25 08:00');
  });

  it('leaves ended runs as they were counted, and explains them only by their own calendar', () => {
    const acts = [accept('2026-11-24 08:00'), pause('2026-11-24 10:00'), resume('2026-11-24 15:00')];
    const moved = after([publish('2026-11-24 15:00')], after(acts), changed);
    expect(moved).toMatchObject({ usedMillis: minutes(120), dueAt: at('2026-11-25 10:00') });
    expect(explainClock(changed, moved, at('2026-11-25 08:00')).runs.map((r) => r.windows)).toEqual([null, []]);
  });

  it('is published once, and touches neither a paused nor a closed clock', () => {
    const running = after([accept('2026-11-23 16:30')]);
    const again = (of: Clock) => {
      const result = act(changed, of, publish('2026-11-25 08:00'));
      return result.kind === 'rejection' ? result.code : result.state;
    };
    expect(again(running)).toBe('RUNNING');
    expect(again(after([publish('2026-11-23 16:45')], running, changed))).toBe('CLOCK_SAME_CALENDAR');
    expect(again(after([pause('2026-11-23 17:00')], running))).toBe('CLOCK_PAUSED');
    expect(again(after([complete('2026-11-23 17:00')], running))).toBe('CLOCK_CLOSED');
  });
});
