import { z } from 'zod';
import { departmentName } from './department.js';

/** A department's faults that a refused second notice was about: it named them to this step, and thinks of them anew. */
const sentBack = z.object({ department: departmentName, step: z.string().min(1), rules: z.array(z.string()).min(1) });

/** What the case says when the supervisor refuses a second notice. */
export const secondNoticeRefused = z.object({
  proposal: z.string().min(1),
  by: z.string().min(1),
  reason: z.string().min(1),
  /** Absent in events recorded before it was said. */
  sentBack: z.array(sentBack).optional(),
});
export type SecondNoticeRefused = z.infer<typeof secondNoticeRefused>;

/** Something else takes its place: whoever thinks about it need not any more. */
export const secondNoticeTakenBack = z.object({ proposal: z.string().min(1) });
export type SecondNoticeTakenBack = z.infer<typeof secondNoticeTakenBack>;

/** Of a notice, with whose consent it was given; absent where nobody's was asked. */
export const noticeConsented = z.object({ consent: z.object({ proposal: z.string().min(1) }).optional() });
export type NoticeConsented = z.infer<typeof noticeConsented>;
