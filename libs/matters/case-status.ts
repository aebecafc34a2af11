import { hasEnded, type CaseState } from './case-state.js';
import { preChecks } from './intake.js';
import type { Plan } from './plan.js';
import { openProposal } from './second-notice.js';
import { atOfficers } from './waiting.js';

/** Where a case stands, in one word. `parked` is said by the host, which alone knows of it. */
export const caseStatuses = [
  'submitted',
  'pre-checking',
  'awaiting-correction',
  'awaiting-consent',
  'in-review',
  'in-progress',
  'completed',
  'declined',
  'refused',
  'withdrawn',
  'terminated',
  'parked',
] as const;
export type CaseStatus = (typeof caseStatuses)[number];

export function statusOf(plan: Plan, state: CaseState): CaseStatus {
  const { phase } = state;
  if (phase === 'none') return 'submitted';
  if (hasEnded(state) || phase === 'awaiting-correction') return phase as CaseStatus;
  const asks = openProposal(state)?.status === 'proposed' && state.withdrawal?.status !== 'pending';
  if (asks) return 'awaiting-consent';
  const atOfficer = atOfficers(plan, state).length > 0;
  if (phase === 'work') return atOfficer ? 'in-review' : 'in-progress';
  // Before all have answered the machines are still at it, whoever else must look afterwards.
  const allAnswered = preChecks(plan, state).every((step) => (state.steps[step.id]?.answer ?? null) !== null);
  return atOfficer && allAnswered ? 'in-review' : 'pre-checking';
}
