import type { StepAnswer } from '@yichuang/contracts';
import type { Intake } from './at-counter.js';
import type { Card } from './cards.js';
import type { CaseClock } from './case-clocks.js';
import type { Outage, Pause, Restart } from './case-pauses.js';
import type { CaseDocument } from './case-documents.js';
import type { Deemed } from './acceptance-term.js';
import type { Defect, OneTimeNoticeIssued } from './case-events.js';
import type { EntrustedAs } from './entrustment.js';
import type { Plan, Step } from './plan.js';
import type { Consultation } from './consultation.js';
import type { Commitment } from './commitment.js';
import type { Tolerance } from './tolerance.js';
import type { OnDuty } from './on-duty.js';
import type { Rating } from './rating.js';
import type { SecondNotice } from './second-notice.js';

export type Phase =
  | 'none'
  | 'intake'
  | 'awaiting-correction'
  | 'work'
  | 'completed'
  | 'declined'
  | 'refused'
  | 'withdrawn'
  | 'terminated';

/** A step that was asked, in the round it was asked. */
export interface StepState {
  readonly dispatchedAt: number;
  readonly answer: StepAnswer | null;
  readonly answeredAt: number | null;
}

/** A step waited for an officer: since when, why, and until he had spoken. Kept over corrections. */
export interface Review {
  readonly step: string;
  readonly round: number;
  readonly since: number;
  /** `null` while it lasts, or when the case ended first. */
  readonly until: number | null;
  readonly findings: StepAnswer['findings'];
}

/** What a step had been asked, and under which rules, when an earlier notice was given. */
export interface AskedBefore {
  readonly ruleSet: string;
  readonly rules: readonly string[];
}

export interface CaseState {
  readonly phase: Phase;
  readonly caseId: string;
  readonly matter: string;
  readonly planVersion: string;
  readonly number: string;
  readonly hall: string;
  readonly authority: string;
  readonly principal: string;
  /** Who acts for the applicant, or helps him. */
  readonly entrusted: readonly EntrustedAs[];
  /** Whom the head of the hall named to walk it through; `null`: nobody. */
  readonly manager: { readonly id: string; readonly since: number } | null;
  readonly consentVersion?: string;
  /** The clerk who took the application, and how it was signed; `null` where the applicant handed it in himself. */
  readonly intake: Intake | null;
  /** Clerks who took a correction at the counter, each once. */
  readonly correctionsTakenBy: readonly string[];
  readonly submittedAt: number;
  /** Counts the applications handed in: the first, and each correction. */
  readonly round: number;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly leftOut: Readonly<Record<string, string>>;
  readonly steps: Readonly<Record<string, StepState>>;
  readonly reviews: readonly Review[];
  /** By step, of this round, as far as a department said. */
  readonly onDuty: Readonly<Record<string, OnDuty>>;
  /** Officers who ever had a step of it in hand, each once. */
  readonly hadInHand: readonly string[];
  readonly askedBefore: Readonly<Record<string, AskedBefore>>;
  readonly notices: readonly OneTimeNoticeIssued[];
  /** Second notices that were proposed, whatever became of them. */
  readonly secondNotices: readonly SecondNotice[];
  readonly clocks: Readonly<Record<string, CaseClock>>;
  readonly cards: Readonly<Record<string, Card>>;
  readonly pauses: readonly Pause[];
  readonly outages: readonly Outage[];
  readonly restarts: readonly Restart[];
  readonly documents: readonly CaseDocument[];
  readonly acceptedAt: number | null;
  /** It was accepted by the silence of the house; `null` of all others. */
  readonly deemed: Deemed | null;
  readonly insisted: boolean;
  /** Papers that were promised; `null` where everything was there. */
  readonly tolerance: Tolerance | null;
  readonly commitments: readonly Commitment[];
  /** What departments asked each other. */
  readonly consultations: readonly Consultation[];
  readonly withdrawal: {
    readonly status: 'pending' | 'turned-down';
    readonly requestedAt: number;
    readonly answeredAt: number | null;
  } | null;
  readonly end: CaseEnd | null;
  /** How the applicant found it, when all was done. */
  readonly rating?: Rating;
}

/** How a case ended. */
export interface CaseEnd {
  readonly at: number;
  readonly reason: string | null;
  readonly defects: readonly Defect[];
  readonly competentAuthority: string | null;
}

export const noCase: CaseState = {
  phase: 'none',
  caseId: '',
  matter: '',
  planVersion: '',
  number: '',
  hall: '',
  authority: '',
  principal: '',
  entrusted: [],
  manager: null,
  intake: null,
  correctionsTakenBy: [],
  submittedAt: 0,
  round: 0,
  inputs: {},
  leftOut: {},
  steps: {},
  reviews: [],
  onDuty: {},
  hadInHand: [],
  askedBefore: {},
  notices: [],
  secondNotices: [],
  clocks: {},
  cards: {},
  pauses: [],
  outages: [],
  restarts: [],
  documents: [],
  acceptedAt: null,
  deemed: null,
  insisted: false,
  tolerance: null,
  commitments: [],
  consultations: [],
  withdrawal: null,
  end: null,
};

const ENDS: readonly Phase[] = ['completed', 'declined', 'refused', 'withdrawn', 'terminated'];

export const hasEnded = (state: CaseState): boolean => ENDS.includes(state.phase);

export const isLeftOut = (state: CaseState, step: Step): boolean =>
  step.department !== null && Object.hasOwn(state.leftOut, step.department);

/** The departments this case asks, each once. */
export const askedDepartments = (plan: Plan, state: CaseState): readonly string[] => [
  ...new Set(plan.steps.filter((step) => !isLeftOut(state, step)).flatMap(({ department }) => department ?? [])),
];

/** Answered as far as the plan waits for it: a pre-check by any answer, work only by its effect, own acts by the phase. */
export function isDone(state: CaseState, step: Step): boolean {
  if (isLeftOut(state, step)) return true;
  if (step.department === null) return step.task === 'accept' ? state.acceptedAt !== null : state.phase === 'completed';
  const outcome = state.steps[step.id]?.answer?.outcome;
  return step.stage === 'intake' ? outcome !== undefined : outcome === 'done';
}

/** Before the irrevocable step is done a case may still be refused or withdrawn; a company that exists stays. */
export const mayStillEnd = (plan: Plan, state: CaseState): boolean =>
  !plan.steps.some((step) => step.irrevocable === true && isDone(state, step));

/** The wait for an officer a step is in now. */
export const openReview = (state: CaseState, step: string): Review | undefined =>
  state.reviews.find((review) => review.step === step && review.round === state.round && review.until === null);
