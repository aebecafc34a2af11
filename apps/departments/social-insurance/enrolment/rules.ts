import { fail, failAt, pass, text, unknown, type Rule } from '@yichuang/kernel';
import { injuryClasses, injuryEntryOf } from '../reference/injury-classes.js';
import { unemploymentTogether } from '../reference/unemployment.js';
import { employeesIdentified, employeesOnce, insuredElsewhere } from './employee-rules.js';
import type { Examined } from './facts.js';

const injuryClass: Rule<Examined> = {
  id: 'R-SI-01',
  code: 'SI_CLASS_UNKNOWN',
  article: '社会保险法 a.34; 工伤保险条例 a.8; 人社部发〔2015〕71号',
  text: text(
    '按国民经济行业分类确定工伤风险类别，新参保单位执行基准费率',
    'The industry tells the class of injury risk; a new unit pays its base rate',
  ),
  phase: 'substance',
  disposal: 'review',
  test: ({ gbt4754 }) => {
    const entry = injuryEntryOf(gbt4754);
    const evidence = { gbt4754, table: injuryClasses.version };
    if (entry === undefined) return unknown('/company/gbt4754', evidence);
    return pass({ ...evidence, injuryClass: entry.injuryClass });
  },
};

const injuryClassCertain: Rule<Examined> = {
  id: 'R-SI-02',
  code: 'SI_CLASS_UNVERIFIED',
  article: '人社部发〔2015〕71号',
  text: text(
    '该行业的风险类别出自附表转载，尚待与原文核对',
    'The class of this industry was read in a copy of the annex and is to be compared with the original',
  ),
  phase: 'substance',
  disposal: 'tag',
  test: ({ gbt4754 }) =>
    injuryEntryOf(gbt4754)?.certainty === 'copied' ? fail('/company/gbt4754', { gbt4754 }) : pass(),
};

const lockedInsurances: Rule<Examined> = {
  id: 'R-SI-03',
  code: 'SI_INSURANCE_MISSING',
  article: '社会保险法 a.10; 社会保险法 a.33; 社会保险费征缴暂行条例 a.7',
  text: text('企业职工基本养老保险和工伤保险必须参加', 'Basic pension and injury insurance cannot be left out'),
  phase: 'form',
  disposal: 'block',
  test: ({ insurances }) =>
    insurances.includes('pension') && insurances.includes('injury')
      ? pass({ insurances: insurances.length })
      : fail('/socialInsurance/insurances'),
};

const unemployment: Rule<Examined> = {
  id: 'R-SI-04',
  code: 'SI_UNEMPLOYMENT_MISSING',
  article: '社会保险法 a.44',
  text: text(
    '职工应当参加失业保险；本地清单列明同步办理的一并参保',
    'Employees join unemployment insurance, in this step where the local list says so',
  ),
  phase: 'substance',
  // the list is local configuration: an officer looks, nothing is blocked
  disposal: 'review',
  test: ({ authority, employees, insurances }) => {
    const together = unemploymentTogether.authorities.includes(authority);
    const evidence = { together, list: unemploymentTogether.version };
    return together && employees > 0 && !insurances.includes('unemployment')
      ? fail('/socialInsurance/insurances', evidence)
      : pass(evidence);
  },
};

const handlerPresent: Rule<Examined> = {
  id: 'R-SI-05',
  code: 'SI_HANDLER_MISSING',
  article: '社会保险经办条例 a.6; 社会保险费征缴暂行条例 a.7',
  text: text('须登记社保经办人的姓名、电话和证件', 'The handler must be named with telephone and document'),
  phase: 'form',
  disposal: 'block',
  test: ({ handler: { ref, present, reachable } }) => {
    if (!present) return fail('/socialInsurance/handler');
    return reachable ? pass() : fail(`/people/${ref}/mobile`);
  },
};

const handlerDocument: Rule<Examined> = {
  id: 'R-SI-06',
  code: 'PERSON_ID_INVALID',
  article: '社会保险经办条例 a.6; GB 11643-1999',
  text: text('社保经办人的证件号码须正确', 'The document number of the handler must be right'),
  phase: 'form',
  disposal: 'block',
  test: ({ handler }) =>
    failAt(handler.present && !handler.documentRight ? [`/people/${handler.ref}/document/number`] : []),
};

export const rules2026: readonly Rule<Examined>[] = [
  injuryClass,
  injuryClassCertain,
  lockedInsurances,
  unemployment,
  handlerPresent,
  handlerDocument,
  employeesIdentified,
  employeesOnce,
  insuredElsewhere,
];
