import { evidenceOf, remedies, stepAnswerOf } from '@yichuang/host';
import type {
  CodeReceipt,
  CodeRequested,
  ManualReviewRequired,
  Particulars,
  RegistrationEvent,
  RegistrationPreChecked,
  RegistrationRefused,
  Task,
} from './events.js';
import { asked, checkedFindings, outlookOf, registeringFindings } from './findings.js';
import { licenceOf, permitsOf, resultOf } from './licence.js';
import { nameHeld, type NameHeld } from './name-in-force.js';
import type { RegistrationCommand } from './commands.js';
import type { Check, StateOf } from './state.js';

export function preChecked(check: Check, at: number): RegistrationPreChecked {
  const findings = checkedFindings(check);
  const answer = stepAnswerOf(asked(check, check), 'checked', findings);
  return { type: 'RegistrationPreChecked', at, answer, evidence: evidenceOf(findings) };
}

/** How the claim on the name stands: as the command saw it, or as replay says it was seen. */
export const nameSeen = (
  {
    name,
    holders,
  }: Extract<RegistrationCommand, { type: 'Register' | 'TakeSaying' | 'TakePapers' | 'DropPapers' | 'LookAtName' }>,
  { caseId }: Check,
): NameHeld | null => (name === undefined ? nameHeld(caseId, holders ?? []) : name);

/** 准予登记 where every rule passed; refused with all rules where the law forbids it; else an officer looks. */
export function registerOrNot(
  check: Check,
  task: Task,
  name: NameHeld | null,
  at: number,
): CodeRequested | ManualReviewRequired | RegistrationRefused {
  const findings = registeringFindings(check, name, at);
  const outlook = outlookOf(findings);
  if (outlook === 'clear') {
    const { authority, company } = check.facts;
    const order = { authority, companyType: company.type, gbt4754: company.gbt4754 };
    return { type: 'CodeRequested', at, task, name, order };
  }
  const answer = stepAnswerOf(asked(task, check), outlook, findings);
  const decided = { at, task, name, answer, evidence: evidenceOf(findings) };
  return outlook === 'refused'
    ? { type: 'RegistrationRefused', ...decided, remedies }
    : { type: 'ManualReviewRequired', ...decided };
}

/**
 * The code is there: registration, licence, and the reminder of what the licence does not allow. The rules are those that
 * passed when the code was asked for: a later licence date only moves the end of the five years (公司法 a.47) away.
 */
export function registered(
  { check, task, name, decidedAt }: StateOf<'issuing'>,
  receipt: CodeReceipt,
  particulars: Particulars,
  at: number,
): RegistrationEvent[] {
  const findings = registeringFindings(check, name, decidedAt);
  const result = resultOf(check.facts, receipt, particulars, at);
  const answer = stepAnswerOf(asked(task, check), 'done', findings, result);
  const permits = permitsOf(check.facts);
  return [
    { type: 'CompanyRegistered', at, answer, evidence: evidenceOf(findings), receipt, particulars },
    licenceOf(check.facts, result, at),
    ...(permits.length > 0 ? [{ type: 'PostLicencePermitReminded' as const, at, uscc: receipt.uscc, permits }] : []),
  ];
}
