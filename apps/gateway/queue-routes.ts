import { finding, opinions, type Action } from '@yichuang/contracts';
import { officerInputs, opinionInput, type OfficerAct } from '@yichuang/host';
import { z } from 'zod';
import { bilingual } from './bilingual.js';
import { problem } from './answers.js';
import { after, caseId, key, notNow, path, query } from './parameters.js';
import type { Route } from './routes.js';

const instant = z.string().meta({ format: 'date-time' });

const question = z.object({
  id: z.string(),
  /** Who is asked, and of what this department was asked itself, who asks. */
  to: z.string(),
  from: z.string().optional(),
  by: z.string(),
  question: z.string(),
  askedAt: instant,
  /** `null` until it is sent on. */
  dueAt: instant.nullable(),
  /** `null` while an opinion is waited for. */
  ending: z.looseObject({ kind: z.enum([...opinions, 'deemed', 'withdrawn']) }).nullable(),
});

const ruling = z.looseObject({
  rule: z.string(),
  verdict: z.enum(['pass', 'fail']),
  reason: z.string(),
  article: z.string().nullable(),
});

const queuePage = z.object({
  items: z.array(
    z.object({
      caseId: z.string(),
      desk: z.string(),
      number: z.string(),
      step: z.string(),
      round: z.int(),
      status: z.enum(['to-recommend', 'to-decide', 'to-answer']),
      waitsSince: instant,
      /** Why it was not instant: the rules that could not tell. */
      why: z.array(finding),
      /** Of the clock the step runs under; `null` where none runs. */
      clock: z.object({ dueAt: instant.nullable(), minutesLeft: z.number(), state: z.string() }).nullable(),
      claimedBy: z.string().nullable(),
      claimUntil: instant.nullable(),
      recommendedBy: z.string().nullable(),
      recommendation: z.object({ rulings: z.array(ruling), opinion: z.string() }).nullable(),
      questions: z.array(question),
      /** Faults named before, to be thought of anew: the supervisor did not let them be told a second time. */
      sentBack: z
        .object({
          proposal: z.string(),
          at: instant,
          by: z.string(),
          reason: z.string(),
          rules: z.array(z.string()),
          text: bilingual,
        })
        .nullable(),
    }),
  ),
  next: z.string().nullable(),
});

const actedOn = z.object({
  caseId: z.string(),
  desk: z.string(),
  position: z.string(),
  /** Whether it still waits for a person. */
  waits: z.boolean(),
  step: z.string().nullable(),
  outcome: z.string().nullable(),
  rules: z.array(z.string()),
  claimedBy: z.string().nullable(),
  claimUntil: instant.nullable(),
  recommendedBy: z.string().nullable(),
  questions: z.array(question),
});

/** What comes with an act: as the desk takes it, and at which desk where several of a department have the case. */
const actBody = (act: OfficerAct) => officerInputs[act].extend({ desk: z.string().optional() });

const department = path('department', '部门 department');

const acts: Readonly<Record<OfficerAct, readonly [Action, string, string]>> = {
  claim: ['queue.claim', 'claimItem', '认领 Claim it: nobody else works on it then'],
  release: ['queue.claim', 'releaseItem', '退回 Let it go'],
  'hand-over': ['queue.claim', 'handOverItem', '移交 Hand it over to another officer'],
  assign: ['queue.assign', 'assignItem', '指派 Say whose it is'],
  recommend: ['step.recommend', 'recommendStep', '提出审核意见 Answer the rules, as a recommendation'],
  decide: ['step.decide', 'decideStep', '核准：逐条回答规则 Answer the rules: the law decides by it'],
  override: ['step.override', 'overrideStep', '改变自动决定，写明理由 Override an automatic decision, with the reason'],
  consult: ['step.consult', 'consultDepartment', '征求其他部门意见 Ask another department for its opinion'],
  'withdraw-question': ['step.consult', 'withdrawQuestion', '撤回征求意见 Take a question back'],
  inspect: ['step.inspect', 'inspectItem', '记录实地核查 Record what was seen on the spot'],
};

export const queueRoutes: readonly Route[] = [
  {
    method: 'get',
    path: '/api/v1/queue/{department}',
    id: 'listQueue',
    action: 'queue.read',
    summary: '待办，最急的在前 What waits for a person, the most urgent first',
    parameters: [
      department,
      query('show', '全部、无人认领的或者本人认领的 all, what nobody has, or what I have', {
        type: 'string',
        enum: ['all', 'free', 'mine'],
        default: 'all',
      }),
      query('limit', '每页件数 items a page', { type: 'integer', minimum: 1, maximum: 200, default: 50 }),
      query('page', '上一页的 next the `next` of the page before'),
      after,
    ],
    answers: { 200: queuePage, 400: problem, 404: problem, 503: problem },
  },
  ...(Object.entries(acts) as [OfficerAct, readonly [Action, string, string]][]).map(
    ([act, [action, id, summary]]): Route => ({
      method: 'post',
      path: `/api/v1/queue/{department}/{caseId}/${act}`,
      id,
      action,
      summary,
      parameters: [department, caseId, key],
      body: actBody(act),
      answers: { 200: actedOn, ...notNow },
    }),
  ),
  {
    method: 'post',
    path: '/api/v1/queue/{department}/{caseId}/answer-question',
    id: 'answerQuestion',
    action: 'consultation.answer',
    summary: '答复征求意见 Answer what another department asked',
    parameters: [department, caseId, key],
    body: opinionInput,
    answers: { 200: z.object({ caseId: z.string(), position: z.string(), open: z.array(z.string()) }), ...notNow },
  },
];
