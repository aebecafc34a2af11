import type { Desk, Door } from '@yichuang/host';
import { z } from 'zod';
import { key, type KeyCommand, type KeyEvent, type KeyState } from './key.js';

/**
 * What a command is answered with: the wrapped key that stands, so that nobody reads the stream for it. `never`: these
 * doors are for the vault's own controller, which knows who asks; over HTTP nothing passes their schema.
 */
const inner: Door<KeyCommand, KeyState> = {
  schema: z.never(),
  command: () => {
    throw new TypeError('this door opens from inside only');
  },
  answer: ({ wrapped }) => ({ wrapped }),
};

export const keyDesk: Desk<KeyCommand, KeyState, KeyEvent> = {
  name: 'key',
  decider: key,
  audience: {},
  hears: {},
  doors: { make: inner, grant: inner },
  recall: ([event]) => {
    if (event === undefined) throw new TypeError('a decision has at least one event');
    switch (event.type) {
      case 'KeyMade':
        return { type: 'MakeKey', at: event.at, wrapped: event.wrapped, to: event.to };
      case 'KeyGranted':
        return { type: 'GrantKey', at: event.at, section: event.section, to: event.to };
    }
  },
};
