import type { StepAnswered } from './case-events.js';
import { mayStillEnd, openReview, type AskedBefore, type CaseState, type Review } from './case-state.js';
import { waitsForOfficer } from './intake.js';
import type { Plan, Step } from './plan.js';

/** What a case keeps of former rounds and former answers. */

/** Why a step waited is kept when the officer has spoken: it is the answer to "why was this not instant?". */
export function reviewsAfter(
  plan: Plan,
  state: CaseState,
  step: Step,
  said: Pick<StepAnswered, 'answer' | 'answeredAt'>,
): readonly Review[] {
  const { answer, answeredAt } = said;
  const open = openReview(state, step.id);
  const waits = waitsForPerson(plan, state, step, answer);
  if (waits === (open !== undefined)) return state.reviews;
  if (!waits) return state.reviews.map((review) => (review === open ? { ...review, until: answeredAt } : review));
  const begun = { step: step.id, round: state.round, since: answeredAt, until: null, findings: answer.findings };
  return [...state.reviews, begun];
}

/** A refusal that comes when the company exists already ends nothing: a person must put it right. */
function waitsForPerson(plan: Plan, state: CaseState, step: Step, answer: StepAnswered['answer']): boolean {
  if (step.stage === 'intake') return waitsForOfficer({ answer });
  return answer.outcome === 'review' || (answer.outcome === 'refused' && !mayStillEnd(plan, state));
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
