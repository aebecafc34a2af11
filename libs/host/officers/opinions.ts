import { type Opinion, type OpinionSought, type PastDeed } from '@yichuang/contracts';
import { alreadySo, decided, type Decider, type Decision } from '@yichuang/kernel';
import { minutes } from '@yichuang/working-time';
import type { DeskCommand, DeskEvent } from '../desk.js';
import { CLAIM_MINUTES } from '../limits.js';
import { applicantsOf, type AgentsHeard } from './agents.js';
import * as claiming from './claims.js';
import type { AssignItem, ClaimItem, HandOverItem, LapseClaim, NoteAgent, Officer, ReleaseItem } from './commands.js';
import {
  isOfficerEvent,
  type AgentNoted,
  type ClaimLapsed,
  type ItemAssigned,
  type ItemClaimed,
  type ItemHandedOver,
  type ItemReleased,
} from './events.js';
import { barred, first, unclaimed, type Waiting } from './matter.js';
import { recallOfficer } from './recall.js';
import * as no from './rejections.js';
import { claimAt, claimBy, noOfficers, type Claim } from './state.js';

/** What another department wants to know, as the one that is asked has it. From `dueAt` on silence counts, and no answer does. */
export type Sought = Omit<OpinionSought, 'to'>;

export interface TakeQuestion extends DeskCommand {
  readonly type: 'TakeQuestion';
  readonly sought: Sought;
}
export interface GiveOpinion extends DeskCommand {
  readonly type: 'GiveOpinion';
  readonly officer: Officer;
  readonly consultation: string;
  readonly opinion: Opinion;
  readonly reason: string;
  readonly article: string | null;
  /** In replay, of an opinion given before questions were claimed. */
  readonly unclaimed?: true;
}
/** Nobody waits for an answer any more. */
export interface CloseQuestion extends DeskCommand {
  readonly type: 'CloseQuestion';
  readonly consultation: string;
  readonly because: 'withdrawn' | 'silent';
}
/** A published calendar moved its end. */
export interface MoveQuestion extends DeskCommand {
  readonly type: 'MoveQuestion';
  readonly consultation: string;
  readonly dueAt: number;
}
/** What is asked about one case lies on the desk as one item: whoever has it in hand answers all of it. */
type TakeInHand = ClaimItem | ReleaseItem | HandOverItem | AssignItem | LapseClaim;
export type OpinionCommand = TakeQuestion | GiveOpinion | CloseQuestion | MoveQuestion | TakeInHand | NoteAgent;

export interface QuestionTaken extends DeskEvent {
  readonly type: 'QuestionTaken';
  readonly sought: Sought;
}
export interface OpinionGiven extends DeskEvent {
  readonly type: 'OpinionGiven';
  readonly id: string;
  readonly by: string;
  readonly opinion: Opinion;
  readonly reason: string;
  readonly article: string | null;
}
export interface QuestionClosed extends DeskEvent {
  readonly type: 'QuestionClosed';
  readonly id: string;
  readonly because: CloseQuestion['because'];
}
export interface QuestionMoved extends DeskEvent {
  readonly type: 'QuestionMoved';
  readonly id: string;
  readonly dueAt: number;
}
type TakenInHand = ItemClaimed | ItemReleased | ItemHandedOver | ItemAssigned | ClaimLapsed;
export type OpinionEvent = QuestionTaken | OpinionGiven | QuestionClosed | QuestionMoved | TakenInHand | AgentNoted;

/** A question and what became of it. */
export interface Taken extends Sought {
  readonly takenAt: number;
  readonly closed: OpinionGiven | QuestionClosed | null;
}
export interface OpinionsState {
  readonly questions: readonly Taken[];
  readonly claim: Claim | null;
  readonly agents: AgentsHeard;
}

export const openQuestions = ({ questions }: OpinionsState): readonly Taken[] =>
  questions.filter(({ closed }) => closed === null);

/** With the last answer nobody has anything in hand. */
function closed(state: OpinionsState, by: OpinionGiven | QuestionClosed): OpinionsState {
  const after = {
    ...state,
    questions: state.questions.map((one) => (one.id === by.id ? { ...one, closed: by } : one)),
  };
  return openQuestions(after).length === 0 ? { ...after, claim: null } : after;
}

/** What is asked about one case, as those see it who take it in hand and let it go, whatever lies on a desk. */
function waitingIn(state: OpinionsState): Waiting {
  const open = openQuestions(state);
  return {
    state: { ...noOfficers, since: open[0]?.takenAt ?? null, claim: state.claim },
    applicants: applicantsOf(state.questions.at(-1), state.agents),
    takenBy: [],
    elsewhere: [],
    work: { act: 'advise', done: open.map(askedBy) },
    claimMillis: minutes(CLAIM_MINUTES),
  };
}

const askedBy = ({ askedBy: by }: Sought): PastDeed => ({ act: 'consult', by });

function giveOpinion({ at, officer, consultation: id, ...given }: GiveOpinion, state: OpinionsState): Given {
  const found = state.questions.find((one) => one.id === id);
  if (found === undefined) return no.noSuchQuestion();
  const { opinion, reason, article } = given;
  const said: OpinionGiven = { type: 'OpinionGiven', at, id, by: officer.id, opinion, reason, article };
  if (found.closed !== null) return isSame(found.closed, said) ? alreadySo : no.questionEnded();
  const waiting = waitingIn(state);
  const bar = first(
    () => barred(waiting, officer, 'advise', [askedBy(found)]),
    () => (at < found.dueAt ? null : no.tooLateToAnswer()),
    () => (given.unclaimed === true ? null : unclaimed(waiting, at, officer)),
  );
  return bar ?? decided(said);
}

type Given = Decision<OpinionEvent>;

const inHand =
  <C extends TakeInHand | NoteAgent>(take: (command: C, waiting: Waiting) => unknown) =>
  (command: C, state: OpinionsState): Given =>
    take(command, waitingIn(state)) as Given;

const taken = (state: OpinionsState, event: TakenInHand): OpinionsState => ({ ...state, claim: claimBy(event) });

/** 答复征求意见: an officer of the department that is asked says what it thinks, in time or not at all. */
export const opinionsDecider: Decider<OpinionCommand, OpinionsState, OpinionEvent> = {
  initial: { questions: [], claim: null, agents: {} },
  decide: {
    TakeQuestion: ({ at, sought }, { questions }) =>
      questions.some(({ id }) => id === sought.id) ? alreadySo : decided({ type: 'QuestionTaken', at, sought }),
    GiveOpinion: giveOpinion,
    CloseQuestion: ({ at, consultation: id, because }, { questions }) =>
      questions.some((one) => one.id === id && one.closed === null)
        ? decided({ type: 'QuestionClosed', at, id, because })
        : alreadySo,
    MoveQuestion: ({ at, consultation: id, dueAt }, { questions }) =>
      questions.some((one) => one.id === id && one.closed === null && one.dueAt !== dueAt)
        ? decided({ type: 'QuestionMoved', at, id, dueAt })
        : alreadySo,
    ClaimItem: inHand(claiming.claimItem),
    ReleaseItem: inHand(claiming.releaseItem),
    HandOverItem: inHand(claiming.handOverItem),
    AssignItem: inHand(claiming.assignItem),
    LapseClaim: inHand(claiming.lapseClaim),
    NoteAgent: inHand(claiming.noteAgent),
  },
  evolve: {
    QuestionTaken: (state, { at: takenAt, sought }) => ({
      ...state,
      questions: [...state.questions, { ...sought, takenAt, closed: null }],
    }),
    OpinionGiven: closed,
    QuestionClosed: closed,
    QuestionMoved: (state, { id, dueAt }) => ({
      ...state,
      questions: state.questions.map((one) => (one.id === id ? { ...one, dueAt } : one)),
    }),
    ItemClaimed: taken,
    ItemReleased: taken,
    ItemHandedOver: taken,
    ItemAssigned: taken,
    ClaimLapsed: taken,
    AgentNoted: (state, { agent, acts }) => ({ ...state, agents: { ...state.agents, [agent]: acts } }),
  },
};

const isSame = (one: OpinionGiven | QuestionClosed, other: OpinionGiven): boolean =>
  one.type === 'OpinionGiven' && JSON.stringify({ ...one, at: 0 }) === JSON.stringify({ ...other, at: 0 });

/** The command behind a decision of this desk. @throws TypeError when there was none */
export function recallOpinion(events: readonly OpinionEvent[], before: OpinionsState): OpinionCommand {
  const [begun] = events;
  if (begun === undefined) throw new TypeError('no events, no command');
  if (isOfficerEvent(begun)) return recallOfficer(begun) as TakeInHand | NoteAgent;
  switch (begun.type) {
    case 'QuestionTaken':
      return { type: 'TakeQuestion', at: begun.at, sought: begun.sought };
    case 'OpinionGiven': {
      const { at, by, id: consultation, opinion, reason, article } = begun;
      const said = { at, officer: { id: by, roles: [] }, consultation, opinion, reason, article };
      return { type: 'GiveOpinion', ...said, ...(claimAt(before, at)?.by === by ? {} : { unclaimed: true }) };
    }
    case 'QuestionClosed':
      return { type: 'CloseQuestion', at: begun.at, consultation: begun.id, because: begun.because };
    case 'QuestionMoved':
      return { type: 'MoveQuestion', at: begun.at, consultation: begun.id, dueAt: begun.dueAt };
  }
}
