import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { holdsInAnyHistory, storyOf, typesOf } from '../given.js';
import { recall, wish, type WishCommand } from './wish.js';

const { given, after, played } = storyOf(wish);
const make = (size = 2): WishCommand => ({ type: 'MakeWish', at: 1, size });
const made: WishCommand = { type: 'TakeToy', at: 2, serial: 7 };
const back: WishCommand = { type: 'TakeBack', at: 3 };

describe('a wish', () => {
  it('is taken when the toy fits under the bed, and refused by the rule when it does not', () => {
    expect(typesOf(given().when(make(3)))).toEqual(['WishTaken']);
    expect(given().when(make(4))).toEqual([{ type: 'WishRefused', at: 1, size: 4, rules: ['R-TOY-01'] }]);
  });

  it('is taken back until the toy is made', () => {
    expect(after(make(), back).status).toBe('taken-back');
    expect(played([make(), made, back]).rejections).toEqual(['TOY_MADE']);
  });

  it('owes what every desk owes, in any history', () => {
    const command = fc.oneof(fc.integer({ min: 1, max: 5 }).map(make), fc.constantFrom(made, back));
    holdsInAnyHistory({
      decider: wish,
      recall,
      command,
      possible: (one, state) => one.type !== 'TakeBack' || state.status !== 'made',
    });
  });
});
