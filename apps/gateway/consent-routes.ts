import { z } from 'zod';
import { bilingual } from './bilingual.js';
import { problem } from './answers.js';
import { CONSENT_VERSION } from './consent.js';
import { path, query, type Parameter } from './parameters.js';
import type { Route } from './routes.js';

const statement = z.object({
  matter: z.string(),
  version: z.string(),
  since: z.iso.date(),
  title: bilingual,
  told: z.array(z.object({ id: z.string(), article: z.string(), title: bilingual, text: bilingual })),
  consents: z.array(z.object({ id: z.string(), article: z.string(), text: bilingual, otherwise: bilingual })),
  versions: z.array(z.string()),
});

export const consentVersion: Parameter = {
  name: CONSENT_VERSION,
  in: 'header',
  required: false,
  description: '向申请人出示的个人信息处理告知的版本 version of the privacy statement that was shown',
  schema: { type: 'string' },
};

export const consents: readonly Route[] = [
  {
    method: 'get',
    path: '/api/v1/matters/{name}/consent',
    id: 'readConsent',
    action: 'api.read',
    summary: '个人信息处理告知与同意 What people are told before their data is taken, and may consent to',
    parameters: [
      path('name', '事项 matter'),
      query('version', '版本，默认为现行版本 version, the present one by default'),
    ],
    answers: { 200: statement, 404: problem },
  },
];
