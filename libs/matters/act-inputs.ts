import { extendReasons, pauseReasons } from '@yichuang/working-time';
import { z } from 'zod';

/** What people say with an act on a clock or a card: as the public door takes it, and the desk. */

const keysOf = <K extends string>(of: Readonly<Record<K, unknown>>) => Object.keys(of) as [K, ...K[]];

/** A sentence for the applicant; the notice that carries it stays for ever, so it names nobody. */
const note = z.string().trim().min(1).max(200);
const department = z.string().min(1).max(40).nullable();

/** Tolerance has its own way in, with the promise that is signed for it; an outage takes two. */
export const pauseInput = z.strictObject({
  reason: z.enum(keysOf(pauseReasons)).exclude(['TOLERANCE', 'UTILITY_OUTAGE']),
  /** Whose share stands with the case; none: everybody's. An officer speaks for his own. */
  department: department.default(null),
  note,
  expectedOn: z.iso.date().nullable().default(null),
});
export const resumeInput = z.strictObject({
  reason: z.enum(keysOf(pauseReasons)).exclude(['TOLERANCE']),
  /** `null` lifts what holds everybody; absent: one's own. */
  department: department.optional(),
  note: note.or(z.literal('')).default(''),
});
export const extendInput = z.strictObject({ reason: z.enum(keysOf(extendReasons)), note });
export const outageInput = z.strictObject({ note });

/** A sentence that stays with a card, so it names nobody. */
const words = z.string().trim().min(1).max(500);
export const issueCardInput = z.strictObject({
  kind: z.enum(['yellow', 'red']),
  /** Whom it is for; none: the hall. */
  department: department.default(null),
  words,
});
export const cardWordsInput = z.strictObject({ words });

export type PauseInput = z.infer<typeof pauseInput>;
export type ResumeInput = z.infer<typeof resumeInput>;
export type ExtendInput = z.infer<typeof extendInput>;
export type OutageInput = z.infer<typeof outageInput>;
export type IssueCardInput = z.infer<typeof issueCardInput>;
export type CardWordsInput = z.infer<typeof cardWordsInput>;
