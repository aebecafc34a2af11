import type { PastDeed, ReportedFinding, StepAnswer } from '@yichuang/contracts';
import { standing, type Finding } from '@yichuang/kernel';
import type { AgentsHeard } from './agents.js';
import type { Ending } from './commands.js';
import type {
  ClaimLapsed,
  ItemAssigned,
  ItemClaimed,
  ItemHandedOver,
  ItemReleased,
  OfficerEvent,
  OfficerRuled,
  StepRecommended,
} from './events.js';
import { faultsBack, type SentBack } from './sent-back.js';

/** Who has what waits in hand, and until when nobody else works on it. */
export interface Claim {
  readonly by: string;
  readonly until: number;
  /** Who gave it to him; `null`: he took it himself. */
  readonly from: string | null;
}

/** What another department was asked. Instants are epoch ms. */
export interface Question {
  readonly id: string;
  readonly to: string;
  readonly by: string;
  readonly question: string;
  readonly minutes: number | null;
  readonly step: string;
  readonly round: number;
  readonly askedAt: number;
  /** `null` until the orchestrator has sent it on. */
  readonly dueAt: number | null;
  /** `null` while an opinion is waited for. */
  readonly ending: Ending | null;
}

/** What officers have to do with one case at one desk. */
export interface OfficersState {
  /** What the desk said last. */
  readonly answer: StepAnswer | null;
  /** What of it rules could not tell. */
  readonly calls: readonly ReportedFinding[];
  /** Since when something waits; `null`: nothing does. */
  readonly since: number | null;
  readonly claim: Claim | null;
  /** To what the desk said last. */
  readonly recommended: Pick<StepRecommended, 'by' | 'rulings' | 'opinion'> | null;
  readonly ruled: Pick<OfficerRuled, 'by' | 'how' | 'step' | 'round' | 'rulings' | 'reason'> | null;
  readonly inspections: readonly { readonly by: string; readonly findings: string }[];
  /** What other departments were asked, whatever the step. */
  readonly questions: readonly Question[];
  /** Faults of this desk that the supervisor did not let be told a second time; `null`: none ever. */
  readonly sentBack: SentBack | null;
  /** Who acts for the applicant, or does no more, since the last task said it. */
  readonly agents: AgentsHeard;
  /** What officers did in this case, whatever the step: the rules of separation look at all of it. */
  readonly done: readonly PastDeed[];
  /** With the last event the case left the queue. */
  readonly left: boolean;
}

export const noOfficers: OfficersState = {
  answer: null,
  calls: [],
  since: null,
  claim: null,
  recommended: null,
  ruled: null,
  inspections: [],
  questions: [],
  sentBack: null,
  agents: {},
  done: [],
  left: false,
};

/** The event with which every desk calls an officer to a step that rules cannot decide. */
const CALL = 'ManualReviewRequired';

/** An event of the desk itself, as far as officers have to do with it. */
export interface OwnEvent {
  readonly type: string;
  readonly at: number;
  readonly answer?: StepAnswer;
}

/** What an answer leaves to a person: before acceptance what holds the notice, on the clock whatever is in the way. */
function callsOf({ type }: OwnEvent, { outcome, findings }: StepAnswer): readonly ReportedFinding[] {
  if (type === CALL || outcome === 'review' || outcome === 'refused')
    return findings.filter(({ disposal }) => disposal !== 'tag');
  if (outcome === 'done') return [];
  const holding = new Set<Finding>(standing(findings).reviewBefore);
  return findings.filter((found) => holding.has(found));
}

/** @param open whether a person can decide the step in the state after the event */
export function afterOwn(state: OfficersState, event: OwnEvent, open: boolean): OfficersState {
  const { answer = null } = event;
  const said = answer === null ? state : answered(state, event, answer);
  if (open && said.calls.length > 0) return { ...said, since: state.since ?? event.at, left: false };
  if (state.since === null && !state.left) return said;
  const { sentBack } = said;
  return { ...said, since: null, claim: null, recommended: null, sentBack: over(sentBack), left: state.since !== null };
}

/** What was sent back waits on until a person has spoken to it, whatever a source says of something else. */
function answered(state: OfficersState, event: OwnEvent, answer: StepAnswer): OfficersState {
  const back = faultsBack(state.sentBack, answer);
  const calls = together(callsOf(event, answer), back);
  return {
    ...state,
    answer,
    calls,
    recommended: null,
    sentBack: back.length === 0 ? over(state.sentBack) : state.sentBack,
  };
}

const together = (calls: readonly ReportedFinding[], back: readonly ReportedFinding[]): readonly ReportedFinding[] =>
  back.length === 0 ? calls : [...calls, ...back.filter((one) => !calls.includes(one))];

const over = (sentBack: SentBack | null): SentBack | null =>
  sentBack?.open === true ? { ...sentBack, open: false } : sentBack;

type Evolve = {
  readonly [T in OfficerEvent['type']]: (
    state: OfficersState,
    event: Extract<OfficerEvent, { readonly type: T }>,
  ) => OfficersState;
};

type ClaimEvent = ItemClaimed | ItemReleased | ItemHandedOver | ItemAssigned | ClaimLapsed;

/** Who has it in hand by what was done last. */
export function claimBy(event: ClaimEvent): Claim | null {
  switch (event.type) {
    case 'ItemClaimed':
      return { by: event.by, until: event.until, from: null };
    case 'ItemHandedOver':
    case 'ItemAssigned':
      return { by: event.to, until: event.until, from: event.by };
    case 'ItemReleased':
    case 'ClaimLapsed':
      return null;
  }
}

const inHand = (state: OfficersState, event: ClaimEvent): OfficersState => ({
  ...state,
  left: false,
  claim: claimBy(event),
});

export const evolveOfficers: Evolve = {
  ItemClaimed: inHand,
  ItemReleased: inHand,
  ItemHandedOver: inHand,
  ItemAssigned: inHand,
  ClaimLapsed: inHand,
  // with his opinion the reviewer is done: it is the approver's turn
  StepRecommended: (state, { by, rulings, opinion }) => ({
    ...state,
    left: false,
    claim: null,
    recommended: { by, rulings, opinion },
    done: [...state.done, { act: 'review', by }],
  }),
  OfficerRuled: (state, { by, how, step, round, rulings, reason }) => ({
    ...state,
    left: false,
    claim: null,
    ruled: { by, how, step, round, rulings, reason },
    // an override is of other rules than those that wait
    sentBack: how === 'decide' ? over(state.sentBack) : state.sentBack,
    done: [...state.done, { act: 'approve', by }],
  }),
  ItemInspected: (state, { by, findings }) => ({
    ...state,
    left: false,
    inspections: [...state.inspections, { by, findings }],
    done: [...state.done, { act: 'inspect', by }],
  }),
  ConsultationRequested: (state, { type: _type, at: askedAt, desk: _desk, ...asked }) => ({
    ...state,
    left: false,
    questions: [...state.questions, { ...asked, askedAt, dueAt: null, ending: null }],
  }),
  ConsultationRequestWithdrawn: (state, { id }) => asked(state, id, { ending: { kind: 'withdrawn' } }),
  ConsultationDated: (state, { id, dueAt }) => asked(state, id, { dueAt }),
  ConsultationEnded: (state, { id, ending }) => asked(state, id, { ending }),
  AgentNoted: (state, { agent, acts }) => ({ ...state, left: false, agents: { ...state.agents, [agent]: acts } }),
  FaultsSentBack: (state, { type: _type, at, ...faults }) => {
    const sentBack: SentBack = { ...faults, at, open: true };
    const back = state.answer === null ? [] : faultsBack(sentBack, state.answer);
    const calls = together(state.calls, back);
    return { ...state, sentBack, calls, since: state.since ?? at, recommended: null, left: false };
  },
  SendingBackEnded: (state) => {
    const { sentBack, calls, answer, since } = state;
    const back = answer === null ? [] : faultsBack(sentBack, answer);
    const left = calls.filter((one) => !back.includes(one));
    const ended = { ...state, sentBack: over(sentBack), calls: left, recommended: null };
    return left.length > 0 ? ended : { ...ended, since: null, claim: null, left: since !== null };
  },
};

const asked = (state: OfficersState, id: string, change: Partial<Question>): OfficersState => ({
  ...state,
  left: false,
  questions: state.questions.map((one) => (one.id === id ? { ...one, ...change } : one)),
});

/** What was asked about what lies on the desk now, and not taken back. */
export const questionsNow = ({ answer, questions }: OfficersState): readonly Question[] =>
  questions.filter(
    ({ step, round, ending }) => answer?.step === step && answer.round === round && ending?.kind !== 'withdrawn',
  );

/** A claim counts until its time, however late the timer comes. */
export const claimAt = ({ claim }: Pick<OfficersState, 'claim'>, at: number): Claim | null =>
  claim !== null && at < claim.until ? claim : null;
