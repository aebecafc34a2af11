import { fail, failAt, pass, text, unknown, type Rule } from '@yichuang/kernel';
import type { Examined } from './facts.js';

const employeeAt = (index: number): string => `/employees/${String(index)}/person`;

const handlerPresent: Rule<Examined> = {
  id: 'R-MI-01',
  code: 'MI_HANDLER_MISSING',
  article: '社会保险法 a.57; 社会保险经办条例 a.6',
  text: text(
    '不自动开通单位账户的，须登记医保经办人及其电话',
    'Where the account is not made by itself, a handler must be named with telephone',
  ),
  phase: 'form',
  disposal: 'block',
  test: ({ autoAccount, handler }) => {
    if (autoAccount) return pass({ autoAccount });
    if (handler === null || !handler.present) return fail('/medicalInsurance/handler');
    return handler.reachable ? pass({ autoAccount }) : fail(`/people/${handler.ref}/mobile`);
  },
};

const employeesIdentified: Rule<Examined> = {
  id: 'R-MI-02',
  code: 'EMPLOYEE_ID_INVALID',
  article: '社会保险法 a.23; 社会保险法 a.58',
  text: text('参保职工的证件号码须正确', 'The document numbers of the employees to be insured must be right'),
  phase: 'form',
  disposal: 'block',
  test: ({ employees, strangers, wrongDocuments }) => {
    const faults = [...strangers.map(employeeAt), ...wrongDocuments.map((ref) => `/people/${ref}/document/number`)];
    return faults.length > 0 ? fail(faults) : pass({ employees });
  },
};

const employeesOnce: Rule<Examined> = {
  id: 'R-MI-03',
  code: 'EMPLOYEE_DUPLICATE',
  article: '社会保险法 a.58',
  text: text('每名职工只参保登记一次', 'Each employee is registered once'),
  phase: 'form',
  disposal: 'block',
  test: ({ repeated }) => failAt(repeated.map(employeeAt)),
};

const insuredElsewhere: Rule<Examined> = {
  id: 'R-MI-04',
  code: 'EMPLOYEE_INSURED_ELSEWHERE',
  article: '社会保险法 a.23; 社会保险法 a.32',
  text: text(
    '职工未由其他单位参加职工基本医疗保险',
    'No employee is in the employee medical insurance through another employer',
  ),
  phase: 'substance',
  // a transfer between employers is usual: an officer looks, nobody is refused
  disposal: 'review',
  test: ({ employees, insured }) => {
    if (employees === 0) return pass({ employees });
    if (insured === null || insured === undefined) return unknown('/employees', { source: 'medical-insurance-query' });
    const evidence = { source: 'medical-insurance-query', list: insured.list ?? null };
    const paths = insured.elsewhere.map((ref) => `/people/${ref}`);
    return paths.length > 0 ? fail(paths, { ...evidence, elsewhere: paths.length }) : pass({ ...evidence, employees });
  },
};

export const rules2026: readonly Rule<Examined>[] = [
  handlerPresent,
  employeesIdentified,
  employeesOnce,
  insuredElsewhere,
];
