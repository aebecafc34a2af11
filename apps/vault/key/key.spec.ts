import { describe, expect, it } from '@jest/globals';
import { decide, fold } from '@yichuang/kernel';
import { storyOf } from '@yichuang/testing';
import fc from 'fast-check';
import { endOfTerm } from '../retention.js';
import { keyDesk, printOf, viewOf } from './desk.js';
import { key, type KeyCommand, type KeyEvent } from './key.js';

const make = (print: string, at = 1): KeyCommand => ({ type: 'MakeKey', at, print, to: 'gateway', wrapped: null });
const grant = (to: string, section = to, at = 2): KeyCommand => ({ type: 'GrantKey', at, section, to });
const ended = (term: number | null, at = 3): KeyCommand => ({ type: 'EndCase', at, term, retention: 'r' });
const hold = (reason: string, at = 4): KeyCommand => ({ type: 'PlaceHold', at, reason });
const lift = (reason: string, at = 5): KeyCommand => ({ type: 'LiftHold', at, reason });
const destroy = (at: number): KeyCommand => ({ type: 'DestroyKey', at, by: 'request', reason: 'asked' });
const { played: play } = storyOf(key);
const typesOf = (commands: readonly KeyCommand[]) => play(commands).events.map(({ type }) => type);

describe('the key of a case', () => {
  it('is made once; whoever makes it again gets the first one', () => {
    const { events } = play([make('first'), make('second', 5)]);
    expect(events).toEqual([{ type: 'KeyMade', at: 1, print: 'first', to: 'gateway' }]);
    expect(fold(key, events).print).toBe('first');
  });

  it('is not granted before it is made', () => {
    expect(play([grant('tax')])).toEqual({ state: key.initial, events: [], rejections: ['NO_KEY'] });
  });

  it('is granted to a department for its own section only', () => {
    expect(play([make('k'), grant('tax', 'seal')]).rejections).toEqual(['NOT_YOUR_SECTION']);
  });

  it('is recorded each time it is handed out, the second time too', () => {
    const { events } = play([make('k'), grant('tax'), grant('tax', 'tax', 9), grant('seal')]);
    expect(events.slice(1)).toEqual([
      { type: 'KeyGranted', at: 2, section: 'tax', to: 'tax' },
      { type: 'KeyGranted', at: 9, section: 'tax', to: 'tax' },
      { type: 'KeyGranted', at: 2, section: 'seal', to: 'seal' },
    ]);
  });

  it('stands in no event: only its print does', () => {
    const wrapped = Buffer.from('the wrapped key');
    const { events } = play([{ ...make(printOf(wrapped)), wrapped } as KeyCommand]);
    expect(JSON.stringify(events)).not.toContain(wrapped.toString('base64'));
    expect(keyDesk.secret?.of({ ...make('k'), wrapped } as KeyCommand)).toBe(wrapped);
    expect(() => keyDesk.secret?.of(grant('tax'))).toThrow('brings no key');
  });

  it('answers the maker and the receiver with its print, through no door that HTTP could open', () => {
    const state = fold(key, play([make('k')]).events);
    for (const name of ['make', 'grant']) {
      const door = keyDesk.doors?.[name];
      expect(door?.answer?.(state)).toEqual({ print: 'k' });
      for (const body of [undefined, null, {}, { to: 'tax' }]) expect(door?.schema.safeParse(body).success).toBe(false);
    }
  });

  it('is private: nothing of it is on the stream', () => {
    expect(keyDesk.audience).toEqual({});
  });
});

describe('keeping and destroying it', () => {
  const rejectionsOf = (...commands: readonly KeyCommand[]) => play(commands).rejections;

  it('is kept while the case goes on', () => {
    expect(rejectionsOf(make('k'), destroy(9e15))).toEqual(['LEGAL_HOLD']);
  });

  it('is kept for the archive of a registered company, whoever asks and however late', () => {
    expect(rejectionsOf(make('k'), ended(null), destroy(9e15))).toEqual(['LEGAL_HOLD']);
    expect(keyDesk.timers?.(fold(key, play([make('k'), ended(null)]).events))).toEqual({});
  });

  it('is kept until the term of a case without a company is over, and destroyed by the timer then', () => {
    expect(rejectionsOf(make('k'), ended(1_000), destroy(999))).toEqual(['LEGAL_HOLD']);
    const state = fold(key, play([make('k'), ended(1_000)]).events);
    expect(keyDesk.timers?.(state)).toEqual({ term: 1_000 });
    const fired = keyDesk.fires?.('term', 1_000, 1_000) as KeyCommand;
    expect(decide(key, fired, state)).toMatchObject({
      kind: 'decided',
      events: [{ type: 'KeyDestroyed', by: 'term' }],
    });
  });

  it('is destroyed with a draft that was never a case: nothing is left to keep', () => {
    for (const type of ['DraftDeleted', 'DraftExpired']) {
      const heard = { type, source: 'orchestrator', caseId: 'c', at: 7, now: 9, body: {}, sealed: undefined };
      const state = fold(key, play([make('k'), keyDesk.hears[type]?.command(heard, null) as KeyCommand]).events);
      expect(keyDesk.timers?.(state)).toEqual({ term: 7 });
      expect(decide(key, keyDesk.fires?.('term', 7, 9) as KeyCommand, state)).toMatchObject({
        events: [{ type: 'KeyDestroyed', by: 'term' }],
      });
    }
  });

  it('is kept while somebody holds it, and the timer stands again once the last hold is lifted', () => {
    const held = [make('k'), ended(10), hold('lawsuit'), hold('inquiry'), lift('lawsuit')];
    expect(rejectionsOf(...held, destroy(99))).toEqual(['LEGAL_HOLD']);
    expect(keyDesk.timers?.(fold(key, play(held).events))).toEqual({});
    expect(keyDesk.timers?.(fold(key, play([...held, lift('inquiry')]).events))).toEqual({ term: 10 });
  });

  it('is gone for ever: nobody gets it, makes it anew, holds it or destroys it twice', () => {
    const gone = [make('k'), ended(10), destroy(10)];
    expect(typesOf([...gone, destroy(11)])).toEqual(['KeyMade', 'KeyTermSet', 'KeyDestroyed']);
    expect(rejectionsOf(...gone, grant('tax'), make('n'), hold('late'))).toEqual(Array(3).fill('KEY_DESTROYED'));
    const state = fold(key, play(gone).events);
    expect(keyDesk.secret?.print(state)).toBeNull();
    expect(viewOf(state)).toEqual({ state: 'destroyed', keptFor: 10, holds: [], destroyedAt: 10 });
  });

  it('says of a case without a key that there is none, and has nothing to keep when it ends', () => {
    expect(rejectionsOf(ended(5), hold('x'), destroy(9))).toEqual(['NO_KEY', 'NO_KEY']);
    expect(viewOf(key.initial).state).toBe('none');
  });

  it('takes the first end of a case: the same news again changes nothing', () => {
    expect(typesOf([make('k'), ended(10), ended(null), ended(20)])).toEqual(['KeyMade', 'KeyTermSet']);
  });

  it.each([
    ['2026-11-23T09:00:00+08:00', '2028-11-24T00:00:00+08:00'],
    ['2026-11-23T23:59:59+08:00', '2028-11-24T00:00:00+08:00'],
    ['2028-02-29T12:00:00+08:00', '2030-03-01T00:00:00+08:00'],
  ])('ends a term of two years that begins at %s at %s (民法典 a.200–203)', (from, until) => {
    expect(endOfTerm(Date.parse(from), 2)).toBe(Date.parse(until));
  });
});

describe('any history of a key', () => {
  const reason = fc.constantFrom('lawsuit', 'inquiry');
  const at = fc.nat({ max: 1_000 });
  const department = fc.constantFrom('tax', 'seal');
  const command: fc.Arbitrary<KeyCommand> = fc.oneof(
    fc.tuple(fc.string(), at).map(([print, when]) => make(print, when)),
    fc.tuple(department, department, at).map(([to, section, when]) => grant(to, section, when)),
    fc.tuple(fc.option(fc.nat({ max: 1_000 })), at).map(([term, when]) => ended(term, when)),
    fc.tuple(reason, at).map(([why, when]) => hold(why, when)),
    fc.tuple(reason, at).map(([why, when]) => lift(why, when)),
    at.map(destroy),
  );
  const histories = fc.array(command, { maxLength: 25 });

  it('can be decided again event by event', () => {
    fc.assert(
      fc.property(histories, (commands) => {
        const { events } = play(commands);
        events.forEach((event, index) => {
          const before = fold(key, events.slice(0, index));
          expect(decide(key, keyDesk.recall([event], before), before)).toEqual({ kind: 'decided', events: [event] });
        });
      }),
    );
  });

  it('makes one key, destroys it once and only when nothing keeps it, and hands none out afterwards', () => {
    fc.assert(
      fc.property(histories, (commands) => {
        const { events } = play(commands);
        const count = (type: KeyEvent['type']) => events.filter((event) => event.type === type).length;
        expect(count('KeyMade')).toBeLessThanOrEqual(1);
        expect(count('KeyDestroyed')).toBeLessThanOrEqual(1);
        const end = events.findIndex(({ type }) => type === 'KeyDestroyed');
        if (end < 0) return;
        const before = fold(key, events.slice(0, end));
        expect(before.holds).toEqual([]);
        expect(before.keptFor).toEqual(expect.any(Number));
        expect(events[end]?.at).toBeGreaterThanOrEqual(before.keptFor as number);
        expect(events.slice(end + 1).map(({ type }) => type)).toEqual([]);
      }),
    );
  });

  it('adds nothing when a command that does not hand the key out is decided twice', () => {
    fc.assert(
      fc.property(histories, command, (commands, once) => {
        fc.pre(once.type !== 'GrantKey');
        expect(play([...commands, once, once]).events).toEqual(play([...commands, once]).events);
      }),
    );
  });
});
