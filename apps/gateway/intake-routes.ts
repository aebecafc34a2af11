import * as answers from './answers-intake.js';
import { problem, taken } from './answers.js';
import { consentVersion } from './consent-routes.js';
import { counterCorrection } from './counter.js';
import { after, at, caseId, ifMatch, key, notNow, notThere, path } from './parameters.js';
import type { Route } from './routes.js';

export const receipts: readonly Route[] = [
  {
    method: 'get',
    path: '/api/v1/cases/{caseId}/receipt',
    id: 'readReceipt',
    action: 'case.read',
    summary: '收件凭证：数据或者可打印的页面 What was handed in, and what is promised: data, or a page to print',
    parameters: [caseId, at, after],
    answers: { 200: { json: answers.receiptsView, pages: ['text/plain', 'text/html'] }, ...notThere },
  },
];

/** What comes in at the counter. */
export const counter: readonly Route[] = [
  {
    method: 'post',
    path: '/api/v1/intake',
    id: 'takeAtCounter',
    action: 'case.accept',
    summary: '窗口收件 A clerk takes an application for a person who is present',
    parameters: [key, consentVersion],
    body: 'counter',
    answers: {
      201: answers.takenAtCounter,
      200: answers.takenAtCounter,
      400: problem,
      409: problem,
      422: problem,
      429: problem,
      503: problem,
    },
  },
  {
    method: 'post',
    path: '/api/v1/intake/{caseId}/correct',
    id: 'correctAtCounter',
    action: 'case.accept',
    summary: '窗口补正 A clerk takes the corrected form of a case, for its applicant who is present',
    parameters: [caseId, key],
    body: counterCorrection,
    answers: { 200: taken, ...notNow },
  },
  {
    method: 'post',
    path: '/api/v1/intake/check',
    id: 'checkAtCounter',
    action: 'case.accept',
    summary: '当场检查：一次列出全部问题，不作记录 Every fault of the form at once; nothing is written',
    body: 'form',
    answers: { 200: answers.faultList, 400: problem },
  },
];

const draftId = path('draftId', '草稿标识，也是将来办件的标识 id of the draft, and of the case that may come of it');

/** Forms on the way. */
export const drafts: readonly Route[] = [
  {
    method: 'post',
    path: '/api/v1/drafts',
    id: 'beginDraft',
    action: 'case.draft',
    summary: '保存新草稿 Save a new draft',
    parameters: [key],
    body: 'draft',
    answers: {
      201: answers.savedDraft,
      200: answers.savedDraft,
      400: problem,
      409: problem,
      422: problem,
      429: problem,
      503: problem,
    },
  },
  {
    method: 'get',
    path: '/api/v1/drafts',
    id: 'listDrafts',
    action: 'case.draft',
    summary: '我的和与我共享的草稿 My drafts, and those shared with me',
    answers: { 200: answers.draftList, 503: problem },
  },
  {
    method: 'get',
    path: '/api/v1/drafts/{draftId}',
    id: 'readDraft',
    action: 'case.draft',
    summary: '查看草稿 Read a draft',
    parameters: [draftId],
    answers: { 200: answers.draftView, 404: problem, 503: problem },
  },
  {
    method: 'put',
    path: '/api/v1/drafts/{draftId}',
    id: 'saveDraft',
    action: 'case.draft',
    summary: '再次保存 Save it again, from the version that was read',
    parameters: [draftId, ifMatch],
    body: 'draft',
    answers: { 200: answers.savedDraft, ...notNow, 412: problem, 428: problem },
  },
  {
    method: 'delete',
    path: '/api/v1/drafts/{draftId}',
    id: 'deleteDraft',
    action: 'case.draft',
    summary: '删除草稿，内容永远不可再读 Delete it: nobody can ever read it again',
    parameters: [draftId],
    answers: { 204: 'nothing', ...notNow },
  },
  {
    method: 'get',
    path: '/api/v1/drafts/{draftId}/faults',
    id: 'readDraftFaults',
    action: 'case.draft',
    summary: '现在提交会有哪些问题 Every fault of the form, as if it were handed in now',
    parameters: [draftId],
    answers: { 200: answers.faultList, 400: problem, 404: problem, 503: problem },
  },
  {
    method: 'post',
    path: '/api/v1/drafts/{draftId}/share',
    id: 'shareDraft',
    action: 'case.draft',
    summary: '与帮代办员或者大厅窗口共享 Share it with a helper, or with the counter of a hall',
    parameters: [draftId],
    body: 'sharing',
    answers: { 204: 'nothing', ...notNow },
  },
  {
    method: 'post',
    path: '/api/v1/drafts/{draftId}/submit',
    id: 'submitDraft',
    action: 'case.submit',
    summary: '提交草稿：只成为一个办件 Hand it in: it becomes one case',
    parameters: [draftId, consentVersion],
    answers: { 201: taken, 200: taken, ...notNow },
  },
];

const ownerId = path('ownerId', '草稿或者办件的标识 id of a draft or of a case');

/** Scans. */
export const attachments: readonly Route[] = [
  {
    method: 'post',
    path: '/api/v1/attachments/{ownerId}',
    id: 'takeAttachment',
    action: 'case.draft',
    summary: '上传附件：请求体即文件本身 Hand in a scan: the body is the file itself',
    parameters: [ownerId],
    body: 'bytes',
    answers: { 201: answers.keptAttachment, ...notNow, 413: problem, 415: problem },
  },
  {
    method: 'get',
    path: '/api/v1/attachments/{ownerId}',
    id: 'listAttachments',
    action: 'case.read',
    summary: '附件清单 What was scanned',
    parameters: [ownerId],
    answers: { 200: answers.attachmentList, 404: problem, 503: problem },
  },
  {
    method: 'get',
    path: '/api/v1/attachments/{ownerId}/{attachmentId}',
    id: 'openAttachment',
    action: 'personal-data.read',
    summary: '下载附件；谁看过会留下记录 The file itself; who reads it is recorded',
    parameters: [ownerId, path('attachmentId', '附件标识 id of the attachment')],
    answers: { 200: 'bytes', 404: problem, 503: problem },
  },
];
