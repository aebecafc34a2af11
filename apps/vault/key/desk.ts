import type { Desk } from '@yichuang/host';
import { key, type KeyCommand, type KeyEvent, type KeyState } from './key.js';

export const keyDesk: Desk<KeyCommand, KeyState, KeyEvent> = {
  name: 'key',
  decider: key,
  audience: {},
  hears: {},
  doors: {},
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
