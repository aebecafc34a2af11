import { describe, expect, it } from '@jest/globals';
import {
  clock,
  explainClock,
  minutes,
  remainingAt,
  rungsAt,
  stateAt,
  thresholdAt,
  usedAt,
  type Clock,
} from './index.js';
import { accept, after, complete, pause, resume, shaxian } from './testing-acts.js';
import { at, shown } from './testing-instants.js';

describe('reading a clock', () => {
  const running = after([accept('2026-11-23 08:30')]);

  it('tells what is used and left at any instant, before the start and after the end of the term', () => {
    expect([
      remainingAt(shaxian, running, at('2026-11-23 08:00')),
      remainingAt(shaxian, running, at('2026-11-23 14:30')),
      remainingAt(shaxian, running, at('2026-11-23 15:30')),
    ]).toEqual([minutes(240), minutes(30), minutes(-30)]);
  });

  it('tells what was used then, of a clock that went on', () => {
    const closed = after(
      [pause('2026-11-23 10:30'), resume('2026-11-23 14:30'), complete('2026-11-23 15:00')],
      running,
    );
    const used = ['09:30', '10:30', '14:30', '14:45', '15:00', '17:00'].map(
      (time) => usedAt(shaxian, closed, at(`2026-11-23 ${time}`)) / 60_000,
    );
    expect(used).toEqual([60, 120, 120, 135, 150, 150]);
  });

  it('derives a breach while it runs on', () => {
    expect(stateAt(shaxian, running, at('2026-11-23 15:00'))).toBe('RUNNING');
    expect(stateAt(shaxian, running, at('2026-11-23 15:00') + 1)).toBe('BREACHED');
    expect(running.state).toBe('RUNNING');
  });

  it('places the warning ladder: 50, 75, 100 per cent and sixty working minutes later', () => {
    expect(rungsAt(shaxian, running).map((rung) => [rung.name, shown(rung.at as number)])).toEqual([
      ['EARLY_WARNING', '2026-11-23 10:30'],
      ['YELLOW_CARD', '2026-11-23 11:30'],
      ['RED_CARD', '2026-11-23 15:00'],
      ['ESCALATION', '2026-11-23 16:00'],
    ]);
  });

  it('moves only the rungs not yet reached when it is paused and resumed', () => {
    const paused = after([pause('2026-11-23 11:00')], running);
    const times = (of: Clock) => rungsAt(shaxian, of).map((rung) => rung.at && shown(rung.at));
    expect(times(paused)).toEqual(['2026-11-23 10:30', null, null, null]);
    expect(times(after([resume('2026-11-24 08:00')], paused))).toEqual([
      '2026-11-23 10:30',
      '2026-11-24 08:30',
      '2026-11-24 09:30',
      '2026-11-24 10:30',
    ]);
  });

  it('finds no rung crossed by a file that is ready exactly then', () => {
    const met = after([complete('2026-11-23 15:00')], running);
    expect(thresholdAt(shaxian, met, { share: 1 })).toBeNull();
    expect(shown(thresholdAt(shaxian, met, { share: 0.75 }) as number)).toBe('2026-11-23 11:30');
    expect(thresholdAt(shaxian, clock(minutes(240)), { share: 0.5 })).toBeNull();
  });

  it('explains the runs by their windows, and what lies ahead', () => {
    const resumed = after([pause('2026-11-23 10:30'), resume('2026-11-23 17:00')], running);
    const { usedMillis, runs, ahead } = explainClock(shaxian, resumed, at('2026-11-23 17:10'));
    expect(usedMillis).toBe(minutes(130));
    expect(runs.map((r) => r.windows?.map((w) => [shown(w.from), shown(w.to)]))).toEqual([
      [['2026-11-23 08:30', '2026-11-23 10:30']],
      [['2026-11-23 17:00', '2026-11-23 17:10']],
    ]);
    expect(ahead?.map((w) => [shown(w.from), shown(w.to)])).toEqual([
      ['2026-11-23 17:10', '2026-11-23 17:30'],
      ['2026-11-24 08:00', '2026-11-24 09:30'],
    ]);
  });

  it('is plain data: a stored clock goes on as if it had never been stored', () => {
    const stored = JSON.parse(JSON.stringify(running)) as Clock;
    expect(stored).toEqual(running);
    expect(after([pause('2026-11-23 10:30')], stored)).toEqual(after([pause('2026-11-23 10:30')], running));
  });
});
