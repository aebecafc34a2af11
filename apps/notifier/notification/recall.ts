import type { NotificationCommand, NotificationEvent } from './events.js';

/** The command that led to a decision. @throws TypeError for no events */
export function recallNotification(events: readonly NotificationEvent[]): NotificationCommand {
  const [event] = events;
  if (event === undefined) throw new TypeError('a decision has at least one event');
  switch (event.type) {
    case 'RecipientRecorded':
      return { ...event, type: 'RecordRecipient' };
    case 'ContactChanged':
      return { ...event, type: 'ChangeContact' };
    case 'TrustChanged':
      return { ...event, type: 'ChangeTrust' };
    case 'NotificationQueued':
      return { ...event, type: 'Tell' };
    case 'NotificationSent': {
      const { at, about, channel, simulated, attempts } = event;
      return { type: 'Settle', at, about, channel, outcome: { sent: true, simulated }, attempts };
    }
    case 'NotificationFailed': {
      const { at, about, channel, code, attempts } = event;
      return { type: 'Settle', at, about, channel, outcome: { sent: false, code }, attempts };
    }
    case 'NotificationOpened':
      return { ...event, type: 'Open' };
    case 'DocumentOpened':
      return { ...event, type: 'Read' };
  }
}
