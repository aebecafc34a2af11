import { alreadySo, decided, rejected, text, type Decider } from '@yichuang/kernel';

/** The key of one case: made once, wrapped by the master key; every hand-out is recorded. */
export type KeyCommand =
  | { readonly type: 'MakeKey'; readonly at: number; readonly wrapped: string; readonly to: string }
  | { readonly type: 'GrantKey'; readonly at: number; readonly section: string; readonly to: string };

export type KeyEvent =
  /** `wrapped`: base64 of the case key under the master key; the maker receives the keys of all sections. */
  | { readonly type: 'KeyMade'; readonly at: number; readonly wrapped: string; readonly to: string }
  | { readonly type: 'KeyGranted'; readonly at: number; readonly section: string; readonly to: string };

export interface KeyState {
  readonly wrapped: string | null;
}

export const key: Decider<KeyCommand, KeyState, KeyEvent> = {
  initial: { wrapped: null },
  decide: {
    MakeKey: ({ at, wrapped, to }, state) =>
      state.wrapped === null ? decided({ type: 'KeyMade', at, wrapped, to }) : alreadySo,
    GrantKey: ({ at, section, to }, state) => {
      if (state.wrapped === null) return rejected('NO_KEY', text('该办件没有密钥', 'this case has no key'));
      return to === section
        ? decided({ type: 'KeyGranted', at, section, to })
        : rejected('NOT_YOUR_SECTION', text('不是本部门的数据', 'this section belongs to another department'));
    },
  },
  evolve: {
    KeyMade: (_state, { wrapped }) => ({ wrapped }),
    KeyGranted: (state) => state,
  },
};
