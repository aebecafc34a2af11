import { departmentName, role } from '@yichuang/contracts';
import { z } from 'zod';
import { bilingual } from './bilingual.js';
import { problem } from './answers.js';
import { caseId, notThere } from './parameters.js';
import type { Route } from './routes.js';

const instant = z.string().meta({ format: 'date-time' });

const personalData = z.object({
  caseId: z.string(),
  /** How much of it the reader's function shows him. */
  shows: z.enum(['whole', 'own-fields', 'name-and-code', 'masked']),
  /** By section, in the structure of the form. */
  sections: z.record(z.string(), z.unknown()),
});

const accesses = z.object({
  caseId: z.string(),
  accesses: z.array(
    z.object({
      at: instant,
      by: z.string(),
      role,
      department: departmentName.nullable(),
      what: bilingual,
      sections: z.array(z.string()),
      reason: z.string().nullable(),
      warrant: z.string().nullable(),
    }),
  ),
});

const readable = { ...notThere, 409: problem };

export const personalDataRoutes: readonly Route[] = [
  {
    method: 'get',
    path: '/api/v1/cases/{caseId}/personal-data',
    id: 'readPersonalData',
    action: 'personal-data.read',
    summary:
      '个人信息：本人可见全部，他人按身份可见或遮蔽 Personal data: one’s own whole, of others what one’s function shows',
    parameters: [caseId],
    answers: { 200: personalData, ...readable },
  },
  {
    method: 'post',
    path: '/api/v1/cases/{caseId}/personal-data/open',
    id: 'openPersonalData',
    action: 'personal-data.unmask',
    summary:
      '写明事由查阅一部分的明文，留痕并告知本人 Read one section without the mask, for a reason the applicant can see',
    parameters: [caseId],
    body: 'opening',
    answers: { 200: personalData, ...readable },
  },
  {
    method: 'get',
    path: '/api/v1/cases/{caseId}/accesses',
    id: 'listAccesses',
    action: 'case.events',
    summary: '查阅记录：谁、何时、为何看过个人信息 Who has been shown personal data in clear, when and why',
    parameters: [caseId],
    answers: { 200: accesses, ...notThere },
  },
];
