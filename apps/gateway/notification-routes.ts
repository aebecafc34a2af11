import { z } from 'zod';
import { bilingual } from './bilingual.js';
import { caseId, key, notNow, notThere, path } from './parameters.js';
import type { Route } from './routes.js';

const instant = z.string().meta({ format: 'date-time' });
const way = z.enum(['on', 'simulated', 'off']);
const opened = z.object({ at: instant, by: z.string() }).nullable();

/** What the applicant was told, on which ways, and the proof of it. */
export const notificationsView = z.object({
  ways: z.object({ mail: way, sms: way }),
  notifications: z.array(
    z.object({
      about: z.string(),
      kind: z.string(),
      text: bilingual,
      event: z.object({ type: z.string(), at: instant }),
      document: z.string().nullable(),
      queuedAt: instant,
      deliveries: z.array(
        z.object({
          channel: z.string(),
          state: z.enum(['queued', 'sent', 'failed']),
          since: instant,
          simulated: z.boolean(),
          code: z.string().nullable(),
          attempts: z.int(),
        }),
      ),
      opened,
    }),
  ),
  /** When those whom the documents are served on opened each of them first. */
  readings: z.array(z.object({ document: z.string(), at: instant, by: z.string() })),
});

export const openedView = z.object({ caseId: z.string(), about: z.string(), opened });

export const notifications: readonly Route[] = [
  {
    method: 'get',
    path: '/api/v1/cases/{caseId}/notifications',
    id: 'readNotifications',
    action: 'notification.read',
    summary: '告知与送达 What the applicant was told, on which ways, and what became of it',
    parameters: [caseId],
    answers: { 200: notificationsView, ...notThere },
  },
  {
    method: 'post',
    path: '/api/v1/cases/{caseId}/notifications/{about}/opened',
    id: 'openNotification',
    action: 'notification.read',
    summary: '已阅：申请人本人阅读即为送达 Read: served once the applicant himself has read it',
    parameters: [caseId, path('about', '告知，如 notice-1 what it is about, as in the list'), key],
    answers: { 200: openedView, ...notNow },
  },
];
