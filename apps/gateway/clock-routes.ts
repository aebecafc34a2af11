import type { Action } from '@yichuang/contracts';
import { cardStates, extendInput, outageInput, pauseInput, restartInput, resumeInput } from '@yichuang/matters';
import { cardWordsInput, issueCardInput } from '@yichuang/matters';
import { z } from 'zod';
import { problem, taken } from './answers.js';
import { caseId, key, notNow, path, query } from './parameters.js';
import type { Route } from './routes.js';

const instant = z.string().meta({ format: 'date-time' });

export const cardPage = z.object({
  cards: z.array(
    z.object({
      caseId: z.string(),
      card: z.string(),
      number: z.string(),
      hall: z.string(),
      kind: z.enum(['early-warning', 'yellow', 'red', 'escalation', 'statutory-breach']),
      /** `null`: a person issued it. */
      clock: z.string().nullable(),
      holder: z.string(),
      /** Ids of those who had it in hand when the card was raised. */
      officers: z.array(z.string()),
      state: z.enum(cardStates),
      unexplained: z.boolean(),
      issuedAt: instant,
      explainBy: instant.nullable(),
    }),
  ),
  next: z.string().nullable(),
});

type Act = readonly [at: string, id: string, action: Action, summary: string, body?: z.ZodType];

const act =
  (under: string, ...parameters: NonNullable<Route['parameters']>) =>
  ([at, id, action, summary, body]: Act): Route => ({
    method: 'post',
    path: `/api/v1/cases/{caseId}/${under}${at}`,
    id,
    action,
    summary,
    parameters: [caseId, ...parameters, key],
    ...(body === undefined ? {} : { body }),
    answers: { 200: taken, ...notNow },
  });

const onClocks: readonly Act[] = [
  ['/pause', 'pauseClock', 'clock.pause', '暂停计时 Pause the clocks, for a listed reason', pauseInput],
  ['/resume', 'resumeClock', 'clock.pause', '恢复计时 Let them go on with what was left', resumeInput],
  ['/extend', 'extendTerm', 'clock.extend', '延长法定时限 Extend a statutory term', extendInput],
  ['/restart', 'restartClock', 'clock.restart', '重新计时 Let the whole term begin anew', restartInput],
];
const onOutages: readonly Act[] = [
  ['', 'declareOutage', 'clock.declare-outage', '报告公共设施故障 Declare an outage of a public utility', outageInput],
  ['/approve', 'approveOutage', 'clock.approve-outage', '批准：须由另一人 Approve it: another person must'],
];
const onCards: readonly Act[] = [
  ['/explain', 'explainCard', 'card.explain', '说明督办牌 Explain a card', cardWordsInput],
  ['/uphold', 'upholdCard', 'card.uphold', '维持督办牌 Uphold a card', cardWordsInput],
  ['/cancel', 'cancelCard', 'card.cancel', '撤销督办牌 Cancel a card, with the reason', cardWordsInput],
  ['/rectify', 'rectifyCard', 'card.explain', '报告整改 Say what was done about it', cardWordsInput],
  ['/close', 'closeCard', 'card.uphold', '办结督办牌 Close a card', cardWordsInput],
];

export const clockRoutes: readonly Route[] = [
  ...onClocks.map(act('clock')),
  ...onOutages.map(act('outage')),
  ...[['', 'issueCard', 'card.issue', '发出督办牌 Issue a card', issueCardInput] as const].map(act('cards')),
  ...onCards.map(act('cards/{cardId}', path('cardId', '督办牌，其中的 / 写作 %2F the card, its / written as %2F'))),
  {
    method: 'get',
    path: '/api/v1/cards',
    id: 'listCards',
    action: 'card.read',
    summary: '督办牌，最新的在前 Cards, the newest first',
    parameters: [
      query('state', '状态 state', { type: 'string', enum: [...cardStates] }),
      query('holder', '部门，或者 hall（整个办件） a department, or hall for what is the whole case’s'),
      query('limit', '每页件数 cards a page', { type: 'integer', minimum: 1, maximum: 200, default: 50 }),
      query('after', '上一页的 next the `next` of the page before'),
    ],
    answers: { 200: cardPage, 400: problem, 503: problem },
  },
];
