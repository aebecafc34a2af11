import type { Role } from '@yichuang/contracts';
import { text, type Decider, type Text } from '@yichuang/kernel';
import type { CaseCommand } from './case-commands.js';
import type { CaseEvent, Defect, OneTimeNoticeIssued } from './case-events.js';
import type { CaseState } from './case-state.js';

/**
 * 一次性告知 (行政许可法 a.32(4)): what could have been told the first time is told a second time only with the supervisor's
 * consent. Until he has spoken the notice is proposed, and told to nobody.
 */
export interface SecondNoticeProposed {
  readonly type: 'SecondNoticeProposed';
  /** Domain time, epoch ms. */
  readonly at: number;
  /** The newest fact it rests on. */
  readonly asOf: number;
  /** `second-notice-1` and so on, within the case. */
  readonly proposal: string;
  /** Of the notice it would be. */
  readonly number: number;
  readonly round: number;
  /** All of them, also those nobody could have seen before: one notice names everything. */
  readonly defects: readonly Defect[];
  /** Departments that could have named theirs before. */
  readonly causedBy: readonly string[];
}

/** No notice is given. Nothing is waived and nothing decided by it: the faults go back to whoever named them. */
export interface SecondNoticeRefused {
  readonly type: 'SecondNoticeRefused';
  readonly at: number;
  readonly proposal: string;
  /** `actor.id` */
  readonly by: string;
  /** In his words; names nobody, for everybody may read it. */
  readonly reason: string;
  /** What could have been told before, by whoever named it; absent in events recorded before it was said. */
  readonly sentBack?: readonly SentBack[];
}

/** Faults of one department, to the step to which it named them: rule ids. */
export interface SentBack {
  readonly department: string;
  readonly step: string;
  readonly rules: readonly string[];
}

/** What was proposed is not what would have to be told any more. */
export interface SecondNoticeTakenBack {
  readonly type: 'SecondNoticeTakenBack';
  readonly at: number;
  readonly asOf: number;
  readonly proposal: string;
}

export type SecondNoticeEvent = SecondNoticeProposed | SecondNoticeRefused | SecondNoticeTakenBack;

/** The supervisor says whether the applicant may be sent back once more. */
export interface ConsentToNotice {
  readonly type: 'ConsentToNotice';
  /** Domain time at which it is decided, epoch ms. */
  readonly at: number;
  readonly calendarVersion?: string;
  readonly by: string;
  /** What he is, for the rules of separation; absent in replay, for whoever was barred left no event. */
  readonly roles?: readonly Role[];
  /** What he has read: another that took its place meanwhile he has not. */
  readonly proposal: string;
  readonly decision: 'consent' | 'refuse';
  readonly reason: string;
  /** In replay, of a refusal that did not say yet what it sends back. */
  readonly unsaid?: true;
}

/** Whose consent a notice was given with. */
export interface Consent {
  readonly proposal: string;
  readonly by: string;
  readonly reason: string;
}

export interface SecondNotice {
  readonly id: string;
  readonly number: number;
  readonly round: number;
  readonly proposedAt: number;
  readonly defects: readonly Defect[];
  readonly causedBy: readonly string[];
  readonly status: 'proposed' | 'refused' | 'given' | 'taken-back';
  /** When it was given or taken back. */
  readonly until: number | null;
  readonly decision: { readonly by: string; readonly at: number; readonly reason: string } | null;
  /** Of one that was refused: what its departments think of anew; absent where that was not said. */
  readonly sentBack?: readonly SentBack[];
}

/** The one a case waits with now: for the supervisor, or since he refused for the departments. */
export function openProposal({
  phase,
  round,
  deemed,
  secondNotices,
}: Pick<CaseState, 'phase' | 'round' | 'deemed' | 'secondNotices'>): SecondNotice | null {
  const last = secondNotices.at(-1);
  const open = last?.status === 'proposed' || last?.status === 'refused';
  // Silence may have been taken for acceptance meanwhile; the pre-checks go on, and so does this.
  const checking = phase === 'intake' || (phase === 'work' && deemed !== null);
  return open && last.round === round && checking ? last : null;
}

const changed = (
  { secondNotices }: CaseState,
  proposal: string,
  change: Partial<SecondNotice>,
): Pick<CaseState, 'secondNotices'> => ({
  secondNotices: secondNotices.map((one) => (one.id === proposal ? { ...one, ...change } : one)),
});

/** Whoever had in hand what was sent back has it no more; his desk says nothing of it. */
function inNoHand({ onDuty, secondNotices }: CaseState, proposal: string): CaseState['onDuty'] {
  const sentBack = secondNotices.find(({ id }) => id === proposal)?.sentBack ?? [];
  const steps = new Set(sentBack.map(({ step }) => step));
  return Object.fromEntries(Object.entries(onDuty).filter(([step]) => !steps.has(step)));
}

/** The notice that was consented to is the one that was proposed. */
export const givenWith = (state: CaseState, { at, consent }: OneTimeNoticeIssued): Pick<CaseState, 'secondNotices'> =>
  consent === undefined
    ? { secondNotices: state.secondNotices }
    : changed(state, consent.proposal, {
        status: 'given',
        until: at,
        decision: { by: consent.by, at, reason: consent.reason },
      });

export const secondNoticeEvolve: Pick<Decider<CaseCommand, CaseState, CaseEvent>['evolve'], SecondNoticeEvent['type']> =
  {
    SecondNoticeProposed: (state, { at: proposedAt, proposal: id, number, round, defects, causedBy }) => ({
      ...state,
      secondNotices: [
        ...state.secondNotices,
        { id, number, round, proposedAt, defects, causedBy, status: 'proposed', until: null, decision: null },
      ],
    }),
    SecondNoticeRefused: (state, { at, proposal, by, reason, sentBack }) => ({
      ...state,
      ...changed(state, proposal, {
        status: 'refused',
        decision: { by, at, reason },
        ...(sentBack === undefined ? {} : { sentBack }),
      }),
    }),
    SecondNoticeTakenBack: (state, { asOf, proposal }) => ({
      ...state,
      ...changed(state, proposal, { status: 'taken-back', until: asOf }),
      onDuty: inNoHand(state, proposal),
    }),
  };

/** The command behind what the supervisor said; its calendar stands on the cards. */
export const recallConsent = (
  { at }: { readonly at: number },
  { proposal, by, reason }: Consent,
  decision: ConsentToNotice['decision'],
): ConsentToNotice => ({ type: 'ConsentToNotice', at, by, proposal, decision, reason });

export const recallRefusal = (event: SecondNoticeRefused): ConsentToNotice => ({
  ...recallConsent(event, event, 'refuse'),
  ...(event.sentBack === undefined ? { unsaid: true } : {}),
});

export const proposedText = ({ number, defects }: SecondNoticeProposed): Text =>
  text(
    `发现本可在前次一并告知的问题，拟作第${String(number)}次告知（共${String(defects.length)}项），须经效能监督员同意`,
    `something was found that could have been told before; notice ${String(number)} (defects: ${String(defects.length)}) needs the supervisor’s consent`,
  );

export const refusedText = ({ by, reason }: SecondNoticeRefused): Text =>
  text(
    `${by} 不同意再次告知：${reason}；由提出问题的部门重新处理`,
    `${by} refused a second notice: ${reason}; the departments that named the defects must think again`,
  );

export const takenBackText = (): Text =>
  text('情况已变，再次告知的提议收回', 'things have changed: the proposed notice is taken back');
