import { alreadySo, decided, rejected, text, type Decider } from '@yichuang/kernel';
import type {
  Channel,
  Kind,
  NotificationCommand,
  NotificationEvent,
  NotificationQueued,
  Recipient,
  Said,
} from './events.js';

/** How one sending stands. */
export interface Delivery {
  readonly state: 'queued' | 'sent' | 'failed';
  /** Since when, epoch ms. */
  readonly at: number;
  readonly simulated: boolean;
  /** Why it failed last. */
  readonly code: string | null;
  /** How often it had been tried when it came to this; 0 while it is queued. */
  readonly attempts: number;
}

export interface Notification {
  readonly kind: Kind;
  readonly of: NotificationQueued['of'];
  readonly queuedAt: number;
  readonly said: Said;
  readonly deliveries: Readonly<Record<string, Delivery>>;
  readonly opened: { readonly at: number; readonly by: string } | null;
}

export interface NotificationState {
  readonly recipient: Recipient | null;
  /** Ciphertext of how he is reached. */
  readonly sealed: Uint8Array | undefined;
  /** By what they are about, in the order in which they were queued. */
  readonly told: Readonly<Record<string, Notification>>;
  /** First openings of documents by those they are served on, in order. */
  readonly readings: readonly Reading[];
}

export interface Reading {
  readonly document: string;
  readonly at: number;
  readonly by: string;
}

/**
 * What the applicant of one case is told, on which ways, and what became of it. Each thing is told once, and each sending comes
 * to one end: what was sent is never sent again, what failed may still succeed.
 */
export const notification: Decider<NotificationCommand, NotificationState, NotificationEvent> = {
  initial: { recipient: null, sealed: undefined, told: {}, readings: [] },
  decide: {
    RecordRecipient: ({ type: _type, ...given }, { recipient }) =>
      recipient === null ? decided({ type: 'RecipientRecorded', ...given }) : alreadySo,
    ChangeContact: ({ at, reach, sealed }, state) =>
      state.recipient === null || sealed === undefined || sameBytes(sealed, state.sealed)
        ? alreadySo
        : decided({ type: 'ContactChanged', at, reach, sealed }),
    ChangeTrust: ({ at, id, as }, { recipient }) => {
      const before = recipient?.entrusted?.find((one) => one.id === id)?.as ?? null;
      return recipient === null || before === as ? alreadySo : decided({ type: 'TrustChanged', at, id, as });
    },
    Tell: ({ type: _type, ...given }, { told, recipient }) => {
      if (Object.hasOwn(told, given.about)) return alreadySo;
      const channels = given.channels.filter(({ channel }) => reaches(recipient, channel));
      return decided({ type: 'NotificationQueued', ...given, channels });
    },
    Settle: ({ at, about, channel, outcome, attempts }, { told }) => {
      const delivery = told[about]?.deliveries[channel];
      if (delivery === undefined) throw new TypeError(`nothing about ${about} was to go by ${channel}`);
      if (delivery.state === 'sent') return alreadySo;
      if (outcome.sent)
        return decided({ type: 'NotificationSent', at, about, channel, simulated: outcome.simulated, attempts });
      const { code } = outcome;
      return delivery.code === code
        ? alreadySo
        : decided({ type: 'NotificationFailed', at, about, channel, code, attempts });
    },
    Open: ({ at, about, by }, { told, recipient }) => {
      const found = told[about];
      if (found === undefined)
        return rejected('NO_SUCH_NOTIFICATION', text('没有这份告知', 'nothing was told about that'));
      // whoever else reads it, it is not served by that
      return found.opened !== null || !isServedOn(by, recipient)
        ? alreadySo
        : decided({ type: 'NotificationOpened', at, about, by });
    },
    Read: ({ at, document, by }, { told, recipient, readings }) => {
      if (recipient === null) return notHeardOf;
      if (!isServedOn(by, recipient) || readings.some((one) => one.document === document && one.by === by))
        return alreadySo;
      const opened = Object.entries(told)
        .filter(([, one]) => one.opened === null && tellsOf(one, document))
        .map(([about]) => ({ type: 'NotificationOpened' as const, at, about, by }));
      return decided<NotificationEvent>({ type: 'DocumentOpened', at, document, by }, ...opened);
    },
  },
  evolve: {
    RecipientRecorded: (state, { type: _type, at: _at, sealed, ...recipient }) => ({ ...state, recipient, sealed }),
    ContactChanged: (state, { reach, sealed }) => ({
      ...state,
      recipient: state.recipient && { ...state.recipient, reach },
      sealed,
    }),
    TrustChanged: (state, { id, as }) => ({
      ...state,
      recipient: state.recipient && {
        ...state.recipient,
        entrusted: [
          ...(state.recipient.entrusted ?? []).filter((one) => one.id !== id),
          ...(as === null ? [] : [{ id, as }]),
        ],
      },
    }),
    NotificationQueued: (state, { at, about, kind, of, channels, said }) => ({
      ...state,
      told: {
        ...state.told,
        [about]: { kind, of, queuedAt: at, said, deliveries: queued(channels, at), opened: null },
      },
    }),
    NotificationSent: (state, { at, about, channel, simulated, attempts }) =>
      delivered(state, about, channel, { state: 'sent', at, simulated, code: null, attempts }),
    NotificationFailed: (state, { at, about, channel, code, attempts }) =>
      delivered(state, about, channel, { state: 'failed', at, simulated: false, code, attempts }),
    NotificationOpened: (state, { at, about, by }) => changed(state, about, (one) => ({ ...one, opened: { at, by } })),
    DocumentOpened: (state, { at, document, by }) => ({
      ...state,
      readings: [...state.readings, { document, at, by }],
    }),
  },
};

/** What an agent has received his principal has (民法典 a.162); a helper receives nothing. */
const isServedOn = (id: string, recipient: Recipient | null): boolean =>
  id === recipient?.principal || recipient?.entrusted?.some((one) => one.id === id && one.as === 'agent') === true;

/** What the house gives out when all is done; that it is there is told without a number. */
const givenOut = ['licence', 'package'];

/** Whoever reads a document has read what tells him of it. */
const tellsOf = ({ kind, said }: Notification, document: string): boolean =>
  kind === 'ready' ? givenOut.includes(document) : said.document === document;

const notHeardOf = rejected('NOT_HEARD_OF', text('尚未收到该办件', 'nothing was heard of this case yet'));

/** A machine that subscribed is reached whoever applies. */
const reaches = (recipient: Recipient | null, channel: string): boolean =>
  (channel !== 'mail' && channel !== 'sms') || recipient?.reach.includes(channel) === true;

const queued = (channels: readonly Channel[], at: number): Notification['deliveries'] =>
  Object.fromEntries(
    channels.map(({ channel }) => [
      channel,
      { state: 'queued', at, simulated: false, code: null, attempts: 0 } as const,
    ]),
  );

const changed = (
  state: NotificationState,
  about: string,
  change: (one: Notification) => Notification,
): NotificationState => {
  const found = state.told[about];
  return found === undefined ? state : { ...state, told: { ...state.told, [about]: change(found) } };
};

const delivered = (state: NotificationState, about: string, channel: string, delivery: Delivery): NotificationState =>
  changed(state, about, (one) => ({ ...one, deliveries: { ...one.deliveries, [channel]: delivery } }));

const sameBytes = (one: Uint8Array, other: Uint8Array | undefined): boolean =>
  other?.length === one.length && one.every((byte, index) => byte === other[index]);
