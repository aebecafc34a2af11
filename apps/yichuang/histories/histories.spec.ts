import { describe, expect, it } from '@jest/globals';
import { catalogue, catalogueDecider } from '@yichuang/matters';
import { marketRegulation } from '@yichuang/market-regulation';
import { tax } from '@yichuang/tax';
import fc from 'fast-check';
import { calendars } from './calendars.fixture.js';
import { histories } from './moves.fixture.js';
import { play, Tally } from './play.fixture.js';

/**
 * The whole matter under chance: the case, the desks of six departments, the stream between them, the outside, the clock, and
 * people of every kind who do what they should and what they should not, in any order.
 */

const RUNS = 10_000;
const PARTS = 10;
const PART_MILLIS_MAX = 240_000;

/** What must have happened at least so often in all of them: an invariant over events that never happen says nothing. */
const OFTEN = 5;

const tally = new Tally();

const seldom = (counted: ReadonlyMap<string, number>, wanted: readonly string[]): readonly string[] =>
  wanted.flatMap((what) => {
    const times = [...counted].reduce((sum, [key, count]) => (key.split(' ').at(-1) === what ? sum + count : sum), 0);
    return times < OFTEN ? [`${what}: ${String(times)}`] : [];
  });

const typesAt = ({ desks }: typeof tax): readonly string[] =>
  desks.flatMap(({ decider }) => Object.keys((decider as { readonly evolve: object }).evolve));

describe('in any history of a case and of those who work on it', () => {
  it.each(Array.from({ length: PARTS }, (_, part) => part + 1))(
    'each minute is somebody’s, each act was his to do, and nothing is left lying (part %i)',
    () => {
      fc.assert(
        fc.property(histories, (history) => {
          play(history, tally);
        }),
        { numRuns: RUNS / PARTS },
      );
    },
    PART_MILLIS_MAX,
  );

  it('everything that can happen to a case did', () => {
    const types = Object.keys(catalogueDecider(catalogue, calendars.shipped).evolve);
    expect(seldom(tally.events, types)).toEqual([]);
  });

  it('officers did everything that officers do', () => {
    const ofOfficers = typesAt(tax).filter((type) => typesAt(marketRegulation).includes(type));
    expect(ofOfficers).toContain('OfficerRuled');
    expect(seldom(tally.events, ofOfficers)).toEqual([]);
  });

  it('and whoever should not was turned away, for each of the reasons there are', () => {
    const reasons = ['NOT_PERMITTED', 'DUTIES_NOT_SEPARATE', 'CLAIMED_BY_ANOTHER', 'CASE_ENDED'];
    expect(seldom(tally.refusals, reasons)).toEqual([]);
  });
});
