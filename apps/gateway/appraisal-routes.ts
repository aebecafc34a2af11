import { z } from 'zod';
import { problem } from './answers.js';
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
];
