import { type Opinion, type OpinionSought, type PastDeed, separationFaults } from '@yichuang/contracts';
import { alreadySo, decided, type Decider } from '@yichuang/kernel';
import type { DeskCommand, DeskEvent } from '../desk.js';
import type { Officer } from './commands.js';
import * as no from './rejections.js';

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
export type OpinionCommand = TakeQuestion | GiveOpinion | CloseQuestion | MoveQuestion;

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
export type OpinionEvent = QuestionTaken | OpinionGiven | QuestionClosed | QuestionMoved;

/** A question and what became of it. */
export interface Taken extends Sought {
  readonly takenAt: number;
  readonly closed: OpinionGiven | QuestionClosed | null;
}
export interface OpinionsState {
  readonly questions: readonly Taken[];
}

const closed = ({ questions }: OpinionsState, by: OpinionGiven | QuestionClosed): OpinionsState => ({
  questions: questions.map((one) => (one.id === by.id ? { ...one, closed: by } : one)),
});

/** 答复征求意见: an officer of the department that is asked says what it thinks, in time or not at all. */
export const opinionsDecider: Decider<OpinionCommand, OpinionsState, OpinionEvent> = {
  initial: { questions: [] },
  decide: {
    TakeQuestion: ({ at, sought }, { questions }) =>
      questions.some(({ id }) => id === sought.id) ? alreadySo : decided({ type: 'QuestionTaken', at, sought }),
    GiveOpinion: ({ at, officer, consultation, ...said }, { questions }) => {
      const found = questions.find(({ id }) => id === consultation);
      if (found === undefined) return no.noSuchQuestion();
      const { opinion, reason, article } = said;
      const given: OpinionGiven = {
        type: 'OpinionGiven',
        at,
        id: consultation,
        by: officer.id,
        opinion,
        reason,
        article,
      };
      if (found.closed !== null) return isSame(found.closed, given) ? alreadySo : no.questionEnded();
      const { principal, askedBy, dueAt } = found;
      const done: readonly PastDeed[] = [{ act: 'consult', by: askedBy }];
      const actor = { id: officer.id, roles: [...officer.roles], department: null, division: null };
      const faults = separationFaults({ actor, act: 'advise', done, applicants: [principal] });
      if (faults.length > 0) return no.dutiesNotSeparated(faults);
      return at < dueAt ? decided(given) : no.tooLateToAnswer();
    },
    CloseQuestion: ({ at, consultation: id, because }, { questions }) =>
      questions.some((one) => one.id === id && one.closed === null)
        ? decided({ type: 'QuestionClosed', at, id, because })
        : alreadySo,
    MoveQuestion: ({ at, consultation: id, dueAt }, { questions }) =>
      questions.some((one) => one.id === id && one.closed === null && one.dueAt !== dueAt)
        ? decided({ type: 'QuestionMoved', at, id, dueAt })
        : alreadySo,
  },
  evolve: {
    QuestionTaken: ({ questions }, { at: takenAt, sought }) => ({
      questions: [...questions, { ...sought, takenAt, closed: null }],
    }),
    OpinionGiven: closed,
    QuestionClosed: closed,
    QuestionMoved: ({ questions }, { id, dueAt }) => ({
      questions: questions.map((one) => (one.id === id ? { ...one, dueAt } : one)),
    }),
  },
};

const isSame = (one: OpinionGiven | QuestionClosed, other: OpinionGiven): boolean =>
  one.type === 'OpinionGiven' && JSON.stringify({ ...one, at: 0 }) === JSON.stringify({ ...other, at: 0 });

/** The command behind a decision of this desk. @throws TypeError when there was none */
export function recallOpinion(events: readonly OpinionEvent[]): OpinionCommand {
  const [first] = events;
  switch (first?.type) {
    case 'QuestionTaken':
      return { type: 'TakeQuestion', at: first.at, sought: first.sought };
    case 'OpinionGiven': {
      const { at, by, id: consultation, opinion, reason, article } = first;
      return { type: 'GiveOpinion', at, officer: { id: by, roles: [] }, consultation, opinion, reason, article };
    }
    case 'QuestionClosed':
      return { type: 'CloseQuestion', at: first.at, consultation: first.id, because: first.because };
    case 'QuestionMoved':
      return { type: 'MoveQuestion', at: first.at, consultation: first.id, dueAt: first.dueAt };
    case undefined:
      throw new TypeError('no events, no command');
  }
}
