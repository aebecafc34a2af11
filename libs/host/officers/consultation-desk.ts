import {
  consultationReprojected,
  consultationWithdrawn,
  noObjectionDeemed,
  opinions,
  opinionSought,
  type ConsultationReprojected,
  type ConsultationWithdrawn,
  type DepartmentName,
  type NoObjectionDeemed,
  type OpinionSought,
} from '@yichuang/contracts';
import { text } from '@yichuang/kernel';
import { z } from 'zod';
import type { Desk, DeskRegister, DoorContext, Heard } from '../desk.js';
import { faultParams } from '../faults.js';
import { hearAgents } from './agents.js';
import { CLAIM_TIMER, claimTimer } from './claims.js';
import { claimDoors } from './doors.js';
import {
  openQuestions,
  opinionsDecider,
  recallOpinion,
  type CloseQuestion,
  type OpinionCommand,
  type OpinionEvent,
  type OpinionsState,
  type Taken,
} from './opinions.js';
import type { QueuedQuestion } from './queue.js';
import { queueColumns, queueTable } from './queue-register.js';
import { wording } from './wording.js';

/** The desk every department that others may ask has, and its door. */
export const CONSULTATION_DESK = 'consultation';
export const ANSWER_DOOR = 'answer';

/** Whoever objects says by which article (行政许可法 a.38(2) asks no less of whoever refuses). */
export const opinionInput = z
  .strictObject({
    consultation: z.string().min(1).max(200),
    opinion: z.enum(opinions),
    reason: wording,
    article: wording.nullable().default(null),
  })
  .superRefine(({ opinion, article }, context) => {
    if (opinion === 'no-objection' || article !== null) return;
    const said = text('提出异议的，须写明法律依据', 'whoever objects names the article');
    context.addIssue({ code: 'custom', path: ['article'], ...faultParams('ARTICLE_MISSING', said) });
  });
type OpinionInput = z.infer<typeof opinionInput>;

/**
 * 征求意见 at the department that is asked, the same for all: the mechanism is shared, and what a department thinks is said by its
 * officers. In a case in which nobody asks it has no stream and no row.
 */
export function consultationDesk(department: DepartmentName): Desk<OpinionCommand, OpinionsState, OpinionEvent> {
  const from = 'orchestrator';
  const closes =
    (because: CloseQuestion['because']) =>
    ({ now: at, body: { id, to } }: Heard<ConsultationWithdrawn | NoObjectionDeemed>): CloseQuestion | null =>
      to === department ? { type: 'CloseQuestion', at, consultation: id, because } : null;
  return {
    name: CONSULTATION_DESK,
    decider: opinionsDecider,
    audience: { OpinionGiven: from },
    hears: {
      OpinionSought: {
        from,
        schema: opinionSought,
        command: ({ now: at, body: { to, ...sought } }: Heard<OpinionSought>) =>
          to === department ? { type: 'TakeQuestion', at, sought } : null,
      },
      ConsultationReprojected: {
        from,
        schema: consultationReprojected,
        command: ({ now: at, body: { id, to, dueAt } }: Heard<ConsultationReprojected>) =>
          to === department ? { type: 'MoveQuestion', at, consultation: id, dueAt } : null,
      },
      ConsultationWithdrawn: { from, schema: consultationWithdrawn, command: closes('withdrawn') },
      NoObjectionDeemed: { from, schema: noObjectionDeemed, command: closes('silent') },
      ...hearAgents(),
    },
    doors: {
      ...claimDoors((state) => shownItem(state, department)),
      [ANSWER_DOOR]: {
        schema: opinionInput,
        action: 'consultation.answer',
        command: (input: OpinionInput, { now: at, actor: { id, roles } }: DoorContext) => ({
          type: 'GiveOpinion',
          at,
          officer: { id, roles },
          ...input,
        }),
        answer: (state) => ({ open: openQuestions(state).map(({ id }) => id) }),
      },
    },
    belonging: ({ questions: [first] }) =>
      first === undefined
        ? null
        : { principal: first.principal, division: first.authority, hall: first.hall, department },
    timers: ({ claim }) => claimTimer(claim),
    fires: (kind, dueAt, at) => {
      if (kind !== CLAIM_TIMER) throw new TypeError(`desk ${CONSULTATION_DESK} has no timer ${kind}`);
      return { type: 'LapseClaim', at, dueAt };
    },
    registers: [asked(department)],
    recall: recallOpinion,
  };
}

const mostUrgent = (state: OpinionsState): readonly Taken[] =>
  [...openQuestions(state)].sort((a, b) => a.dueAt - b.dueAt);

const shownQuestion = (
  { id, from, question, askedBy: by, takenAt: askedAt, dueAt }: Taken,
  to: DepartmentName,
): QueuedQuestion => ({ id, from, to, by, question, askedAt, dueAt, ending: null });

/** What whoever took it in hand is told, as of whatever lies on a desk. */
function shownItem(state: OpinionsState, department: DepartmentName): object {
  const { claim } = state;
  const open = mostUrgent(state);
  return {
    waits: open.length > 0,
    step: CONSULTATION_DESK,
    outcome: null,
    rules: [],
    claimedBy: claim?.by ?? null,
    claimUntil: claim?.until ?? null,
    recommendedBy: null,
    questions: open.map((one) => shownQuestion(one, department)),
  };
}

/** 待办: what a department was asked and has not answered. One row a case, the most urgent question first in it. */
function asked(department: DepartmentName): DeskRegister<OpinionsState, OpinionEvent> {
  const rowOf = (state: OpinionsState, caseId: string): Readonly<Record<string, unknown>> | null => {
    const open = mostUrgent(state);
    const [first] = open;
    if (first === undefined) return null;
    return {
      case_id: caseId,
      desk: CONSULTATION_DESK,
      number: first.number,
      step: CONSULTATION_DESK,
      round: 1,
      status: 'to-answer',
      waits_since: Math.min(...open.map(({ takenAt }) => takenAt)),
      waits_for: open.map(({ from }) => from).join(' '),
      findings: [],
      due_at: first.dueAt,
      claimed_by: state.claim?.by ?? null,
      claim_until: state.claim?.until ?? null,
      recommended_by: null,
      recommendation: null,
      questions: open.map((one) => shownQuestion(one, department)),
      sent_back: null,
      division: first.authority,
      hall: first.hall,
    };
  };
  return {
    table: {
      name: queueTable(department, CONSULTATION_DESK),
      columns: queueColumns,
      key: ['case_id'],
      indexes: [['due_at', 'waits_since', 'case_id']],
    },
    project: (_event, state, caseId) => [{ key: [caseId], row: rowOf(state, caseId) }],
  };
}
