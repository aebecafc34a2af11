import { notFound, type Desk, type Door, type DoorContext } from '@yichuang/host';
import { text } from '@yichuang/kernel';
import { calendarYears, type HolidayNotice } from '@yichuang/working-time';
import { z } from 'zod';
import { calendarDecider } from './calendar.js';
import { NATIONAL, type CalendarCommand, type CalendarEvent } from './events.js';
import { noticeSchema } from './notice-schema.js';
import { recallCalendar } from './recall.js';
import type { CalendarState } from './state.js';

const version = z.string().regex(/^\d{4}\.\d{1,4}$/);
const named = z.strictObject({ version });
type Named = z.infer<typeof named>;
const withReason = named.extend({ reason: z.string().trim().min(1).max(500) });

/** @throws Problem 404 at the door of any other calendar: no hall has one of its own */
function asked({ caseId, now, actor }: DoorContext): { readonly at: number; readonly by: string } {
  if (caseId !== NATIONAL) throw notFound(text('没有这个工作日历', 'there is no such calendar'));
  return { at: now, by: actor.id };
}

/** What whoever knocked is told: the version, and how it stands now. */
const answer = (state: CalendarState) => ({
  version: state.last,
  status: state.proposals.find((one) => one.version === state.last)?.status ?? null,
});

const doors: Readonly<Record<'propose' | 'publish' | 'reject' | 'withdraw', Door<CalendarCommand, CalendarState>>> = {
  propose: {
    action: 'calendar.propose',
    schema: noticeSchema,
    command: (given: HolidayNotice, context) => ({
      type: 'ProposeCalendar',
      ...asked(context),
      notice: given,
      shipped: calendarYears.map((year) => year.version),
    }),
    answer,
  },
  publish: {
    action: 'calendar.publish',
    schema: named,
    command: (given: Named, context) => ({ type: 'PublishCalendar', ...asked(context), ...given }),
    answer,
  },
  reject: {
    action: 'calendar.publish',
    schema: withReason,
    command: (given: z.infer<typeof withReason>, context) => ({ type: 'RejectCalendar', ...asked(context), ...given }),
    answer,
  },
  withdraw: {
    action: 'calendar.propose',
    schema: named,
    command: (given: Named, context) => ({ type: 'WithdrawCalendar', ...asked(context), ...given }),
    answer,
  },
};

export type CalendarDesk = Desk<CalendarCommand, CalendarState, CalendarEvent>;

/** 工作日历管理: nobody outside acts on it. What it does to a case is that case's own event, and public. */
export const calendarDesk: CalendarDesk = {
  name: 'calendar',
  decider: calendarDecider,
  audience: {},
  hears: {},
  doors,
  recall: recallCalendar,
};
