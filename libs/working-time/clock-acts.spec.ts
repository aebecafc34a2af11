import { describe, expect, it } from '@jest/globals';
import { act, CalendarNotCovered, clock, minutes, stateAt, usedAt, type ClockAct } from './index.js';
import { accept, after, code, complete, extend, pause, restart, resume, shaxian, withdraw } from './testing-acts.js';
import { at, shown } from './testing-instants.js';

describe('starting', () => {
  it('at acceptance in office hours counts at once', () => {
    expect(after([accept('2026-11-23 08:30')])).toMatchObject({
      state: 'RUNNING',
      startedAt: at('2026-11-23 08:30'),
      dueAt: at('2026-11-23 15:00'),
      stoppedAt: null,
      calendarVersion: '2026.1',
      hallVersion: '350405.1',
      provisional: false,
      last: { type: 'start', reason: 'ACCEPTED', basis: '行政许可法 a.32(5), a.42' },
    });
  });

  it('at acceptance on a Saturday counts from the next opening', () => {
    expect(after([accept('2026-11-21 10:00')])).toMatchObject({
      begunAt: at('2026-11-21 10:00'),
      startedAt: at('2026-11-23 08:00'),
      dueAt: at('2026-11-23 12:00'),
    });
  });

  it('is done once', () => {
    expect(code([accept('2026-11-23 09:00')], accept('2026-11-23 10:00'))).toBe('CLOCK_RUNNING');
  });

  it('marks an end in a provisional year', () => {
    const running = after([accept('2026-12-31 16:30')]);
    expect(running).toMatchObject({ provisional: true, calendarVersion: '2026.1+2027.0' });
  });

  it('is an error where no calendar is, never a guess', () => {
    expect(() => after([accept('2027-12-31 16:30')])).toThrow(CalendarNotCovered);
  });

  it('needs a term of whole milliseconds', () => {
    expect(() => clock(-1)).toThrow(RangeError);
    expect(() => clock(0.1)).toThrow(RangeError);
  });
});

describe('pausing and resuming', () => {
  it('keeps what is left of the term: accepted 09:00, paused 10:30, resumed next day 15:00, due 17:30', () => {
    const paused = after([accept('2026-11-23 09:00'), pause('2026-11-23 10:30')]);
    expect(paused).toMatchObject({ state: 'PAUSED', dueAt: null, usedMillis: minutes(90) });
    expect(usedAt(shaxian, paused, at('2026-11-24 15:00'))).toBe(minutes(90));
    const resumed = after([resume('2026-11-24 15:00')], paused);
    expect(resumed).toMatchObject({ state: 'RUNNING', startedAt: at('2026-11-23 09:00') });
    expect(shown(resumed.dueAt as number)).toBe('2026-11-24 17:30');
  });

  it('names the legal basis of the reason', () => {
    expect(after([accept('2026-11-23 09:00'), pause('2026-11-23 10:30', 'HEARING')]).last?.basis).toBe(
      '行政许可法 a.45',
    );
  });

  it('survives a second correction, and a third', () => {
    const twice = after([
      accept('2026-11-23 08:00'),
      pause('2026-11-23 09:00', 'CORRECTION'),
      resume('2026-11-23 10:00', 'CORRECTION'),
      pause('2026-11-23 11:00', 'CORRECTION'),
      resume('2026-11-23 14:30', 'CORRECTION'),
      pause('2026-11-23 15:00', 'CORRECTION'),
    ]);
    expect(twice).toMatchObject({ state: 'PAUSED', usedMillis: minutes(150) });
    expect(code([accept('2026-11-23 08:00'), pause('2026-11-23 09:00')], pause('2026-11-23 09:30'))).toBe(
      'CLOCK_HELD_ALREADY',
    );
  });

  it('runs again only when the last reason is lifted', () => {
    const acts = [
      accept('2026-11-23 08:00'),
      pause('2026-11-23 09:00', 'CORRECTION'),
      pause('2026-11-23 09:30', 'UTILITY_OUTAGE', ['admin-1', 'admin-2']),
      resume('2026-11-23 10:00', 'CORRECTION'),
    ];
    expect(after(acts)).toMatchObject({ state: 'PAUSED', holds: [{ reason: 'UTILITY_OUTAGE' }] });
    expect(after([...acts, resume('2026-11-23 11:00', 'UTILITY_OUTAGE')])).toMatchObject({
      state: 'RUNNING',
      dueAt: at('2026-11-23 16:30'),
      usedMillis: minutes(60),
    });
    expect(code(acts, resume('2026-11-23 11:00', 'HEARING'))).toBe('CLOCK_NOT_HELD');
  });

  it('for an outage takes two different persons', () => {
    const running = [accept('2026-11-23 08:00')];
    expect(code(running, pause('2026-11-23 09:00', 'UTILITY_OUTAGE'))).toBe('CLOCK_MORE_PERSONS');
    expect(code(running, pause('2026-11-23 09:00', 'UTILITY_OUTAGE', ['a', 'a']))).toBe('CLOCK_MORE_PERSONS');
    expect(code(running, pause('2026-11-23 09:00', 'UTILITY_OUTAGE', ['a', 'b']))).toBe('PAUSED');
  });

  it('is not known for a reason that is not listed', () => {
    const overload = { type: 'pause', at: at('2026-11-23 09:00'), reason: 'OVERLOAD' } as unknown as ClockAct;
    expect(() => after([accept('2026-11-23 08:00'), overload])).toThrow(TypeError);
  });

  it('of an overrun term leaves it overrun: it was due when it was used up', () => {
    const late = after([accept('2026-11-23 08:00'), pause('2026-11-23 15:00'), resume('2026-11-24 08:00')]);
    expect(late.dueAt).toBe(at('2026-11-23 12:00'));
    expect(stateAt(shaxian, late, at('2026-11-24 08:00'))).toBe('BREACHED');
  });

  it('with the term used up to the minute is due the moment it goes on', () => {
    const full = after([accept('2026-11-23 08:00'), pause('2026-11-23 12:00'), resume('2026-11-24 09:00')]);
    expect(full.dueAt).toBe(at('2026-11-24 09:00'));
    expect(after([complete('2026-11-24 09:00')], full).state).toBe('MET');
  });
});

describe('stopping', () => {
  it('within the term meets it, and the due time stays to be seen', () => {
    expect(after([accept('2026-11-23 08:30'), complete('2026-11-23 14:45')])).toMatchObject({
      state: 'MET',
      usedMillis: minutes(225),
      dueAt: at('2026-11-23 15:00'),
      stoppedAt: at('2026-11-23 14:45'),
    });
  });

  it('at the due time meets it, a millisecond later breaches it', () => {
    const running = after([accept('2026-11-23 08:30')]);
    const stop = (late: number) =>
      after([{ type: 'stop', at: at('2026-11-23 15:00') + late, reason: 'COMPLETED' }], running);
    expect(stop(0)).toMatchObject({ state: 'MET', usedMillis: minutes(240) });
    expect(stop(1)).toMatchObject({ state: 'BREACHED', usedMillis: minutes(240) + 1 });
  });

  it('before the first opening is met with nothing used', () => {
    expect(after([accept('2026-11-21 22:00'), complete('2026-11-21 22:00:00.040')])).toMatchObject({
      state: 'MET',
      usedMillis: 0,
      startedAt: at('2026-11-23 08:00'),
      stoppedAt: at('2026-11-21 22:00:00.040'),
      dueAt: at('2026-11-23 12:00'),
    });
  });

  it('learnt late counts when it happened, though the clock was paused and resumed after it', () => {
    const acts = [accept('2026-11-23 08:00'), pause('2026-11-23 11:00'), resume('2026-11-23 15:00')];
    expect(after([...acts, complete('2026-11-23 10:00')])).toMatchObject({
      state: 'MET',
      usedMillis: minutes(120),
      dueAt: at('2026-11-23 12:00'),
      runs: [{ from: at('2026-11-23 08:00'), to: at('2026-11-23 10:00') }],
    });
    expect(code(acts, complete('2026-11-23 07:59'))).toBe('CLOCK_BACKWARDS');
  });

  it('while paused leaves no due time', () => {
    expect(after([accept('2026-11-23 08:00'), pause('2026-11-23 09:00'), complete('2026-11-23 10:00')])).toMatchObject({
      state: 'MET',
      usedMillis: minutes(60),
      dueAt: null,
    });
  });

  it('ends it for good', () => {
    const closed = [accept('2026-11-23 08:00'), complete('2026-11-23 09:00')];
    for (const next of [
      accept('2026-11-23 10:00'),
      pause('2026-11-23 10:00'),
      resume('2026-11-23 10:00'),
      restart('2026-11-23 10:00'),
      extend('2026-11-23 10:00', 1),
      complete('2026-11-23 10:00'),
      withdraw('2026-11-23 10:00'),
    ])
      expect(code(closed, next)).toBe('CLOCK_CLOSED');
  });
});

describe('voiding', () => {
  it('ends a clock that is neither met nor breached, started or not', () => {
    expect(after([withdraw('2026-11-23 09:00')])).toMatchObject({ state: 'VOID', startedAt: null, usedMillis: 0 });
    expect(after([accept('2026-11-23 08:00'), withdraw('2026-11-23 16:30')])).toMatchObject({
      state: 'VOID',
      usedMillis: minutes(360),
      dueAt: null,
    });
  });
});

describe('restarting', () => {
  it('gives the whole term again, unlike resuming', () => {
    const acts = [accept('2026-11-23 08:00'), pause('2026-11-23 10:00', 'CORRECTION')];
    const restarted = after([...acts, restart('2026-11-23 14:30')]);
    expect(restarted).toMatchObject({
      state: 'RUNNING',
      startedAt: at('2026-11-23 14:30'),
      dueAt: at('2026-11-24 09:00'),
      usedMillis: 0,
      last: { type: 'restart', reason: 'APPLICATION_REPLACED' },
    });
    expect(restarted).not.toHaveProperty('holds');
    expect(after([...acts, resume('2026-11-23 14:30', 'CORRECTION')]).dueAt).toBe(at('2026-11-23 16:30'));
  });

  it('drops the extension of the former term', () => {
    const acts = [accept('2026-11-23 08:00'), extend('2026-11-23 09:00', minutes(60)), restart('2026-11-23 10:00')];
    expect(after(acts)).toMatchObject({ budgetMillis: minutes(240), extensions: [] });
  });

  it('does not wipe out a breach', () => {
    expect(code([accept('2026-11-23 08:00')], restart('2026-11-23 15:00'))).toBe('CLOCK_USED_UP');
  });
});

describe('extending', () => {
  it('lengthens the term, running or paused, and is no pause', () => {
    const longer = after([accept('2026-11-23 08:30'), extend('2026-11-23 09:00', minutes(60))]);
    expect(longer).toMatchObject({ state: 'RUNNING', dueAt: at('2026-11-23 16:00'), budgetMillis: minutes(300) });
    const paused = after([
      accept('2026-11-23 08:30'),
      pause('2026-11-23 09:00'),
      extend('2026-11-23 09:10', minutes(60)),
    ]);
    expect(paused).toMatchObject({ state: 'PAUSED', dueAt: null, budgetMillis: minutes(300) });
    expect(after([resume('2026-11-23 10:00')], paused).dueAt).toBe(at('2026-11-23 17:00'));
  });

  it('is granted once for a reason, and not when the term is over', () => {
    const acts = [accept('2026-11-23 08:30'), extend('2026-11-23 09:00', minutes(60))];
    expect(code(acts, extend('2026-11-23 09:30', minutes(60)))).toBe('CLOCK_EXTENDED_ALREADY');
    expect(code([accept('2026-11-23 08:30')], extend('2026-11-23 15:01', minutes(60)))).toBe('CLOCK_USED_UP');
  });

  it('is by whole milliseconds above none', () => {
    for (const millis of [0, -1, 0.5])
      expect(() => after([accept('2026-11-23 08:30'), extend('2026-11-23 09:00', millis)])).toThrow(RangeError);
  });
});

describe('an act before the last one', () => {
  it('is rejected, in both languages', () => {
    const result = act(shaxian, after([accept('2026-11-23 09:00')]), pause('2026-11-23 08:59'));
    expect(result).toMatchObject({
      kind: 'rejection',
      code: 'CLOCK_BACKWARDS',
      text: { 'zh-CN': expect.stringContaining('早于'), en: expect.stringContaining('before') },
    });
  });
});
