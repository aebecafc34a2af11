import { formatInstant } from '@yichuang/working-time';
import type { Channels } from './channels/channels.js';
import type { Notification, NotificationState } from './notification/notification.js';
import { headline } from './wording/message.js';

/** What the applicant was told and what became of it, as JSON shows it; no address stands in it. */
export function shownNotifications({ recipient, told, readings }: NotificationState, { ways }: Channels): object {
  return {
    ways: { mail: wayOf(ways.mail), sms: wayOf(ways.sms) },
    notifications: Object.entries(told).map(([about, one]) => shown(about, one, recipient?.number ?? '')),
    readings: readings.map(({ at, ...reading }) => ({ ...reading, at: formatInstant(at) })),
  };
}

const wayOf = (port: string | undefined): 'on' | 'simulated' | 'off' =>
  port === undefined ? 'off' : port.endsWith('-simulator') ? 'simulated' : 'on';

const shown = (
  about: string,
  { kind, of, queuedAt, said, deliveries, opened }: Notification,
  number: string,
): object => ({
  about,
  kind,
  text: headline({ kind, number, said }),
  event: { type: of.type, at: formatInstant(of.at) },
  document: said.document ?? null,
  queuedAt: formatInstant(queuedAt),
  deliveries: Object.entries(deliveries).map(([channel, { state, at, simulated, code, attempts }]) => ({
    channel,
    state,
    since: formatInstant(at),
    simulated,
    code,
    attempts,
  })),
  opened: shownOpened(opened),
});

export const shownOpened = (opened: Notification['opened']): object | null =>
  opened === null ? null : { at: formatInstant(opened.at), by: opened.by };
