import type { Action } from '@yichuang/contracts';
import {
  commitmentInput,
  consentInput,
  extendToleranceInput,
  inspectionInput,
  pauseForPapersInput,
  promiseInput,
  supplementInput,
} from '@yichuang/matters';
import type { z } from 'zod';
import { taken } from './answers.js';
import { caseId, key, notNow } from './parameters.js';
import type { Route } from './routes.js';

type Act = readonly [at: string, id: string, action: Action, summary: string, body: z.ZodType];

const acts: readonly Act[] = [
  [
    'promise',
    'promisePapers',
    'case.correct',
    '容缺承诺：补交期限内补齐 Promise the papers that are missing',
    promiseInput,
  ],
  ['supplement', 'supplyPapers', 'case.correct', '补交容缺材料 Hand in what was promised', supplementInput],
  ['commitment', 'signCommitment', 'case.correct', '告知承诺：代替证明 Sign what replaces a proof', commitmentInput],
  ['commitment/inspect', 'inspectCommitment', 'step.inspect', '核查承诺：须两人 Inspect, by two', inspectionInput],
  ['promise/pause', 'pauseForPapers', 'clock.pause', '容缺待补，暂停计时 Let the clocks stand', pauseForPapersInput],
  [
    'second-notice',
    'consentToNotice',
    'notice.consent',
    '同意再次告知 Consent to a second notice, or refuse it',
    consentInput,
  ],
  ['promise/extend', 'extendPapers', 'clock.extend', '延长补交期限 Put the deadline off', extendToleranceInput],
];

export const promises: readonly Route[] = acts.map(([at, id, action, summary, body]) => ({
  method: 'post',
  path: `/api/v1/cases/{caseId}/${at}`,
  id,
  action,
  summary,
  parameters: [caseId, key],
  body,
  answers: { 200: taken, ...notNow },
}));
