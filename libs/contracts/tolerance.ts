import { z } from 'zod';
import { paperKind } from './fields.js';

/** 容缺受理: which rules of which department miss a paper that was promised. Event type `ToleranceAccepted`, to everybody. */
export const toleranceAccepted = z.object({
  gaps: z.array(z.object({ department: z.string(), rule: z.string(), paper: z.string() })),
});
export type ToleranceAcceptedBody = z.infer<typeof toleranceAccepted>;

/**
 * Papers that came after acceptance, or that turned out to be worth nothing. Event types `ToleranceFulfilled` and
 * `CommitmentSigned`, and `CommitmentFalsified`, each to everybody.
 */
export const papersGiven = z.object({ papers: z.array(z.object({ kind: paperKind })) });
export type PapersGiven = z.infer<typeof papersGiven>;
