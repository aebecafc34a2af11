import type { Desk, Door } from '@yichuang/host';
import { z } from 'zod';
import { access, type AccessCommand, type AccessEvent, type AccessState } from './access.js';

/** For the vault's own controller, which knows whose the case is and what it is about to show. */
const inner: Door<AccessCommand, AccessState> = {
  action: null,
  schema: z.never(),
  command: () => {
    throw new TypeError('this door opens from inside only');
  },
};

/** 查阅记录: every look at personal data in clear, but for the applicant's at his own. Nobody else hears of it. */
export const accessDesk: Desk<AccessCommand, AccessState, AccessEvent> = {
  name: 'access',
  decider: access,
  audience: {},
  hears: {},
  doors: { look: inner },
  recall: ([event]) => {
    if (event === undefined) throw new TypeError('a decision has at least one event');
    return { ...event, type: 'OpenPersonalData' };
  },
};
