import type { CalendarCommand, CalendarEvent } from './events.js';

/** The command behind a decision: the desk's decisions are one event each, and it holds all of it. */
export function recallCalendar([event]: readonly CalendarEvent[]): CalendarCommand {
  switch (event?.type) {
    case 'CalendarProposed': {
      const { type: _type, version: _version, ...given } = event;
      return { type: 'ProposeCalendar', ...given };
    }
    case 'CalendarPublished':
      return { ...event, type: 'PublishCalendar' };
    case 'CalendarProposalRejected':
      return { ...event, type: 'RejectCalendar' };
    case 'CalendarProposalWithdrawn':
      return { ...event, type: 'WithdrawCalendar' };
    case undefined:
      throw new TypeError('no events, no command');
  }
}
