import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { defaultCalendar, due, elapsed, explainDue, explainElapsed, minutes, opening } from './index.js';
import { at, shown } from './testing-instants.js';

const shaxian = defaultCalendar();

/** Any instant of 2025 to 2027 that leaves room for a limit behind it. */
const instants = fc.integer({ min: at('2025-01-01 00:00'), max: at('2027-10-31 23:59') });
const budgets = fc.integer({ min: 0, max: minutes(20 * 420) });

describe('four working hours', () => {
  it.each([
    ['2026-11-23 08:00', '2026-11-23 12:00', 'a whole morning ends at its close'],
    ['2026-11-23 11:59', '2026-11-24 08:59', 'one minute before lunch'],
    ['2026-11-23 12:30', '2026-11-24 09:00', 'in the lunch break'],
    ['2026-11-23 16:30', '2026-11-24 11:00', 'over night'],
    ['2026-11-23 18:00', '2026-11-24 12:00', 'after hours'],
    ['2026-11-21 10:00', '2026-11-23 12:00', 'on a Saturday'],
    ['2026-11-27 17:00', '2026-11-30 11:30', 'over a weekend'],
    ['2026-07-01 11:00', '2026-07-01 18:00', 'in summer hours'],
    ['2026-05-29 16:00', '2026-06-01 10:30', 'over the change to summer hours'],
    ['2026-09-30 16:00', '2026-10-08 10:00', 'over a holiday and the change to winter hours'],
    ['2026-02-14 14:30', '2026-02-24 09:00', 'from a make-up Saturday over the Spring Festival'],
    ['2026-01-04 09:00', '2026-01-04 15:30', 'on a make-up Sunday'],
  ])('accepted %s are due %s: %s', (accepted, expected) => {
    const answer = due(shaxian, at(accepted), minutes(240));
    expect(shown(answer.dueAt)).toBe(expected);
    expect(answer).toMatchObject({ calendarVersion: '2026.1', provisional: false });
  });

  it('accepted 08:30 are due at 15:00 the same day', () => {
    expect(shown(due(shaxian, at('2026-11-23 08:30'), minutes(240)).dueAt)).toBe('2026-11-23 15:00');
  });

  it('paused from 10:30 to the next day 15:00 last until 17:30', () => {
    const pause = { from: at('2026-11-23 10:30'), to: at('2026-11-24 15:00') };
    const used = (to: string) => elapsed(shaxian, at('2026-11-23 09:00'), at(to), [pause]).millis;
    expect(used('2026-11-23 10:30')).toBe(minutes(90));
    expect(used('2026-11-24 15:00')).toBe(minutes(90));
    expect(used('2026-11-24 17:30')).toBe(minutes(240));
  });
});

describe('the edges of a window', () => {
  it.each([
    ['2026-11-23 12:30', '2026-11-23 14:30'],
    ['2026-11-23 12:00', '2026-11-23 14:30'],
    ['2026-11-23 11:59:59.999', '2026-11-23T11:59:59.999'],
    ['2026-11-23 08:00', '2026-11-23 08:00'],
    ['2026-11-23 07:59', '2026-11-23 08:00'],
    ['2026-11-27 17:30', '2026-11-30 08:00'],
    ['2026-05-29 14:30', '2026-05-29 14:30'],
    ['2026-06-01 14:30', '2026-06-01 15:00'],
    ['2025-12-31 17:30', '2026-01-04 08:00'],
  ])('work handed in at %s starts at %s', (handedIn, start) => {
    expect(opening(shaxian, at(handedIn)).startAt).toBe(at(start));
  });

  it('a limit used up at the close is due then, a millisecond more the next time the hall opens', () => {
    const from = at('2026-11-23 08:00');
    expect(shown(due(shaxian, from, minutes(240)).dueAt)).toBe('2026-11-23 12:00');
    expect(due(shaxian, from, minutes(240) + 1).dueAt).toBe(at('2026-11-23 14:30') + 1);
  });

  it('a limit of nothing is due when the work starts', () => {
    expect(shown(due(shaxian, at('2026-11-23 12:00'), 0).dueAt)).toBe('2026-11-23 14:30');
  });

  it.each([-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY])('%d is no limit', (budget) => {
    expect(() => due(shaxian, at('2026-11-23 09:00'), budget)).toThrow(RangeError);
  });

  it('an instant is whole milliseconds', () => {
    expect(() => opening(shaxian, 0.5 + at('2026-11-23 09:00'))).toThrow(RangeError);
    expect(() => elapsed(shaxian, at('2026-11-23 09:00'), Number.NaN)).toThrow(RangeError);
  });
});

describe('the explanation', () => {
  it('lists the windows used with the part of each that counts', () => {
    const { windows, dueAt } = explainDue(shaxian, at('2026-09-30 16:00'), minutes(240));
    expect(shown(dueAt)).toBe('2026-10-08 10:00');
    expect(
      windows.map((w) => [w.date, shown(w.opensAt), shown(w.closesAt), shown(w.from), shown(w.to), w.millis]),
    ).toEqual([
      ['2026-09-30', '2026-09-30 15:00', '2026-09-30 18:00', '2026-09-30 16:00', '2026-09-30 18:00', minutes(120)],
      ['2026-10-08', '2026-10-08 08:00', '2026-10-08 12:00', '2026-10-08 08:00', '2026-10-08 10:00', minutes(120)],
    ]);
  });

  it('is empty for a limit of nothing and for no time', () => {
    expect(explainDue(shaxian, at('2026-11-23 09:00'), 0).windows).toEqual([]);
    expect(explainElapsed(shaxian, at('2026-11-23 12:00'), at('2026-11-23 14:30')).windows).toEqual([]);
    expect(explainElapsed(shaxian, at('2026-11-24 09:00'), at('2026-11-23 09:00'))).toMatchObject({
      millis: 0,
      windows: [],
    });
  });

  it('sums up to the answer it explains, pauses left out', () => {
    const spans = fc.record({ from: instants, length: fc.integer({ min: 0, max: 3 * 86_400_000 }) });
    fc.assert(
      fc.property(instants, budgets, fc.array(spans, { maxLength: 4 }), (from, budget, found) => {
        const limit = explainDue(shaxian, from, budget);
        expect(sum(limit.windows)).toBe(budget);
        const pauses = found.map((p) => ({ from: p.from, to: p.from + p.length }));
        const measured = explainElapsed(shaxian, from, limit.dueAt, pauses);
        expect(sum(measured.windows)).toBe(measured.millis);
        expect(measured.millis).toBeLessThanOrEqual(budget);
      }),
    );
  });
});

describe('pauses between', () => {
  it('count once where they overlap and not at all outside', () => {
    const [from, to] = [at('2026-11-23 08:00'), at('2026-11-23 12:00')];
    const pause = (a: string, b: string) => ({ from: at(`2026-11-23 ${a}`), to: at(`2026-11-23 ${b}`) });
    const used = elapsed(shaxian, from, to, [
      pause('11:30', '15:00'),
      pause('09:00', '10:00'),
      pause('09:30', '10:30'),
      pause('06:00', '07:00'),
    ]);
    expect(used.millis).toBe(minutes(120));
  });

  it('do not end before they begin', () => {
    const [from, to] = [at('2026-11-23 08:00'), at('2026-11-23 12:00')];
    expect(() => elapsed(shaxian, from, to, [{ from: to, to: from }])).toThrow(RangeError);
  });
});

describe('due and elapsed', () => {
  it('are inverse: exactly the limit lies between start and end', () => {
    fc.assert(
      fc.property(instants, budgets, (from, budget) => {
        const { startAt, dueAt } = due(shaxian, from, budget);
        expect(elapsed(shaxian, from, dueAt).millis).toBe(budget);
        expect(elapsed(shaxian, startAt, dueAt).millis).toBe(budget);
        if (budget > 0) expect(elapsed(shaxian, from, dueAt - 1).millis).toBe(budget - 1);
      }),
      { numRuns: 1000 },
    );
  });

  it('are inverse the other way: the time measured is due when it was reached, never later', () => {
    fc.assert(
      fc.property(instants, fc.integer({ min: 0, max: 30 * 86_400_000 }), (from, length) => {
        const { millis } = elapsed(shaxian, from, from + length);
        const { startAt, dueAt } = due(shaxian, from, millis);
        expect(dueAt).toBeLessThanOrEqual(Math.max(from + length, startAt));
        expect(elapsed(shaxian, dueAt, Math.max(dueAt, from + length)).millis).toBe(0);
      }),
      { numRuns: 1000 },
    );
  });

  it('measure parts that add up to the whole, none of them negative', () => {
    fc.assert(
      fc.property(fc.tuple(instants, instants, instants), (found) => {
        const [a, b, c] = found.toSorted((x, y) => x - y) as [number, number, number];
        const [ab, bc, ac] = [elapsed(shaxian, a, b), elapsed(shaxian, b, c), elapsed(shaxian, a, c)];
        expect(ab.millis + bc.millis).toBe(ac.millis);
        expect(Math.min(ab.millis, bc.millis, elapsed(shaxian, c, a).millis)).toBeGreaterThanOrEqual(0);
        expect(ac.millis).toBeLessThanOrEqual(c - a);
      }),
      { numRuns: 1000 },
    );
  });

  it('never let a larger limit end earlier, nor a later start', () => {
    fc.assert(
      fc.property(instants, instants, budgets, budgets, (a, b, x, y) => {
        const [early, late, small, large] = [Math.min(a, b), Math.max(a, b), Math.min(x, y), Math.max(x, y)];
        const first = due(shaxian, early, small).dueAt;
        expect(due(shaxian, early, large).dueAt).toBeGreaterThanOrEqual(first);
        expect(due(shaxian, late, small).dueAt).toBeGreaterThanOrEqual(first);
      }),
    );
  });
});

describe('against a count minute by minute', () => {
  it('agrees on every half hour of the three years, for hours begin and end on one', () => {
    const half = minutes(30);
    const wrong: string[] = [];
    for (let from = at('2025-01-01 00:00'); from < at('2027-12-31 23:30'); from += half)
      if (elapsed(shaxian, from, from + half).millis !== (isOfficeMinute(from / 60_000) ? half : 0))
        wrong.push(shown(from));
    expect(wrong).toEqual([]);
  });

  it('agrees on any stretch of three weeks', () => {
    const minute = fc.integer({ min: at('2025-01-01 00:00') / 60_000, max: at('2027-12-10 00:00') / 60_000 });
    fc.assert(
      fc.property(minute, fc.integer({ min: 0, max: 21 * 1440 }), (from, length) => {
        let counted = 0;
        for (let m = from; m < from + length; m++) if (isOfficeMinute(m)) counted++;
        expect(elapsed(shaxian, from * 60_000, (from + length) * 60_000).millis).toBe(minutes(counted));
      }),
      { numRuns: 60 },
    );
  });
});

const sum = (windows: readonly { readonly millis: number }[]): number => windows.reduce((s, w) => s + w.millis, 0);

/** Written from the notices day by day and knowing nothing of the library's data, as a second opinion. */
const off = new Set(
  [
    '2025-01-01 2025-01-28 2025-01-29 2025-01-30 2025-01-31 2025-02-03 2025-02-04 2025-04-04 2025-05-01 2025-05-02',
    '2025-05-05 2025-06-02 2025-10-01 2025-10-02 2025-10-03 2025-10-06 2025-10-07 2025-10-08',
    '2026-01-01 2026-01-02 2026-02-16 2026-02-17 2026-02-18 2026-02-19 2026-02-20 2026-02-23 2026-04-06 2026-05-01',
    '2026-05-04 2026-05-05 2026-06-19 2026-09-25 2026-10-01 2026-10-02 2026-10-05 2026-10-06 2026-10-07',
    '2027-01-01 2027-02-05 2027-02-08 2027-04-05 2027-06-09 2027-09-15 2027-10-01',
  ].flatMap((line) => line.split(' ')),
);
const worked = new Set(
  [
    '2025-01-26 2025-02-08 2025-04-27 2025-09-28 2025-10-11',
    '2026-01-04 2026-02-14 2026-02-28 2026-05-09 2026-09-20 2026-10-10',
  ].flatMap((line) => line.split(' ')),
);

function isOfficeMinute(epochMinute: number): boolean {
  const local = new Date((epochMinute + 480) * 60_000);
  const date = local.toISOString().slice(0, 10);
  const weekend = local.getUTCDay() === 0 || local.getUTCDay() === 6;
  if (off.has(date) || (weekend && !worked.has(date))) return false;
  const minute = local.getUTCHours() * 60 + local.getUTCMinutes();
  const summer = local.getUTCMonth() >= 5 && local.getUTCMonth() <= 8;
  const [opens, closes] = summer ? [15 * 60, 18 * 60] : [14 * 60 + 30, 17 * 60 + 30];
  return (minute >= 480 && minute < 720) || (minute >= opens && minute < closes);
}
