import { outcomes } from '@yichuang/matters';
import { z } from 'zod';
import { bilingual } from './bilingual.js';
import { problem } from './answers.js';
import { noticeBody } from './calendar-routes.js';
import { query } from './parameters.js';
import type { Route } from './routes.js';

const instant = z.string().meta({ format: 'date-time' });
const count = z.int().nonnegative();

/** Working time of one holder over the cases it had at all; `millis` is exact. */
const time = z.object({
  millis: count,
  minutes: z.number(),
  meanMinutes: z.number(),
  p95Minutes: z.number(),
  cases: count,
});
const events = z.array(z.object({ caseId: z.string(), version: z.int().positive() }));

export const appraisalView = z.object({
  from: instant,
  before: instant,
  cases: count,
  departments: z.array(
    z.object({
      department: z.string(),
      cases: count,
      instantShare: z.number().min(0).max(1).nullable(),
      held: time,
      heldByOfficers: time,
      breaches: count,
      upheldCards: count,
      avoidableNotices: count,
      silences: count,
      events: z
        .object({
          cases: events,
          instant: events,
          breaches: events,
          upheldCards: events,
          avoidableNotices: events,
          silences: events,
        })
        .optional(),
    }),
  ),
  steps: z.array(time.extend({ department: z.string(), step: z.string() })),
  /** `officer: null`: what waited for an officer and nobody had claimed. */
  officers: z.array(time.extend({ department: z.string(), officer: z.string().nullable() })),
  applicant: time,
  house: time,
});

const outcome = z.enum(outcomes);
const steps = z.array(time.extend({ department: z.string(), step: z.string() }));

const side = z.object({
  deadlines: z.record(outcome, count),
  clock: time,
  departments: z.array(z.object({ department: z.string(), held: time, heldByOfficers: time })),
  steps,
  applicant: time,
  house: time,
  cards: z.record(z.enum(['early-warning', 'yellow', 'red', 'escalation', 'statutory-breach']), count),
});

export const whatIfView = z.object({
  matter: z.string(),
  from: instant,
  before: instant,
  cases: count,
  /** Left out on both sides: they would have come to a day that no calendar covers. */
  beyondCalendar: count,
  /** What people had done for which there was no place any more. */
  actsWithoutPlace: count,
  recorded: side,
  simulated: side,
  changed: z.object({
    count,
    cases: z
      .array(
        z.object({
          caseId: z.string(),
          number: z.string(),
          recorded: outcome,
          simulated: outcome,
          recordedMinutes: z.number().nullable(),
          simulatedMinutes: z.number().nullable(),
        }),
      )
      .max(100),
  }),
  officers: z.array(z.object({ department: z.string(), pieces: count, waited: time })),
  /** By the name of a figure. */
  restsOn: z.record(z.string(), bilingual),
  supposed: z.array(bilingual),
});

const clockTime = z.string().meta({ examples: ['08:00'] });
const eachDepartment = (value: z.ZodType) => z.record(z.string(), value).optional();

const whatIfBody = z.strictObject({
  from: z.iso.date(),
  to: z.iso.date(),
  matter: z.string().optional(),
  calendar: z
    .strictObject({
      notices: z.array(noticeBody).optional(),
      seasons: z
        .array(
          z.strictObject({
            starts: z.string().meta({ examples: ['10-01'] }),
            windows: z.array(z.strictObject({ opens: clockTime, closes: clockTime })),
          }),
        )
        .optional(),
    })
    .optional(),
  budgetMinutes: z.int().positive().optional(),
  shares: eachDepartment(z.int().positive()),
  officers: eachDepartment(z.int().positive()),
  handlingMinutes: eachDepartment(z.number().nonnegative()),
});

const day = { type: 'string', format: 'date' };

export const appraisalRoutes: readonly Route[] = [
  {
    method: 'get',
    path: '/api/v1/appraisal',
    id: 'readAppraisal',
    action: 'appraisal.read',
    summary: '部门考核 How the departments did in the cases that ended in a period, and whose their minutes were',
    parameters: [
      { ...query('from', '办结日期起（含） ended on or after', day), required: true },
      { ...query('to', '办结日期止（含） ended on or before; a year at most', day), required: true },
      query('events', '列出该部门各项数据所依据的事件 name the events that this department’s figures came from'),
    ],
    answers: { 200: appraisalView, 400: problem, 503: problem },
  },
  {
    method: 'post',
    path: '/api/v1/what-if',
    id: 'askWhatIf',
    action: 'appraisal.read',
    summary:
      '推演：换一种日历、时限或人数，这一期间会怎样；不写入任何内容 What a period would have been with another calendar, limit or number of officers; nothing is written',
    body: whatIfBody,
    answers: { 200: whatIfView, 400: problem, 503: problem },
  },
];
