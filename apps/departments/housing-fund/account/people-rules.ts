import { fail, failAt, pass, text, type Rule } from '@yichuang/kernel';
import type { HousingFundFacts } from './facts.js';

const employeeAt = (index: number): string => `/employees/${String(index)}/person`;

export const handlerPresent: Rule<HousingFundFacts> = {
  id: 'R-HF-07',
  code: 'HF_HANDLER_MISSING',
  article: '住房公积金管理条例 a.14',
  text: text('须登记公积金经办人及其电话', 'The handler must be named with telephone'),
  phase: 'form',
  disposal: 'block',
  test: ({ handler: { ref, present, reachable } }) => {
    if (!present) return fail('/housingFund/handler');
    return reachable ? pass() : fail(`/people/${ref}/mobile`);
  },
};

export const handlerDocument: Rule<HousingFundFacts> = {
  id: 'R-HF-08',
  code: 'PERSON_ID_INVALID',
  article: '住房公积金管理条例 a.14; GB 11643-1999',
  text: text('公积金经办人的证件号码须正确', 'The document number of the handler must be right'),
  phase: 'form',
  disposal: 'block',
  test: ({ handler }) =>
    failAt(handler.present && !handler.documentRight ? [`/people/${handler.ref}/document/number`] : []),
};

export const employeesIdentified: Rule<HousingFundFacts> = {
  id: 'R-HF-09',
  code: 'EMPLOYEE_ID_INVALID',
  article: '住房公积金管理条例 a.13; GB 11643-1999',
  text: text('为职工设立账户须有正确的证件号码', 'An employee’s account needs a right document number'),
  phase: 'form',
  disposal: 'block',
  test: ({ employees, strangers, wrongDocuments }) => {
    const faults = [...strangers.map(employeeAt), ...wrongDocuments.map((ref) => `/people/${ref}/document/number`)];
    return faults.length > 0 ? fail(faults) : pass({ employees });
  },
};

export const employeesOnce: Rule<HousingFundFacts> = {
  id: 'R-HF-10',
  code: 'EMPLOYEE_DUPLICATE',
  article: '住房公积金管理条例 a.13',
  text: text('每名职工只能有一个住房公积金账户', 'Each employee has one account only'),
  phase: 'form',
  disposal: 'block',
  test: ({ repeated }) => failAt(repeated.map(employeeAt)),
};
