import { z } from 'zod';
import { instant } from './answer.js';
import { departmentName } from './department.js';

/**
 * 征求意见: one department asks another about a case, through the orchestrator, which has the calendar and the clock. The one that
 * asks says `ConsultationRequested` (and `ConsultationRequestWithdrawn`), the one that is asked `OpinionGiven`; what either hears
 * of the other the orchestrator says.
 */
export const opinions = ['no-objection', 'objection'] as const;
export type Opinion = (typeof opinions)[number];

/** Working minutes within which an opinion may be asked for: less is no time to read, more is the whole promise of a case. */
export const CONSULTATION_MINUTES_MIN = 15;
export const CONSULTATION_MINUTES_MAX = 240;

/** Which question: unique in its case, and known to both. */
const asked = z.object({ id: z.string().min(1), desk: z.string().min(1), to: departmentName });

/** What a department's desk publishes when an officer asks. */
export const consultationRequested = asked.extend({
  by: z.string().min(1),
  /** Says nothing about a person. */
  question: z.string().min(1),
  /** Working minutes; `null`: as many as the plan gives. */
  minutes: z.number().int().positive().nullable(),
  step: z.string().min(1),
  round: z.number().int().positive(),
});
export type ConsultationRequested = z.infer<typeof consultationRequested>;

export const consultationRequestWithdrawn = z.object({ id: z.string().min(1), by: z.string().min(1) });

/** What the department that was asked publishes. */
export const opinionGiven = z.object({
  id: z.string().min(1),
  by: z.string().min(1),
  opinion: z.enum(opinions),
  reason: z.string().min(1),
  /** Of an objection: where it is written. */
  article: z.string().nullable(),
});
export type OpinionGiven = z.infer<typeof opinionGiven>;

/** The types of those three, as a plan names them. */
export const consulting = {
  requested: 'ConsultationRequested',
  withdrawn: 'ConsultationRequestWithdrawn',
  given: 'OpinionGiven',
} as const;

/** Until when; everybody may hear it, and it does not say what was asked. */
export const consultationOpened = asked.extend({ from: departmentName, dueAt: instant });
export type ConsultationOpened = z.infer<typeof consultationOpened>;

/** The question, for the one that is asked, with whose case it is. */
export const opinionSought = z.object({
  id: z.string(),
  from: departmentName,
  to: departmentName,
  question: z.string(),
  askedBy: z.string(),
  dueAt: instant,
  number: z.string(),
  authority: z.string(),
  hall: z.string(),
  principal: z.string(),
  /** Who acts for him by then, where somebody does. */
  agents: z.array(z.string()).optional(),
});
export type OpinionSought = z.infer<typeof opinionSought>;

/** The opinion, for the one that asked. */
export const consultationAnswered = asked.extend({
  from: departmentName,
  opinion: z.enum(opinions),
  reason: z.string(),
  article: z.string().nullable(),
  by: z.string(),
});
export type ConsultationAnswered = z.infer<typeof consultationAnswered>;

export const consultationWithdrawn = asked.extend({ from: departmentName });
export type ConsultationWithdrawn = z.infer<typeof consultationWithdrawn>;

/** Until when from now on, for both: a calendar was published. */
export const consultationReprojected = asked.extend({ from: departmentName, dueAt: instant });
export type ConsultationReprojected = z.infer<typeof consultationReprojected>;

/** 超时默认: silence counts as no objection, and whoever was silent answers for it. */
export const noObjectionDeemed = asked.extend({
  from: departmentName,
  rule: z.string(),
  article: z.string(),
  dueAt: instant,
});
export type NoObjectionDeemed = z.infer<typeof noObjectionDeemed>;

/** What of recorded events is between departments: whoever reads them as the one whose case it is does not see it. */
export const betweenDepartments: Readonly<Record<string, readonly string[]>> = {
  ConsultationRequested: ['question'],
  OpinionSought: ['question'],
  QuestionTaken: ['sought'],
  OpinionGiven: ['opinion', 'reason', 'article'],
  ConsultationAnswered: ['opinion', 'reason', 'article'],
  ConsultationEnded: ['ending'],
};
