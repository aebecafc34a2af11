import { alreadySo, decided, examine, fail, pass, rejected, text, type Decider, type Rule } from '@yichuang/kernel';

/** The one desk of the toy department: a child wishes for a toy, a maker makes it. No law but one rule. */
export interface MakeWish {
  readonly type: 'MakeWish';
  readonly at: number;
  readonly size: number;
}
export interface TakeToy {
  readonly type: 'TakeToy';
  readonly at: number;
  readonly serial: number;
}
export interface TakeBack {
  readonly type: 'TakeBack';
  readonly at: number;
}
export type WishCommand = MakeWish | TakeToy | TakeBack;

export interface WishTaken {
  readonly type: 'WishTaken';
  readonly at: number;
  readonly size: number;
}
export interface WishRefused {
  readonly type: 'WishRefused';
  readonly at: number;
  readonly size: number;
  readonly rules: readonly string[];
}
export interface ToyMade {
  readonly type: 'ToyMade';
  readonly at: number;
  readonly serial: number;
}
export interface WishTakenBack {
  readonly type: 'WishTakenBack';
  readonly at: number;
}
export type WishEvent = WishTaken | WishRefused | ToyMade | WishTakenBack;

export type WishState =
  | { readonly status: 'none' }
  | { readonly status: 'wished' | 'refused' | 'taken-back'; readonly size: number }
  | { readonly status: 'made'; readonly size: number; readonly serial: number };

const SIZE_MAX = 3;

const fitsUnderTheBed: Rule<{ readonly size: number }> = {
  id: 'R-TOY-01',
  article: 'house rule 1',
  code: 'TOO_BIG',
  text: text('玩具要放得进床底', 'a toy fits under the bed'),
  phase: 'substance',
  disposal: 'block',
  test: ({ size }) => (size <= SIZE_MAX ? pass({ size }) : fail('/size', { size })),
};

const sizeOf = (state: WishState): number => (state.status === 'none' ? 0 : state.size);

export const wish: Decider<WishCommand, WishState, WishEvent> = {
  initial: { status: 'none' },
  decide: {
    MakeWish: ({ at, size }, state) => {
      if (state.status !== 'none') return alreadySo;
      const broken = examine([fitsUnderTheBed], { size }).filter(({ verdict }) => verdict === 'fail');
      return broken.length === 0
        ? decided({ type: 'WishTaken', at, size })
        : decided({ type: 'WishRefused', at, size, rules: broken.map(({ rule }) => rule) });
    },
    TakeToy: ({ at, serial }, state) =>
      state.status === 'wished' ? decided({ type: 'ToyMade', at, serial }) : alreadySo,
    TakeBack: ({ at }, state) => {
      switch (state.status) {
        case 'made':
          return rejected('TOY_MADE', text('玩具已经做好', 'the toy is made already'));
        case 'wished':
          return decided({ type: 'WishTakenBack', at });
        case 'none':
        case 'refused':
        case 'taken-back':
          return alreadySo;
      }
    },
  },
  evolve: {
    WishTaken: (_state, { size }) => ({ status: 'wished', size }),
    WishRefused: (_state, { size }) => ({ status: 'refused', size }),
    ToyMade: (state, { serial }) => ({ status: 'made', size: sizeOf(state), serial }),
    WishTakenBack: (state) => ({ status: 'taken-back', size: sizeOf(state) }),
  },
};

export function recall(events: readonly WishEvent[]): WishCommand {
  const [first] = events;
  switch (first?.type) {
    case 'WishTaken':
    case 'WishRefused':
      return { type: 'MakeWish', at: first.at, size: first.size };
    case 'ToyMade':
      return { type: 'TakeToy', at: first.at, serial: first.serial };
    case 'WishTakenBack':
      return { type: 'TakeBack', at: first.at };
    case undefined:
      throw new TypeError('no decision begins with nothing');
  }
}
