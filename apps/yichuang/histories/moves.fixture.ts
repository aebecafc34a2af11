import fc from 'fast-check';
import { applyings, OWING, PEOPLE_NEEDED } from './applications.fixture.js';

/** A random history as small numbers: what is handed in, and what happens next. */

/** What makes no sense just now falls back to something that does, or to nothing. */
export interface Move {
  readonly kind: 'go-on' | 'rest' | 'wait' | 'act' | 'wrong' | 'again' | 'silent' | 'calendar';
  /** How much of it. */
  readonly much: number;
  /** Which of what is possible. */
  readonly which: number;
}

/** How far the machines have come when a history begins, and whether the sources outside had spoken to them. */
export type Beginning = 'nothing' | 'pre-checked' | 'unheard';

/** What is looked at when it is over, beside what always is: these take their time. */
export type Look = 'minutes on the way' | 'minutes' | 'again';

export interface History {
  readonly form: number;
  /** Hour and day at which it is handed in. */
  readonly start: number;
  readonly owner: number;
  readonly from: Beginning;
  /** Another application of the same person beside it, by its form; `null`: none. */
  readonly second: number | null;
  readonly moves: readonly Move[];
  readonly look: Look;
}

const oneOf = <T>(...of: readonly (readonly [number, T])[]): fc.Arbitrary<T> =>
  fc.oneof(...of.map(([weight, value]) => ({ weight, arbitrary: fc.constant(value) })));

const kinds = oneOf<Move['kind']>(
  [30, 'go-on'],
  [34, 'act'],
  [12, 'wait'],
  [10, 'wrong'],
  [5, 'rest'],
  [4, 'again'],
  [4, 'silent'],
  [1, 'calendar'],
);
const WHICH_MAX = 2 ** 30;
const moves = fc.array(fc.record({ kind: kinds, much: fc.nat(40), which: fc.nat(WHICH_MAX) }), {
  minLength: 5,
  maxLength: 50,
  size: 'max',
});

const anyForm = fc.nat(applyings.length - 1);
/** Those that lead furthest come oftenest; the plain one is what a history shrinks to. */
const forms = fc.oneof(
  { weight: 4, arbitrary: fc.nat(1) },
  { weight: 3, arbitrary: fc.constant(OWING) },
  { weight: 6, arbitrary: fc.nat(PEOPLE_NEEDED) },
  { weight: 4, arbitrary: anyForm },
);

export const histories: fc.Arbitrary<History> = fc.record({
  form: forms,
  start: fc.nat(5),
  owner: oneOf([8, 0], [1, 1]),
  from: oneOf<Beginning>([6, 'pre-checked'], [3, 'unheard'], [2, 'nothing']),
  second: fc.oneof({ weight: 11, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: forms }),
  moves,
  look: oneOf<Look>([2, 'minutes'], [1, 'minutes on the way'], [1, 'again']),
});
