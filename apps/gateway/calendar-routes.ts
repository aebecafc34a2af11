import { z } from 'zod';
import { bilingual } from './bilingual.js';
import { problem } from './answers.js';
import { key, notNow, path } from './parameters.js';
import type { Route } from './routes.js';

const instant = z.string().meta({ format: 'date-time' });
const holiday = z.object({ name: bilingual, from: z.iso.date(), to: z.iso.date() });

const calendarLine = z.object({
  version: z.string(),
  year: z.int(),
  status: z.enum(['in-force', 'replaced', 'proposed', 'rejected', 'withdrawn']),
  /** Its notice is not out: only the statutory days are known. */
  provisional: z.boolean(),
  source: bilingual,
  /** `null`: it came with the house. */
  proposal: z
    .object({
      by: z.string(),
      at: instant,
      endedBy: z.string().nullable(),
      endedAt: instant.nullable(),
      reason: z.string().nullable(),
    })
    .nullable(),
});

export const calendarList = z.object({
  /** Versions of all years that decisions are reckoned by now. */
  inForce: z.string(),
  /** The year whose notice should be here, and how many days it has been missed since 1 October. */
  missing: z.object({ year: z.int(), days: z.int() }).nullable(),
  /** Open cases that a published calendar has not reached yet. */
  casesBehind: z.int(),
  calendars: z.array(calendarLine),
});
export const calendarView = calendarLine.extend({ holidays: z.array(holiday), makeUpDays: z.array(z.iso.date()) });
export const proposal = z.object({ version: z.string(), status: calendarLine.shape.status.or(z.literal('published')) });

/** The State Council's yearly notice as data; what does not add up is told with its path. */
export const noticeBody = z.strictObject({
  year: z.int(),
  citation: bilingual,
  holidays: z.array(holiday.extend({ days: z.int() })),
  makeUpDays: z.array(z.iso.date()),
  totals: z.object({ daysOff: z.int(), makeUpDays: z.int() }),
});
const reasonBody = z.strictObject({ reason: z.string().min(1).max(500) });

const version = path('version', '日历版本，如 2027.1 version of a year’s calendar');

type Act = readonly [door: string, id: string, action: Route['action'], summary: string, body?: z.ZodType];
const acts: readonly Act[] = [
  ['publish', 'publishCalendar', 'calendar.publish', '发布：须由另一人 Publish it: another person must'],
  ['reject', 'rejectCalendar', 'calendar.publish', '驳回，写明理由 Reject it, with the reason', reasonBody],
  ['withdraw', 'withdrawCalendar', 'calendar.propose', '撤回自己提出的 Withdraw what one proposed'],
];

/** 工作日历管理. */
export const calendarRoutes: readonly Route[] = [
  {
    method: 'get',
    path: '/api/v1/calendars',
    id: 'listCalendars',
    action: 'calendar.read',
    summary: '各年度工作日历的版本 Working calendars: every version of every year',
    answers: { 200: calendarList, 503: problem },
  },
  {
    method: 'get',
    path: '/api/v1/calendars/{version}',
    id: 'readCalendar',
    action: 'calendar.read',
    summary: '查看某一版本的假日与调休 The holidays and make-up days of one',
    parameters: [version],
    answers: { 200: calendarView, 404: problem, 503: problem },
  },
  {
    method: 'post',
    path: '/api/v1/calendars',
    id: 'proposeCalendar',
    action: 'calendar.propose',
    summary: '提出：录入国务院办公厅的放假通知 Propose a year: the State Council’s notice as data',
    parameters: [key],
    body: noticeBody,
    answers: { 201: proposal, 400: problem, 409: problem, 422: problem, 429: problem, 503: problem },
  },
  ...acts.map(([door, id, action, summary, body]): Route => ({
    method: 'post',
    path: `/api/v1/calendars/{version}/${door}`,
    id,
    action,
    summary,
    parameters: [version, key],
    ...(body === undefined ? {} : { body }),
    answers: { 200: proposal, ...notNow },
  })),
];
