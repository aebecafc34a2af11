import type { Action } from '@yichuang/contracts';
import { caseStatuses } from '@yichuang/matters';
import type { z } from 'zod';
import * as answers from './answers.js';
import { appraisalRoutes } from './appraisal-routes.js';
import { calendarRoutes } from './calendar-routes.js';
import { clockRoutes } from './clock-routes.js';
import { documents } from './documents/document-routes.js';
import { attachments, counter, drafts, receipts } from './intake-routes.js';
import { consents, consentVersion } from './consent-routes.js';
import { notifications } from './notification-routes.js';
import { promises } from './promise-routes.js';
import { entrustments } from './entrustment-routes.js';
import { ratings } from './rating-routes.js';
import { after, at, caseId, key, notNow, notThere, path, query, type Parameter } from './parameters.js';
import { orders } from './order-routes.js';
import { personalDataRoutes } from './personal-data-routes.js';
import { queueRoutes } from './queue-routes.js';

/** JSON, or a page that says the same. */
export interface Printed {
  readonly json: z.ZodType;
  readonly pages: readonly string[];
}

/** One operation of the public door. A test holds this list against the controllers, both ways. */
export interface Route {
  readonly method: 'get' | 'post' | 'put' | 'delete';
  readonly path: string;
  readonly id: string;
  /** What passing it is, in the one table of roles. */
  readonly action: Action;
  readonly summary: string;
  readonly parameters?: readonly Parameter[];
  /** `form`: the whole form of a matter. A schema: what it says. */
  readonly body?:
    z.ZodType | 'form' | 'counter' | 'draft' | 'sharing' | 'bytes' | 'reason' | 'opening' | 'behaviour' | 'repair';
  readonly answers: Readonly<
    Record<number, z.ZodType | Printed | 'json-schema' | 'event-stream' | 'figures' | 'pdf' | 'nothing' | 'bytes'>
  >;
}

const lastEventId: Parameter = {
  name: 'Last-Event-ID',
  in: 'header',
  required: false,
  description: '重连时最后收到的事件 the last event got before the line broke',
  schema: { type: 'string' },
};
const department = path('department', '部门 department');
const liveTypes = query('type', '只要这些类型的事件，以逗号分隔 only events of these types, with commas');
const day = { type: 'string', format: 'date' };

const { problem, taken } = answers;

const cases: readonly Route[] = [
  {
    method: 'post',
    path: '/api/v1/cases',
    id: 'createCase',
    action: 'case.submit',
    summary: '提交申请 Hand in an application',
    parameters: [key, consentVersion],
    body: 'form',
    answers: { 201: taken, 200: taken, 400: problem, 409: problem, 422: problem, 429: problem, 503: problem },
  },
  {
    method: 'get',
    path: '/api/v1/cases',
    id: 'listCases',
    action: 'case.list',
    summary: '办件列表 List cases, the newest first',
    parameters: [
      query('status', '状态 status', { type: 'string', enum: [...caseStatuses] }),
      query('number', '办件编号 number of the case'),
      query('name', '企业名称的一部分 part of the company’s name'),
      query('from', '提交日期起（含） submitted on or after', day),
      query('to', '提交日期止（含） submitted on or before', day),
      query('limit', '每页件数 cases a page', { type: 'integer', minimum: 1, maximum: 200, default: 50 }),
      query('after', '上一页的 next the `next` of the page before'),
    ],
    answers: { 200: answers.casePage, 400: problem, 503: problem },
  },
  {
    method: 'get',
    path: '/api/v1/cases/{caseId}',
    id: 'readCase',
    action: 'case.read',
    summary: '查看办件 Read a case',
    parameters: [caseId, at, after],
    answers: { 200: answers.caseView, ...notThere },
  },
  {
    method: 'get',
    path: '/api/v1/cases/{caseId}/timeline',
    id: 'readTimeline',
    action: 'case.read',
    summary: '时间线 What happened, in order',
    parameters: [caseId, at, after],
    answers: { 200: answers.timelineView, ...notThere },
  },
  {
    method: 'get',
    path: '/api/v1/cases/{caseId}/consultations',
    id: 'readConsultations',
    action: 'consultation.read',
    summary: '部门之间征求的意见 What departments asked each other, and what they answered',
    parameters: [caseId, at, after],
    answers: { 200: answers.consultationList, ...notThere },
  },
  {
    method: 'get',
    path: '/api/v1/cases/{caseId}/clock',
    id: 'readClock',
    action: 'clock.read',
    summary: '时钟及其说明 The clocks, with the windows that were counted',
    parameters: [caseId, at, after],
    answers: { 200: answers.clocksView, ...notThere },
  },
  {
    method: 'get',
    path: '/api/v1/cases/{caseId}/minutes',
    id: 'readMinutes',
    action: 'clock.read',
    summary: '每一工作分钟由谁占用 Who held the case, every working minute of it',
    parameters: [caseId, at, after],
    answers: { 200: answers.minutesView, ...notThere },
  },
  {
    method: 'get',
    path: '/api/v1/cases/{caseId}/events',
    id: 'readEvents',
    action: 'case.events',
    summary: '全部事件 Every event of every service',
    parameters: [caseId],
    answers: { 200: answers.recordedEvents, 404: problem, 503: problem },
  },
  {
    method: 'get',
    path: '/api/v1/cases/{caseId}/live',
    id: 'followCase',
    action: 'case.follow',
    summary: '实时更新 Live updates of a case',
    parameters: [caseId, lastEventId, liveTypes],
    answers: { 200: 'event-stream', 404: problem, 503: problem },
  },
  {
    method: 'get',
    path: '/api/v1/live',
    id: 'followAll',
    action: 'case.follow',
    summary: '全部办件的实时更新 Live updates of every case',
    parameters: [lastEventId, liveTypes],
    answers: { 200: 'event-stream', 503: problem },
  },
  {
    method: 'post',
    path: '/api/v1/cases/{caseId}/correct',
    id: 'correctCase',
    action: 'case.correct',
    summary: '补正：重新提交整份申请 Correct: the whole form again',
    parameters: [caseId, key],
    body: 'form',
    answers: { 200: taken, ...notNow },
  },
  {
    method: 'post',
    path: '/api/v1/cases/{caseId}/insist',
    id: 'insistOnCase',
    action: 'case.insist',
    summary: '坚持原申请 Stand by the application',
    parameters: [caseId, key],
    answers: { 200: taken, ...notNow },
  },
  {
    method: 'post',
    path: '/api/v1/cases/{caseId}/withdraw',
    id: 'withdrawCase',
    action: 'case.withdraw',
    summary: '请求撤回；登记后不能撤回 Ask to withdraw; 409 once the company is registered',
    parameters: [caseId, key],
    answers: { 202: taken, ...notNow },
  },
];

const keys: readonly Route[] = [
  {
    method: 'get',
    path: '/api/v1/cases/{caseId}/key',
    id: 'readCaseKey',
    action: 'key.read',
    summary: '办件密钥的保存期限 How long the key of a case is kept, and why',
    parameters: [caseId],
    answers: { 200: answers.caseKey, 404: problem, 503: problem },
  },
  ...(
    [
      ['hold', 'holdCaseKey', '保全：此事由解除前不得销毁 Hold it: it is not destroyed until this reason is lifted'],
      ['lift', 'liftCaseKey', '解除保全 Lift a hold'],
      ['destroy', 'destroyCaseKey', '销毁：个人信息永远不可再读 Destroy it: personal data can never be read again'],
    ] as const
  ).map(([door, id, summary]): Route => ({
    method: 'post',
    path: `/api/v1/cases/{caseId}/key/${door}`,
    id,
    action: `key.${door}`,
    summary,
    parameters: [caseId, key],
    body: 'reason',
    answers: { 200: answers.caseKey, ...notNow },
  })),
];

const operations: readonly Route[] = [
  {
    method: 'post',
    path: '/api/v1/replay',
    id: 'replay',
    action: 'log.replay',
    summary: '重放并核对全部决定 Fold and decide everything again',
    answers: { 200: answers.replayReport, 503: problem },
  },
  {
    method: 'get',
    path: '/api/v1/registers',
    id: 'listRegisters',
    action: 'register.read',
    summary: '登记簿 Registers of every service',
    answers: { 200: answers.registerList, 503: problem },
  },
  {
    method: 'post',
    path: '/api/v1/registers/{service}/{name}/rebuild',
    id: 'rebuildRegister',
    action: 'register.rebuild',
    summary: '重建登记簿，业务不中断 Rebuild a register while everything goes on',
    parameters: [path('service', '服务 service'), path('name', '登记簿 register')],
    answers: { 200: answers.rebuilt, 404: problem, 503: problem },
  },
  {
    method: 'get',
    path: '/api/v1/packs',
    id: 'listPacks',
    action: 'pack.read',
    summary: '旧事件的归并情况 Old events that stand in packs, of every service',
    answers: { 200: answers.packList, 503: problem },
  },
  {
    method: 'post',
    path: '/api/v1/packs',
    id: 'makePacks',
    action: 'pack.make',
    summary: '立即归并旧事件，业务不中断 Put old events into packs now, while everything goes on',
    answers: { 200: answers.packed, 503: problem },
  },
  {
    method: 'get',
    path: '/api/v1/stream/gaps',
    id: 'listGaps',
    action: 'stream.read',
    summary: '停住的分区 Partitions at which a service stopped',
    answers: { 200: answers.stoppedPartitions, 503: problem },
  },
  {
    method: 'post',
    path: '/api/v1/stream/repair',
    id: 'repairGaps',
    action: 'stream.repair',
    summary: '补发缺失的事件并继续 Publish again what is missing, and go on',
    body: 'repair',
    answers: { 200: answers.repairs, 400: problem, 404: problem, 503: problem },
  },
  {
    method: 'get',
    path: '/api/v1/parked',
    id: 'listParked',
    action: 'parked.read',
    summary: '挂起的办件 Parked cases',
    answers: { 200: answers.parkedCases, 503: problem },
  },
  {
    method: 'get',
    path: '/api/v1/parked/{department}/{caseId}',
    id: 'showParked',
    action: 'parked.read',
    summary: '查看挂起的办件及其后等待的事项 A parked case, and what waits behind it',
    parameters: [department, caseId],
    answers: { 200: answers.parkedDetail, 404: problem, 503: problem },
  },
  {
    method: 'post',
    path: '/api/v1/parked/{department}/{caseId}/retry',
    id: 'retryParked',
    action: 'parked.retry',
    summary: '重试 Try again',
    parameters: [department, caseId],
    answers: { 200: answers.handled, 404: problem, 503: problem },
  },
  {
    method: 'post',
    path: '/api/v1/parked/{department}/{caseId}/resolve',
    id: 'resolveParked',
    action: 'parked.resolve',
    summary: '人工了结，写明理由 Resolve by hand, with the reason',
    parameters: [department, caseId],
    body: 'reason',
    answers: { 200: answers.handled, 400: problem, 404: problem, 503: problem },
  },
  {
    method: 'get',
    path: '/api/v1/simulators',
    id: 'listSimulators',
    action: 'simulator.read',
    summary: '模拟的外部系统（仅开发模式） Simulated outside, in development only',
    answers: { 200: answers.simulatorList },
  },
  {
    method: 'put',
    path: '/api/v1/simulators/{department}/{name}',
    id: 'setSimulator',
    action: 'simulator.set',
    summary: '设定模拟系统的行为 Tell a simulator how to behave',
    parameters: [department, path('name', '模拟系统 simulator')],
    body: 'behaviour',
    answers: { 200: answers.outcome, 400: problem, 404: problem, 503: problem },
  },
];

const descriptions: readonly Route[] = [
  {
    method: 'get',
    path: '/api/v1/matters',
    id: 'listMatters',
    action: 'api.read',
    summary: '事项 Matters',
    answers: { 200: answers.matterList },
  },
  {
    method: 'get',
    path: '/api/v1/matters/{name}/schema',
    id: 'readForm',
    action: 'api.read',
    summary: '申请表的 JSON Schema JSON Schema of a matter’s form',
    parameters: [path('name', '事项 matter')],
    answers: { 200: 'json-schema', 404: problem },
  },
  {
    method: 'get',
    path: '/api/v1/sign-in',
    id: 'readSignIn',
    action: 'api.read',
    summary: '由谁登录 By whom people are signed in here',
    answers: { 200: answers.signInView },
  },
  {
    method: 'get',
    path: '/api/v1/me',
    id: 'readMe',
    action: 'api.read',
    summary: '登录者及其权限 Who is signed in, and what he may do',
    answers: { 200: answers.meView, 401: problem },
  },
  {
    method: 'get',
    path: '/openapi.json',
    id: 'readDescription',
    action: 'api.read',
    summary: '本说明 This description',
    answers: { 200: 'json-schema' },
  },
];

const figures: readonly Route[] = [
  {
    method: 'get',
    path: '/metrics/{service}',
    id: 'readFigures',
    action: 'figures.read',
    summary: '某一服务的运行指标（Prometheus） Figures of one service, for Prometheus',
    parameters: [path('service', '服务 service')],
    answers: { 200: 'figures', 404: problem, 503: problem },
  },
];

export const routes: readonly Route[] = [
  ...cases,
  ...clockRoutes,
  ...appraisalRoutes,
  ...calendarRoutes,
  ...receipts,
  ...documents,
  ...counter,
  ...drafts,
  ...attachments,
  ...notifications,
  ...promises,
  ...ratings,
  ...entrustments,
  ...consents,
  ...keys,
  ...personalDataRoutes,
  ...queueRoutes,
  ...orders,
  ...operations,
  ...figures,
  ...descriptions,
];
