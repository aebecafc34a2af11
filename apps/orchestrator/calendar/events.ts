import type { HolidayNotice } from '@yichuang/working-time';

/** The one calendar there is: what the State Council decides holds in every hall. Its stream is `calendar/national`. */
export const NATIONAL = 'national';

interface Asked {
  /** Domain time at which it is decided, epoch ms. */
  readonly at: number;
  /** `actor.id` of whoever does it. */
  readonly by: string;
}

export interface ProposeCalendar extends Asked {
  readonly type: 'ProposeCalendar';
  readonly notice: HolidayNotice;
  /** Versions that come with this build. */
  readonly shipped: readonly string[];
}

export interface PublishCalendar extends Asked {
  readonly type: 'PublishCalendar';
  readonly version: string;
}

export interface RejectCalendar extends Asked {
  readonly type: 'RejectCalendar';
  readonly version: string;
  readonly reason: string;
}

/** By whoever proposed it. */
export interface WithdrawCalendar extends Asked {
  readonly type: 'WithdrawCalendar';
  readonly version: string;
}

export type CalendarCommand = ProposeCalendar | PublishCalendar | RejectCalendar | WithdrawCalendar;

export interface CalendarProposed extends Asked {
  readonly type: 'CalendarProposed';
  /** `<year>.<number>`: the next that nobody has had. */
  readonly version: string;
  readonly notice: HolidayNotice;
  readonly shipped: readonly string[];
}

/** From here on it is what decisions are reckoned by, and every open deadline is reckoned anew. */
export interface CalendarPublished extends Asked {
  readonly type: 'CalendarPublished';
  readonly version: string;
}

export interface CalendarProposalRejected extends Asked {
  readonly type: 'CalendarProposalRejected';
  readonly version: string;
  readonly reason: string;
}

export interface CalendarProposalWithdrawn extends Asked {
  readonly type: 'CalendarProposalWithdrawn';
  readonly version: string;
}

export type CalendarEvent = CalendarProposed | CalendarPublished | CalendarProposalRejected | CalendarProposalWithdrawn;
