import type { StepAnswered } from './case-events.js';
import { openReview, type AskedBefore, type CaseState, type Review } from './case-state.js';
import { waitsForOfficer } from './intake.js';
import type { Step } from './plan.js';

/** What a case keeps of former rounds and former answers. */

/** Why a step waited is kept when the officer has spoken: it is the answer to "why was this not instant?". */
export function reviewsAfter(
  state: CaseState,
  step: Step,
  said: Pick<StepAnswered, 'answer' | 'answeredAt'>,
): readonly Review[] {
  const { answer, answeredAt } = said;
  const open = openReview(state, step.id);
  const waits = answer.outcome === 'review' || (step.stage === 'intake' && waitsForOfficer({ answer }));
  if (waits === (open !== undefined)) return state.reviews;
  if (!waits) return state.reviews.map((review) => (review === open ? { ...review, until: answeredAt } : review));
  const begun = { step: step.id, round: state.round, since: answeredAt, until: null, findings: answer.findings };
  return [...state.reviews, begun];
}

export function askedSoFar(state: CaseState): Readonly<Record<string, AskedBefore>> {
  const asked: Record<string, AskedBefore> = { ...state.askedBefore };
  for (const [step, { answer }] of Object.entries(state.steps)) {
    if (answer === null) continue;
    const { pass, fail, unknown } = answer.rules;
    asked[step] = { ruleSet: answer.ruleSet, rules: [...pass, ...fail, ...unknown] };
  }
  return asked;
}
