import { z } from 'zod';
import { instant } from './answer.js';
import { departmentName } from './department.js';

/**
 * 平台推送: the orchestrator asks one department for one step. Public with the department as its audience; the
 * department's sealed section (ciphertext) travels in the event's `sealed` bytes where the step needs it.
 */
export const departmentTaskDispatched = z.object({
  step: z.string(),
  department: departmentName,
  /** What is asked: `check-name`, `pre-check`, `register`, `open`. */
  task: z.string(),
  round: z.number().int().positive(),
  /** The case's speakable number. */
  number: z.string(),
  /** 350405 … the authority the application was made to. */
  authority: z.string(),
  hall: z.string(),
  /** Who applies, by an id that tells nobody who it is, so that nobody decides his own case. Absent in tasks of before. */
  principal: z.string().optional(),
  /** Who acts for him by then, where somebody does: nobody decides a case he acts in. */
  agents: z.array(z.string()).optional(),
  /** Who took the application in at the counter, where somebody did: he neither reviews nor approves it. */
  intakeBy: z.string().optional(),
  /** Who took a correction there: nor does he. */
  correctionsTakenBy: z.array(z.string()).optional(),
  /** When the department's sub-clock runs out; null before acceptance. */
  dueAt: instant.nullable(),
  /** Non-private data for the step, in the shape the department's contract names. */
  data: z.record(z.string(), z.unknown()),
});
export type DepartmentTaskDispatched = z.infer<typeof departmentTaskDispatched>;

/** The applicant wants the case to end; market regulation decides (free until a code was asked for). */
export const withdrawalRequested = z.object({ requestedAt: instant });
export type WithdrawalRequested = z.infer<typeof withdrawalRequested>;

/**
 * A case ended without a company: whoever holds something for it (a name, a question under way) lets go.
 * Event types `ApplicationDeclined`, `CaseRefused`, `CaseWithdrawn`, `CaseTerminated`, each to everybody.
 */
export const caseEnded = z.object({ reason: z.string() });
export const caseEndings = ['ApplicationDeclined', 'CaseRefused', 'CaseWithdrawn', 'CaseTerminated'] as const;
