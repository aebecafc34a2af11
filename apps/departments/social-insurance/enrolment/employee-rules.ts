import { fail, failAt, pass, text, unknown, type Rule } from '@yichuang/kernel';
import type { Examined } from './facts.js';

const employeeAt = (index: number): string => `/employees/${String(index)}/person`;

export const employeesIdentified: Rule<Examined> = {
  id: 'R-EMP-01',
  code: 'EMPLOYEE_ID_INVALID',
  article: '社会保险法 a.58; GB 11643-1999',
  text: text(
    '职工的证件号码须正确：社会保障号码即公民身份号码',
    'Employees’ document numbers must be right: the resident number is the social security number',
  ),
  phase: 'form',
  disposal: 'block',
  test: ({ employees, strangers, wrongDocuments }) => {
    const faults = [...strangers.map(employeeAt), ...wrongDocuments.map((ref) => `/people/${ref}/document/number`)];
    return faults.length > 0 ? fail(faults) : pass({ employees });
  },
};

export const employeesOnce: Rule<Examined> = {
  id: 'R-EMP-02',
  code: 'EMPLOYEE_DUPLICATE',
  article: '社会保险法 a.58',
  text: text('每名职工只登记一次', 'Each employee stands in the list once'),
  phase: 'form',
  disposal: 'block',
  test: ({ repeated }) => failAt(repeated.map(employeeAt)),
};

export const insuredElsewhere: Rule<Examined> = {
  id: 'R-EMP-03',
  code: 'EMPLOYEE_INSURED_ELSEWHERE',
  article: '社会保险法 a.58; 社会保险经办条例 a.9',
  text: text('职工未由其他单位参保', 'No employee is insured by another employer'),
  phase: 'substance',
  // a transfer between employers is usual: an officer looks, nobody is refused
  disposal: 'review',
  test: ({ employees, insured }) => {
    if (employees === 0) return pass({ employees });
    if (insured === null || insured === undefined) return unknown('/employees', { source: 'social-insurance-query' });
    const evidence = { source: 'social-insurance-query', list: insured.list ?? null };
    const paths = insured.elsewhere.map((ref) => `/people/${ref}`);
    return paths.length > 0 ? fail(paths, { ...evidence, elsewhere: paths.length }) : pass({ ...evidence, employees });
  },
};
