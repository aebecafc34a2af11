import type { CaseBelonging, NotifierSection } from '@yichuang/contracts';
import type { Desk, ErrandRequest, Learned } from '@yichuang/host';
import { z } from 'zod';
import { WEBHOOK_PORT } from '../channels/channels.js';
import type { NotificationCommand, NotificationEvent, NotificationQueued, Outcome, Said } from './events.js';
import { notification, type NotificationState } from './notification.js';
import { shownOpened } from '../shown-notifications.js';
import { recallNotification } from './recall.js';
import { told } from './told.js';

/** What a port is asked: what happened to which case, and what is said of it. The address is in the section. */
export interface Ask {
  readonly about: string;
  readonly channel: string;
  readonly kind: NotificationQueued['kind'];
  readonly number: string;
  readonly of: NotificationQueued['of'];
  readonly said: Said;
}

const outcome = z.discriminatedUnion('sent', [
  z.object({ sent: z.literal(true), simulated: z.boolean() }),
  z.object({ sent: z.literal(false), code: z.string().max(60) }),
]);

const reading = z.strictObject({ about: z.string().min(1).max(60) });
const document = z.strictObject({ document: z.string().min(1).max(60) });

export const notificationDesk: Desk<NotificationCommand, NotificationState, NotificationEvent, NotifierSection> = {
  name: 'notification',
  decider: notification,
  // nobody else acts on it
  audience: {},
  hears: told,
  doors: {
    opened: {
      action: 'notification.read',
      schema: reading,
      command: ({ about }: z.infer<typeof reading>, { now: at, actor }) => ({ type: 'Open', at, about, by: actor.id }),
      answer: ({ told }) => Object.entries(told).map(([about, { opened }]) => ({ about, opened: shownOpened(opened) })),
    },
    read: {
      action: 'notification.read',
      schema: document,
      command: (given: z.infer<typeof document>, { now: at, actor }) => ({ type: 'Read', at, by: actor.id, ...given }),
    },
  },
  belonging: belongingOf,
  errands: (event, state) => (event.type === 'NotificationQueued' ? errandsOf(event, state) : []),
  learned: Object.fromEntries(
    ['mail', 'mail-simulator', 'sms', 'sms-simulator', WEBHOOK_PORT].map((port) => [port, settle]),
  ),
  recall: recallNotification,
};

/** Whose the case is, as its submission said. */
export function belongingOf({ recipient }: NotificationState): CaseBelonging | null {
  if (recipient === null) return null;
  const { principal, entrusted = [], authority: division, hall, departments: department } = recipient;
  return { principal, entrusted, division, hall, department };
}

/** One errand a channel: each is sent, tried again and given up by itself. */
function errandsOf(
  { about, kind, of, channels, said }: NotificationQueued,
  { recipient, sealed }: NotificationState,
): readonly ErrandRequest[] {
  return channels.map(({ channel, port }) => ({
    port,
    name: channel,
    ask: { about, channel, kind, number: recipient?.number ?? '', of, said } satisfies Ask,
    // a machine is told nothing about a person
    ...(port === WEBHOOK_PORT ? {} : { sealed }),
  }));
}

/** A port that stays silent to the end has not brought it so far; it is tried on, and what it says then counts. */
const NO_ANSWER: Outcome = { sent: false, code: 'NO_ANSWER' };

function settle({ ask, answer, attempt, now: at }: Learned<NotifierSection>): NotificationCommand {
  const { about, channel } = ask as Ask;
  const ended = answer === null ? NO_ANSWER : outcome.parse(answer);
  return { type: 'Settle', at, about, channel, outcome: ended, attempts: attempt ?? 1 };
}
