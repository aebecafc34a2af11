import { extendReasons, pauseReasons, restartReasons } from '@yichuang/working-time';
import { z } from 'zod';
import { paperKind } from '@yichuang/contracts';

/** What people say with an act on a clock or a card: as the public door takes it, and the desk. */

const keysOf = <K extends string>(of: Readonly<Record<K, unknown>>) => Object.keys(of) as [K, ...K[]];

/** A sentence for the applicant; the notice that carries it stays for ever, so it names nobody. */
const note = z.string().trim().min(1).max(200);
const department = z.string().min(1).max(40).nullable();

const print = z.string().regex(/^[0-9a-f]{64}$/);
const version = z.string().min(1).max(20);
const workingDays = z.int().min(1).max(20);

/** 容缺承诺: which papers, in which words, and what was signed. */
export const promiseInput = z.strictObject({
  papers: z.array(paperKind).min(1).max(20),
  version,
  sha256: print,
  /** Working days until then; none: as many as there are. */
  workingDays: workingDays.nullable().default(null),
});
export const supplementInput = z.strictObject({
  papers: z
    .array(z.strictObject({ kind: paperKind, sha256: print }))
    .min(1)
    .max(20),
});
export const commitmentInput = z.strictObject({ commitment: z.string().min(1).max(40), version, sha256: print });
export const inspectionInput = z.strictObject({
  commitment: z.string().min(1).max(40),
  found: z.enum(['true', 'false']),
  note,
});
export const pauseForPapersInput = z.strictObject({ note });
export const extendToleranceInput = z.strictObject({ workingDays, note });

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
export const restartInput = z.strictObject({ reason: z.enum(keysOf(restartReasons)), note });
export const outageInput = z.strictObject({ note });

/** 同意再次告知: of which proposal, and why. */
export const consentInput = z.strictObject({
  proposal: z.string().min(1).max(40),
  decision: z.enum(['consent', 'refuse']),
  reason: note,
});

/** A sentence that stays with a card, so it names nobody. */
const words = z.string().trim().min(1).max(500);
export const issueCardInput = z.strictObject({
  kind: z.enum(['yellow', 'red']),
  /** Whom it is for; none: the hall. */
  department: department.default(null),
  words,
});
export const cardWordsInput = z.strictObject({ words });

export type PromiseInput = z.infer<typeof promiseInput>;
export type SupplementInput = z.infer<typeof supplementInput>;
export type CommitmentInput = z.infer<typeof commitmentInput>;
export type InspectionInput = z.infer<typeof inspectionInput>;
export type PauseForPapersInput = z.infer<typeof pauseForPapersInput>;
export type ExtendToleranceInput = z.infer<typeof extendToleranceInput>;
export type PauseInput = z.infer<typeof pauseInput>;
export type ResumeInput = z.infer<typeof resumeInput>;
export type ExtendInput = z.infer<typeof extendInput>;
export type RestartInput = z.infer<typeof restartInput>;
export type OutageInput = z.infer<typeof outageInput>;
export type ConsentInput = z.infer<typeof consentInput>;
export type IssueCardInput = z.infer<typeof issueCardInput>;
export type CardWordsInput = z.infer<typeof cardWordsInput>;
