import { z } from 'zod';
import {
  agent,
  articles,
  beneficialOwners,
  company,
  companyName,
  organisations,
  paperOfSection,
  people,
  personRef,
  organisationRef,
  posts,
  preApproval,
  scopeItem,
  seat,
  shareholder,
} from './fields.js';

/** What market regulation receives: everything the registration is made of, and nothing of tax, insurance or wages. */
export const marketRegulationSection = z.strictObject({
  name: companyName,
  company,
  seat,
  people,
  organisations,
  shareholders: z.array(shareholder).max(60),
  posts,
  agent: agent.nullable(),
  beneficialOwners,
  scope: z.array(scopeItem).max(200),
  preApprovals: z.array(preApproval).max(50),
  articles: articles.nullable(),
  papers: z.array(paperOfSection).max(500),
  signatures: z.array(z.union([personRef, organisationRef])).max(200),
});
export type MarketRegulationSection = z.infer<typeof marketRegulationSection>;

/** Data of the task `check-name`: a company name is no personal datum and travels in clear. */
export const checkNameData = z.object({
  name: companyName,
  gbt4754: z.string(),
  /** A pre-licence approval makes the reservation a year instead of two months (NAME a.18). */
  preApprovalNeeded: z.boolean(),
});
export type CheckNameData = z.infer<typeof checkNameData>;

/** `result` of the step that registers: what the public register publishes, no more (architecture §9). */
export const registrationResult = z.object({
  uscc: z.string(),
  companyName: z.string(),
  establishedOn: z.string(),
  type: z.string(),
  capitalFen: z.number(),
  seat: z.string(),
  scope: z.array(z.string()),
  legalRepresentative: z.string(),
  shareholders: z.array(z.object({ name: z.string(), subscribedFen: z.number() })),
  authority: z.string(),
  gbt4754: z.string(),
  licence: z.object({ number: z.string(), copies: z.number(), demo: z.boolean() }),
  postLicencePermits: z.array(z.string()),
});
export type RegistrationResult = z.infer<typeof registrationResult>;
