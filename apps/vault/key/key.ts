import { alreadySo, decided, rejected, text, type Decider, type Rejection } from '@yichuang/kernel';

/**
 * The key of one case: made once, wrapped by the master key, every hand-out recorded; kept as long as the law keeps the
 * case's papers, and then destroyed for ever. The key itself stands in no event: the event holds its print.
 */
export type KeyCommand =
  | {
      readonly type: 'MakeKey';
      readonly at: number;
      readonly print: string;
      readonly to: string;
      /** The wrapped key, kept beside the stream; `null` when it is decided again. */
      readonly wrapped: Uint8Array | null;
    }
  | { readonly type: 'GrantKey'; readonly at: number; readonly section: string; readonly to: string }
  | {
      /** The case ended: with a company, or without one and a term until which its papers are kept. */
      readonly type: 'EndCase';
      readonly at: number;
      readonly term: number | null;
      readonly retention: string;
    }
  | { readonly type: 'PlaceHold'; readonly at: number; readonly reason: string }
  | { readonly type: 'LiftHold'; readonly at: number; readonly reason: string }
  | { readonly type: 'DestroyKey'; readonly at: number; readonly by: 'term' | 'request'; readonly reason: string };

export type KeyEvent =
  /** `print`: SHA-256 of the wrapped key; the maker receives the keys of all sections. */
  | { readonly type: 'KeyMade'; readonly at: number; readonly print: string; readonly to: string }
  | { readonly type: 'KeyGranted'; readonly at: number; readonly section: string; readonly to: string }
  | { readonly type: 'KeyKeptForArchive'; readonly at: number; readonly retention: string }
  | { readonly type: 'KeyTermSet'; readonly at: number; readonly until: number; readonly retention: string }
  | { readonly type: 'HoldPlaced'; readonly at: number; readonly reason: string }
  | { readonly type: 'HoldLifted'; readonly at: number; readonly reason: string }
  | { readonly type: 'KeyDestroyed'; readonly at: number; readonly by: 'term' | 'request'; readonly reason: string };

export interface KeyState {
  /** Of the key that stands; `null` before it is made and after it is destroyed. */
  readonly print: string | null;
  /** `open`: the case goes on; `archive`: the company's life and what comes after; else the end of the term. */
  readonly keptFor: 'open' | 'archive' | number;
  /** Reasons for which somebody holds it: a lawsuit, an inquiry. */
  readonly holds: readonly string[];
  readonly destroyedAt: number | null;
}

export const key: Decider<KeyCommand, KeyState, KeyEvent> = {
  initial: { print: null, keptFor: 'open', holds: [], destroyedAt: null },
  decide: {
    MakeKey: ({ at, print, to }, state) => {
      if (state.destroyedAt !== null) return destroyed;
      return state.print === null ? decided({ type: 'KeyMade', at, print, to }) : alreadySo;
    },
    GrantKey: ({ at, section, to }, state) => {
      if (state.destroyedAt !== null) return destroyed;
      if (state.print === null) return noKey;
      return to === section
        ? decided({ type: 'KeyGranted', at, section, to })
        : rejected('NOT_YOUR_SECTION', text('不是本部门的数据', 'this section belongs to another department'));
    },
    EndCase: ({ at, term, retention }, state) => {
      // a case that never had a key has nothing to keep
      if (state.print === null || state.keptFor !== 'open') return alreadySo;
      return term === null
        ? decided({ type: 'KeyKeptForArchive', at, retention })
        : decided({ type: 'KeyTermSet', at, until: term, retention });
    },
    PlaceHold: ({ at, reason }, state) => {
      if (state.destroyedAt !== null) return destroyed;
      if (state.print === null) return noKey;
      return state.holds.includes(reason) ? alreadySo : decided({ type: 'HoldPlaced', at, reason });
    },
    LiftHold: ({ at, reason }, state) =>
      state.holds.includes(reason) ? decided({ type: 'HoldLifted', at, reason }) : alreadySo,
    DestroyKey: ({ at, by, reason }, state) => {
      if (state.destroyedAt !== null) return alreadySo;
      if (state.print === null) return noKey;
      return legalHold(state, at) ?? decided({ type: 'KeyDestroyed', at, by, reason });
    },
  },
  evolve: {
    KeyMade: (state, { print }) => ({ ...state, print }),
    KeyGranted: (state) => state,
    KeyKeptForArchive: (state) => ({ ...state, keptFor: 'archive' }),
    KeyTermSet: (state, { until }) => ({ ...state, keptFor: until }),
    HoldPlaced: (state, { reason }) => ({ ...state, holds: [...state.holds, reason] }),
    HoldLifted: (state, { reason }) => ({ ...state, holds: state.holds.filter((one) => one !== reason) }),
    KeyDestroyed: (state, { at }) => ({ ...state, print: null, destroyedAt: at }),
  },
};

const noKey = rejected('NO_KEY', text('该办件没有密钥', 'this case has no key'));
const destroyed = rejected('KEY_DESTROYED', text('该办件的密钥已销毁', "this case's key is destroyed"));

/** Why the key may not be destroyed now; `null` when nothing keeps it. */
export function legalHold({ keptFor, holds }: KeyState, at: number): Rejection | null {
  if (holds.length > 0)
    return rejected('LEGAL_HOLD', text('密钥因保全事由不得销毁', 'somebody holds the key: it may not be destroyed'));
  if (keptFor === 'open')
    return rejected('LEGAL_HOLD', text('办件尚未终结，密钥不得销毁', 'the case goes on: its key may not be destroyed'));
  if (keptFor === 'archive')
    return rejected(
      'LEGAL_HOLD',
      text(
        '企业登记档案在企业存续期间及注销后一般二十年内保存，密钥不得销毁',
        "a registration archive is kept for the company's life and generally 20 years after: its key may not be destroyed",
      ),
    );
  return at < keptFor
    ? rejected('LEGAL_HOLD', text('保存期限未届满，密钥不得销毁', 'the term of keeping has not run out'))
    : null;
}
