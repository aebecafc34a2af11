import { issue } from './case-documents.js';
import type { CaseEvent, Defect, OneTimeNoticeIssued } from './case-events.js';
import type { CaseState } from './case-state.js';
import { avoidableBy, type Assessment } from './intake.js';
import type { Plan } from './plan.js';
import { openProposal } from './second-notice.js';

export interface When {
  readonly at: number;
  /** The newest fact. */
  readonly asOf: number;
}

/** 一次性告知 of these defects, or where somebody must agree first, that it is proposed. */
export function noticeOf(plan: Plan, state: CaseState, defects: readonly Defect[], when: When): CaseEvent[] {
  const causedBy = avoidableBy(plan, state, defects);
  const needsConsent = causedBy.length > 0 && plan.avoidableNotices !== 'at-once';
  if (!needsConsent) return [giveNotice(state, { ...when, defects, avoidable: causedBy.length > 0 })];
  if (openProposal(state) !== null) return [];
  const proposal = `second-notice-${String(state.secondNotices.length + 1)}`;
  const { round, notices } = state;
  return [{ type: 'SecondNoticeProposed', ...when, proposal, number: notices.length + 1, round, defects, causedBy }];
}

/** What was proposed no longer holds: an answer has changed what would have to be told, or whose fault it is. */
export function proposalOutdated(plan: Plan, state: CaseState, found: Assessment, when: When): CaseEvent[] {
  const proposal = openProposal(state);
  if (proposal === null) return [];
  const holds =
    found.kind === 'defective' &&
    same(found.defects, proposal.defects) &&
    same(avoidableBy(plan, state, found.defects), proposal.causedBy);
  return holds ? [] : [{ type: 'SecondNoticeTakenBack', ...when, proposal: proposal.id }];
}

/** What a notice says of itself, beside its place in the case. */
type Said = Pick<OneTimeNoticeIssued, 'at' | 'asOf' | 'defects' | 'avoidable' | 'causedBy' | 'consent'>;

export const giveNotice = (state: CaseState, given: Said): OneTimeNoticeIssued => ({
  type: 'OneTimeNoticeIssued',
  ...given,
  number: state.notices.length + 1,
  round: state.round,
  document: issue('notice', state, given.at),
});

const same = (a: readonly unknown[], b: readonly unknown[]): boolean => JSON.stringify(a) === JSON.stringify(b);
