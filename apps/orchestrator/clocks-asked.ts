import { z } from 'zod';

/** A page of somebody's queue. */
export const clocksAsked = z.strictObject({
  items: z.array(z.strictObject({ caseId: z.string().min(1).max(64), step: z.string().min(1).max(64) })).max(200),
});
