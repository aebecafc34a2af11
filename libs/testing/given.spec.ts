import { describe, expect, it } from '@jest/globals';
import { alreadySo, decided, rejected, text, type Decider } from '@yichuang/kernel';
import fc from 'fast-check';
import { holdsInAnyHistory, storyOf } from './given.js';

/** A lamp that is lit to a strength; brighter than 3 it cannot be. */
interface Light {
  readonly type: 'Light';
  readonly strength: number;
}
interface Lit {
  readonly type: 'Lit';
  readonly strength: number;
}

const lamp: Decider<Light, number, Lit> = {
  initial: 0,
  decide: {
    Light: ({ strength }, state) => {
      if (strength > 3) return rejected('TOO_BRIGHT', text('太亮', 'too bright'));
      return strength === state ? alreadySo : decided({ type: 'Lit', strength });
    },
  },
  evolve: { Lit: (_state, { strength }) => strength },
};
const light = (strength: number): Light => ({ type: 'Light', strength });
const command = fc.integer({ min: 0, max: 3 }).map(light);
const recall = ([event]: readonly Lit[]): Light => light(event?.strength ?? 0);

describe('a story of one decider', () => {
  const { given, after, played } = storyOf(lamp);

  it('tells what a command makes after others, and what the state is then', () => {
    expect(given(light(1)).when(light(2))).toEqual([{ type: 'Lit', strength: 2 }]);
    expect(after(light(1), light(2))).toBe(2);
  });

  it('ends at a rejection, unless rejections are what it is about', () => {
    expect(() => given().when(light(4))).toThrow('TOO_BRIGHT');
    expect(played([light(1), light(4)])).toEqual({
      state: 1,
      events: [{ type: 'Lit', strength: 1 }],
      rejections: ['TOO_BRIGHT'],
    });
  });
});

describe('what every desk owes in any history', () => {
  it('is owed by a desk that says no more than it knows', () => {
    expect(() => {
      holdsInAnyHistory({ decider: lamp, recall, command });
    }).not.toThrow();
  });

  it('is broken by a desk that adds something when a command is repeated', () => {
    const forgetful = { ...lamp, decide: { Light: ({ strength }: Light) => decided<Lit>({ type: 'Lit', strength }) } };
    expect(() => {
      holdsInAnyHistory({ decider: forgetful, recall, command });
    }).toThrow(/Property failed/);
  });

  it('is broken by a decision that its events do not tell again', () => {
    expect(() => {
      holdsInAnyHistory({ decider: lamp, recall: () => light(1), command });
    }).toThrow(/Property failed/);
  });

  it('is broken by what does not hold at the end, and only by what can come', () => {
    const then = (state: number): void => {
      if (state === 3) throw new RangeError('at its brightest');
    };
    expect(() => {
      holdsInAnyHistory({ decider: lamp, recall, command, then });
    }).toThrow(/Property failed/);
    expect(() => {
      holdsInAnyHistory({ decider: lamp, recall, command, then, possible: ({ strength }) => strength < 3 });
    }).not.toThrow();
  });

  it('begins with some of the likely way, so that what is rare in any order is met too', () => {
    const seen = new Set<number>();
    const likely = [light(1), light(2), light(3)];
    const then = (state: number): void => void seen.add(state);
    holdsInAnyHistory({ decider: lamp, recall, command: fc.constant(light(0)), likely, then, lengthMax: 0 });
    expect([...seen].sort()).toEqual([0, 1, 2, 3]);
  });
});
