import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  act,
  clock,
  defaultCalendar,
  due,
  elapsed,
  extendReasons,
  isOpen,
  minutes,
  pauseReasons,
  remainingAt,
  reprojectReasons,
  restartReasons,
  startReasons,
  stateAt,
  stopReasons,
  thresholdAt,
  usedAt,
  voidReasons,
  type Clock,
  type ClockAct,
} from './index.js';
import { at } from './testing-instants.js';

const calendars = [defaultCalendar('350405'), defaultCalendar('350400')] as const;
const shaxian = calendars[0];
const keys = <K extends string>(table: Readonly<Record<K, unknown>>) => fc.constantFrom(...(Object.keys(table) as K[]));

/** Mostly minutes apart, so that acts meet in one window; sometimes days, nothing at all, or backwards. */
const step = fc.oneof(
  fc.integer({ min: 0, max: minutes(120) }),
  fc.constantFrom(0, minutes(1), minutes(240), 86_400_000, 10 * 86_400_000, -1, -minutes(30)),
);
const people = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 3 });
type Drawn = { readonly step: number; readonly make: (at: number) => ClockAct };
const make = fc.oneof(
  keys(startReasons).map((reason) => (at: number): ClockAct => ({ type: 'start', at, reason })),
  fc
    .tuple(keys(pauseReasons), people)
    .map(([reason, by]) => (at: number): ClockAct => ({ type: 'pause', at, reason, by })),
  keys(pauseReasons).map((reason) => (at: number): ClockAct => ({ type: 'resume', at, reason })),
  fc
    .constantFrom('CORRECTION' as const)
    .chain((reason) =>
      fc
        .constantFrom('pause' as const, 'resume' as const)
        .map((type) => (at: number): ClockAct => ({ type, at, reason })),
    ),
  keys(restartReasons).map((reason) => (at: number): ClockAct => ({ type: 'restart', at, reason })),
  fc
    .tuple(keys(extendReasons), fc.integer({ min: 1, max: minutes(300) }))
    .map(([reason, millis]) => (at: number): ClockAct => ({ type: 'extend', at, reason, millis })),
  keys(reprojectReasons).map((reason) => (at: number): ClockAct => ({ type: 'reproject', at, reason })),
  keys(stopReasons).map((reason) => (at: number): ClockAct => ({ type: 'stop', at, reason })),
  keys(voidReasons).map((reason) => (at: number): ClockAct => ({ type: 'void', at, reason })),
);
const drawn: fc.Arbitrary<Drawn> = fc.record({ step, make });
const begin = fc.integer({ min: at('2025-03-01 00:00'), max: at('2026-12-31 23:59') });
const terms = fc.integer({ min: 0, max: minutes(600) });

describe('a clock under any order of acts', () => {
  it('rejects each act or keeps what holds of every clock', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(begin, terms, fc.array(drawn, { maxLength: 14 }), (first, term, acts) => {
        let [now, state] = [first, clock(term) as Clock];
        for (const next of [{ step: 0, make: startAct }, ...acts].slice(acts.length % 5 === 0 ? 1 : 0)) {
          now += next.step;
          const before = JSON.stringify(state);
          const result = act(shaxian, state, next.make(now));
          expect(JSON.stringify(state)).toBe(before);
          seen.add(result.kind === 'rejection' ? result.code : `${String(result.last?.type)} ${result.state}`);
          if (result.kind === 'rejection') continue;
          state = result;
          holds(state, now);
        }
      }),
      { numRuns: 1000 },
    );
    // The histories drawn do reach every state and every ordinary act: the property is not empty.
    expect([...seen]).toEqual(
      expect.arrayContaining([
        'start RUNNING',
        'pause PAUSED',
        'resume RUNNING',
        'resume PAUSED',
        'restart RUNNING',
        'extend RUNNING',
        'extend PAUSED',
        'stop MET',
        'stop BREACHED',
        'void VOID',
        'CLOCK_BACKWARDS',
        'CLOCK_CLOSED',
        'CLOCK_HELD_ALREADY',
        'CLOCK_USED_UP',
      ]),
    );
  });

  const startAct = (when: number): ClockAct => ({ type: 'start', at: when, reason: 'ACCEPTED' });

  function holds(state: Clock, now: number): void {
    expect(JSON.parse(JSON.stringify(state))).toEqual(state);
    const used = usedAt(shaxian, state, now);
    expect(used).toBeGreaterThanOrEqual(0);
    expect(remainingAt(shaxian, state, now) + used).toBe(state.budgetMillis);
    expect(state.usedMillis).toBe(state.runs.reduce((sum, run) => sum + run.millis, 0));
    state.runs.forEach((run, i) => {
      expect(run.to).toBeGreaterThanOrEqual(run.from);
      expect(run.from).toBeGreaterThanOrEqual(i === 0 ? (state.begunAt ?? 0) : (state.runs[i - 1]?.to ?? 0));
      expect(run.millis).toBe(elapsed(shaxian, run.from, run.to).millis);
    });
    const grown = state.extensions.reduce((sum, e) => sum + e.millis, 0);
    expect(state.budgetMillis).toBeGreaterThanOrEqual(grown);
    if (state.state === 'RUNNING') running(state, now);
    if (state.state === 'PAUSED') {
      expect(state.dueAt).toBeNull();
      expect(new Set(state.holds.map((h) => h.reason)).size).toBe(state.holds.length);
      expect(state.holds.length).toBeGreaterThan(0);
      expect(usedAt(shaxian, state, now + 30 * 86_400_000)).toBe(state.usedMillis);
    }
    if (state.state === 'MET' || state.state === 'BREACHED') {
      expect(state.state).toBe(state.usedMillis <= state.budgetMillis ? 'MET' : 'BREACHED');
      expect(usedAt(shaxian, state, now + 30 * 86_400_000)).toBe(state.usedMillis);
    }
    if (!isOpen(state) && state.state !== 'NOT_STARTED') expect(state.stoppedAt).toBe(now);
  }

  function running(state: Extract<Clock, { state: 'RUNNING' }>, now: number): void {
    expect(usedAt(shaxian, state, state.dueAt)).toBe(state.budgetMillis);
    expect(stateAt(shaxian, state, Math.max(now, state.dueAt))).toBe(
      usedAt(shaxian, state, Math.max(now, state.dueAt)) > state.budgetMillis ? 'BREACHED' : 'RUNNING',
    );
    expect(thresholdAt(shaxian, state, { share: 1 })).toBe(state.dueAt);
    const half = thresholdAt(shaxian, state, { share: 0.5 }) as number;
    expect(usedAt(shaxian, state, half)).toBe(Math.round(state.budgetMillis / 2));
    expect(half).toBeLessThanOrEqual(state.dueAt);
  }
});

describe('a pause', () => {
  it('keeps the remaining term whenever it falls and however long it lasts, in every hall', () => {
    const length = fc.integer({ min: 0, max: 60 * 86_400_000 });
    fc.assert(
      fc.property(fc.constantFrom(...calendars), begin, terms, length, length, (calendar, from, term, runs, rests) => {
        const taken = (state: Clock, next: ClockAct) => act(calendar, state, next) as Clock;
        const started = taken(clock(term), { type: 'start', at: from, reason: 'ACCEPTED' });
        const paused = taken(started, { type: 'pause', at: from + runs, reason: 'APPLICANT' });
        const resumed = taken(paused, { type: 'resume', at: from + runs + rests, reason: 'APPLICANT' });
        const left = remainingAt(calendar, started, from + runs);
        expect(remainingAt(calendar, paused, from + runs + rests)).toBe(left);
        expect(remainingAt(calendar, resumed, from + runs + rests)).toBe(left);
        if (left >= 0) expect(resumed.dueAt).toBe(due(calendar, from + runs + rests, left).dueAt);
        else expect(resumed.dueAt).toBe(started.dueAt);
      }),
      { numRuns: 500 },
    );
  });

  it('of no length changes nothing that is due', () => {
    fc.assert(
      fc.property(begin, terms, fc.integer({ min: 0, max: 5 * 86_400_000 }), (from, term, after) => {
        const taken = (state: Clock, next: ClockAct) => act(shaxian, state, next) as Clock;
        const started = taken(clock(term), { type: 'start', at: from, reason: 'ACCEPTED' });
        const paused = taken(started, { type: 'pause', at: from + after, reason: 'TESTING' });
        const resumed = taken(paused, { type: 'resume', at: from + after, reason: 'TESTING' });
        const [was, is] = [started.dueAt as number, resumed.dueAt as number];
        expect(elapsed(shaxian, Math.min(was, is), Math.max(was, is)).millis).toBe(0);
      }),
    );
  });
});
