import { describe, expect, it } from '@jest/globals';
import { decide, fold } from '@yichuang/kernel';
import { storyOf } from '@yichuang/testing';
import fc from 'fast-check';
import { keyDesk } from './desk.js';
import { key, type KeyCommand } from './key.js';

const make = (wrapped: string, at = 1): KeyCommand => ({ type: 'MakeKey', at, wrapped, to: 'gateway' });
const grant = (to: string, section = to, at = 2): KeyCommand => ({ type: 'GrantKey', at, section, to });

const { played: play } = storyOf(key);

describe('the key of a case', () => {
  it('is made once; whoever makes it again gets the first one', () => {
    const { events } = play([make('first'), make('second', 5)]);
    expect(events).toEqual([{ type: 'KeyMade', at: 1, wrapped: 'first', to: 'gateway' }]);
    expect(fold(key, events).wrapped).toBe('first');
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

  it('answers the maker and the receiver with the key that stands, through no door that HTTP could open', () => {
    const state = fold(key, play([make('k')]).events);
    for (const door of Object.values(keyDesk.doors ?? {})) {
      expect(door.answer?.(state)).toEqual({ wrapped: 'k' });
      for (const body of [undefined, null, {}, { to: 'tax' }]) expect(door.schema.safeParse(body).success).toBe(false);
    }
    expect(Object.keys(keyDesk.doors ?? {})).toEqual(['make', 'grant']);
  });

  it('is private: nothing of it is on the stream', () => {
    expect(keyDesk.audience).toEqual({});
  });

  it('stays what it was, and every decision can be made again, in any order of commands', () => {
    const command = fc.oneof(
      fc.record({ wrapped: fc.string(), at: fc.nat() }).map(({ wrapped, at }) => make(wrapped, at)),
      fc
        .record({ to: fc.constantFrom('tax', 'seal'), section: fc.constantFrom('tax', 'seal'), at: fc.nat() })
        .map(({ to, section, at }) => grant(to, section, at)),
    );
    fc.assert(
      fc.property(fc.array(command, { maxLength: 20 }), (commands) => {
        const { events } = play(commands);
        events.forEach((event, index) => {
          const before = fold(key, events.slice(0, index));
          expect(decide(key, keyDesk.recall([event], before), before)).toEqual({ kind: 'decided', events: [event] });
        });
        const made = events.filter(({ type }) => type === 'KeyMade');
        expect(made.length).toBe(events.length === 0 ? 0 : 1);
      }),
    );
  });
});
