import type { StepAnswer } from '@yichuang/contracts';
import { byWhom } from './handing-in.js';
import { alreadySo, decided, type Decision } from '@yichuang/kernel';
import type { TakeAnswer, TakeWithdrawalAnswer, Withdraw } from './case-commands.js';
import type { CaseEvent } from './case-events.js';
import * as no from './case-rejections.js';
import { endingAsOf } from './conclusions.js';
import { hasEnded, mayStillEnd, type CaseState } from './case-state.js';
import { settle, type Run } from './settle.js';

/** What the departments say, to a step and to a withdrawal. */
type Given = Decision<CaseEvent>;

/**
 * A later answer takes the place of an earlier one to the same step and round; what is done stays done. An answer to a
 * former round speaks of a form that is no longer there.
 * @throws TypeError when a department answers what it was not asked: its contract is broken, and the case is parked.
 */
export function takeAnswer(run: Run, command: TakeAnswer, state: CaseState): Given {
  const { answer, department, at } = command;
  if (hasEnded(state) || answer.round < state.round) return alreadySo;
  const step = run.book.plan.steps.find(({ id }) => id === answer.step);
  const asked = state.steps[answer.step];
  if (asked === undefined || step?.department !== department || answer.round > state.round)
    throw new TypeError(`${department} was not asked for ${answer.step} in round ${String(answer.round)}`);
  // A fact cannot lie ahead: the clocks of two machines differ by a little.
  const answeredAt = Math.min(command.answeredAt, at);
  if (asked.answer !== null) {
    const settled = asked.answer.outcome === 'done' || same(asked.answer, answer);
    if (settled || answeredAt < (asked.answeredAt ?? 0)) return alreadySo;
  }
  return settle(run, state, [{ type: 'StepAnswered', at, answeredAt, answer }], command);
}

/** Free where nobody need decide it; else asked of the one whose effect cannot be undone. */
export function withdraw(run: Run, command: Withdraw, state: CaseState): Given {
  const { plan } = run.book;
  const { at } = command;
  if (state.phase === 'none') return no.noSuchCase();
  if (state.phase === 'withdrawn' || state.withdrawal?.status === 'pending') return alreadySo;
  if (hasEnded(state)) return state.phase === 'completed' ? no.tooLateToWithdraw() : no.caseEnded();
  if (!mayStillEnd(plan, state)) return no.tooLateToWithdraw();
  if (state.withdrawal?.status === 'turned-down') return no.withdrawalTurnedDown();
  if (plan.withdrawal !== null)
    return decided<CaseEvent>({
      type: 'WithdrawalRequested',
      at,
      ...byWhom(command),
      department: plan.withdrawal,
      requestedAt: at,
    });
  const withdrawn = { type: 'CaseWithdrawn', at, asOf: at, reason: 'WITHDRAWN_BY_APPLICANT' } as const;
  return settle(run, state, [{ ...withdrawn, ...byWhom(command) }], command);
}

/** @throws TypeError for another department's word, and for one that would roll a registered company back. */
export function takeWithdrawalAnswer(run: Run, command: TakeWithdrawalAnswer, state: CaseState): Given {
  const { at, department, granted } = command;
  if (hasEnded(state) || state.withdrawal?.status !== 'pending') return alreadySo;
  if (department !== run.book.plan.withdrawal) throw new TypeError(`${department} does not decide withdrawals`);
  const asOf = Math.min(command.answeredAt, at);
  if (!granted) return settle(run, state, [{ type: 'WithdrawalTurnedDown', at, asOf }], command);
  if (!mayStillEnd(run.book.plan, state))
    throw new TypeError(`${department} granted the withdrawal of ${state.caseId} after an act that cannot be undone`);
  const withdrawn = { at, asOf: endingAsOf(state, asOf), reason: 'WITHDRAWN_BY_APPLICANT' } as const;
  return settle(run, state, [{ type: 'CaseWithdrawn', ...withdrawn }], command);
}

const same = (a: StepAnswer, b: StepAnswer): boolean => JSON.stringify(a) === JSON.stringify(b);
