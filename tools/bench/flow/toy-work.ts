import { createHash, randomBytes } from 'node:crypto';
import { toyPlan } from '@yichuang/matters';

/** The work of one toy case as whoever hands it in sees it; the same as other engines are given for comparison. */

/** Every step of the plan; each leaves one durable result. */
export const toySteps: readonly string[] = toyPlan.steps.map(({ id }) => id);

const LETTERS = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const CODE_LETTERS = 18;

/** The code the toy registration issues: derived from the case, so that whoever hands a case in can tell the right one. */
export function toyCode(caseId: string): string {
  const digest = createHash('sha256').update(caseId).digest();
  return Array.from(digest.subarray(0, CODE_LETTERS), (byte) => LETTERS[byte % LETTERS.length]).join('');
}

/** As a gateway makes them: letters and digits alone, and as long. */
export const newCaseId = (): string => randomBytes(12).toString('hex');

/** What the orchestrator's door takes. */
export const toyApplication = (caseId: string): object => ({
  matter: 'toy',
  hall: '350405',
  authority: '350405',
  inputs: { name: `Example Trading Co., Ltd. ${caseId}`, capital: 1_000_000, district: 'D-01' },
  leftOut: {},
  sections: {},
});
