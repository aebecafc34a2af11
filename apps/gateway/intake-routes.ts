import * as answers from './answers-intake.js';
import { problem } from './answers.js';
import { after, at, caseId, key, notThere } from './parameters.js';
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
    parameters: [key],
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
    path: '/api/v1/intake/check',
    id: 'checkAtCounter',
    action: 'case.accept',
    summary: '当场检查：一次列出全部问题，不作记录 Every fault of the form at once; nothing is written',
    body: 'form',
    answers: { 200: answers.faultList, 400: problem },
  },
];
