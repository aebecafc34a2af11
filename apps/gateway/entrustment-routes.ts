import { account, trusts } from '@yichuang/contracts';
import { z } from 'zod';
import { caseView } from './answers.js';
import { caseId, key, notNow } from './parameters.js';
import type { Route } from './routes.js';

const managedView = z.object({ caseId: z.string(), position: z.string(), caseManager: caseView.shape.caseManager });
const entrustedView = z.object({ caseId: z.string(), position: z.string(), entrusted: caseView.shape.entrusted });

export const entrustments: readonly Route[] = [
  {
    method: 'post',
    path: '/api/v1/cases/{caseId}/entrust',
    id: 'entrustCase',
    action: 'case.entrust',
    summary:
      '委托他人：经办人代为办理，帮办人协助 Entrust the case to an agent, who acts, or to a helper, who looks on',
    parameters: [caseId, key],
    body: z.strictObject({ to: account, as: z.enum(trusts) }),
    answers: { 200: entrustedView, ...notNow },
  },
  {
    method: 'post',
    path: '/api/v1/cases/{caseId}/revoke',
    id: 'revokeEntrustment',
    action: 'case.entrust',
    summary: '收回委托 Take it back',
    parameters: [caseId, key],
    body: z.strictObject({ from: account }),
    answers: { 200: entrustedView, ...notNow },
  },
  {
    method: 'post',
    path: '/api/v1/cases/{caseId}/manager',
    id: 'nameCaseManager',
    action: 'case.name-manager',
    summary: '指定首席代办：申请人有事可找的人 Name who walks it through: the person the applicant turns to',
    parameters: [caseId, key],
    body: z.strictObject({ to: account }),
    answers: { 200: managedView, ...notNow },
  },
];
