import { createHash } from 'node:crypto';
import type { Action } from '@yichuang/contracts';
import type { Desk, Door, Heard, Hearing } from '@yichuang/host';
import { z } from 'zod';
import { endOfTerm, retention } from '../retention.js';
import { key, type KeyCommand, type KeyEvent, type KeyState } from './key.js';

/**
 * What a command is answered with: the print of the key that stands. `never`: these doors are for the vault's own
 * controller, which knows who asks; over HTTP they do not exist.
 */
const inner: Door<KeyCommand, KeyState> = {
  action: null,
  schema: z.never(),
  command: () => {
    throw new TypeError('this door opens from inside only');
  },
  answer: ({ print }) => ({ print }),
};

const reasoned = z.strictObject({ reason: z.string().trim().min(1).max(200) });
type Reasoned = z.infer<typeof reasoned>;

const door = (action: Action, command: (at: number, reason: string) => KeyCommand): Door<KeyCommand, KeyState> => ({
  action,
  meets: ['reason'],
  schema: reasoned,
  command: ({ reason }: Reasoned, { now }) => command(now, reason),
  answer: (state) => viewOf(state),
});

/** What is told of a key; never the key. */
export interface KeyView {
  readonly state: 'none' | 'kept' | 'destroyed';
  /** `open`, `archive`, or the instant at which the term ends. */
  readonly keptFor: KeyState['keptFor'];
  readonly holds: readonly string[];
  readonly destroyedAt: number | null;
}

export const viewOf = ({ print, keptFor, holds, destroyedAt }: KeyState): KeyView => ({
  state: destroyedAt !== null ? 'destroyed' : print === null ? 'none' : 'kept',
  keptFor,
  holds,
  destroyedAt,
});

/** SHA-256 of the wrapped key, base64: tells whether the key that stands is the one that was made, and nothing else. */
export const printOf = (wrapped: Uint8Array): string => createHash('sha256').update(wrapped).digest('base64');

const ends = (registered: boolean): Hearing<KeyCommand, unknown> => ({
  from: 'orchestrator',
  schema: z.looseObject({}),
  command: ({ at: ended, now }: Heard<object>) => ({
    type: 'EndCase',
    at: now,
    term: registered ? null : endOfTerm(ended, retention.unregisteredYears),
    retention: retention.version,
  }),
});

/** A draft that was never a case is kept for nobody: its key goes with it. */
const forgotten: Hearing<KeyCommand, unknown> = {
  from: 'orchestrator',
  schema: z.looseObject({}),
  command: ({ at: ended, now }: Heard<object>) => ({
    type: 'EndCase',
    at: now,
    term: ended,
    retention: retention.version,
  }),
};

/** The term is over: rule 个人信息保护法 a.47(2). */
const TERM = 'term';

export const keyDesk: Desk<KeyCommand, KeyState, KeyEvent> = {
  name: 'key',
  decider: key,
  audience: {},
  hears: {
    CaseCompleted: ends(true),
    ApplicationDeclined: ends(false),
    CaseRefused: ends(false),
    CaseWithdrawn: ends(false),
    CaseTerminated: ends(false),
    DraftDeleted: forgotten,
    DraftExpired: forgotten,
  },
  doors: {
    make: inner,
    grant: inner,
    hold: door('key.hold', (at, reason) => ({ type: 'PlaceHold', at, reason })),
    lift: door('key.lift', (at, reason) => ({ type: 'LiftHold', at, reason })),
    destroy: door('key.destroy', (at, reason) => ({ type: 'DestroyKey', at, by: 'request', reason })),
  },
  secret: {
    of: (command) => {
      if (command.type === 'MakeKey' && command.wrapped !== null) return command.wrapped;
      throw new TypeError(`${command.type} brings no key`);
    },
    print: ({ print }) => print,
    printOf,
  },
  timers: ({ print, keptFor, holds }): Record<string, number> =>
    print === null || holds.length > 0 || typeof keptFor !== 'number' ? {} : { [TERM]: keptFor },
  fires: (_kind, _dueAt, at) => ({
    type: 'DestroyKey',
    at,
    by: 'term',
    reason: '保存期限届满 the term of keeping ran out (个人信息保护法 a.47(2))',
  }),
  recall: ([event]) => {
    if (event === undefined) throw new TypeError('a decision has at least one event');
    switch (event.type) {
      case 'KeyMade':
        return { type: 'MakeKey', at: event.at, print: event.print, to: event.to, wrapped: null };
      case 'KeyGranted':
        return { type: 'GrantKey', at: event.at, section: event.section, to: event.to };
      case 'KeyKeptForArchive':
        return { type: 'EndCase', at: event.at, term: null, retention: event.retention };
      case 'KeyTermSet':
        return { type: 'EndCase', at: event.at, term: event.until, retention: event.retention };
      case 'HoldPlaced':
        return { type: 'PlaceHold', at: event.at, reason: event.reason };
      case 'HoldLifted':
        return { type: 'LiftHold', at: event.at, reason: event.reason };
      case 'KeyDestroyed':
        return { type: 'DestroyKey', at: event.at, by: event.by, reason: event.reason };
    }
  },
};
