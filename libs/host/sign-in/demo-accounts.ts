import { createHash } from 'node:crypto';
import { departments, type Actor, type OpeningDepartment, type Role } from '@yichuang/contracts';
import { text, type Text } from '@yichuang/kernel';

/** Somebody to sign in as where nothing is real. */
export interface DemoAccount {
  /** `clerk-1`, `reviewer-tax` … */
  readonly name: string;
  readonly title: Text;
  readonly actor: Actor;
}

/** 沙县区, the division of the demo hall. */
const DIVISION = '350405';
const SUBJECT_CHARACTERS = 22;

/** The same for ever, and no more telling than that of a real provider. */
const subjectOf = (name: string): string =>
  createHash('sha256').update(`yichuang demo account ${name}`).digest('base64url').slice(0, SUBJECT_CHARACTERS);

interface Where {
  readonly department?: OpeningDepartment;
  readonly division?: string;
}

function account(name: string, role: Role, [chinese, english]: readonly [string, string], where: Where = {}) {
  const { department = null, division = null } = where;
  return {
    name,
    title: text(`演示 ${chinese}`, `DEMO ${english}`),
    actor: { id: subjectOf(name), roles: [role], department, division },
  } satisfies DemoAccount;
}

const departmentNames: Readonly<Record<OpeningDepartment, readonly [string, string]>> = {
  'market-regulation': ['市场监管', 'market regulation'],
  seal: ['公章刻制', 'seal'],
  tax: ['税务', 'tax'],
  'social-insurance': ['社保', 'social insurance'],
  'medical-insurance': ['医保', 'medical insurance'],
  'housing-fund': ['公积金', 'housing fund'],
};

const here: Where = { division: DIVISION };
/** 永安市, which is not in 沙县区 and holds nothing of it. */
const elsewhere: Where = { division: '350481' };

function officersOf(department: OpeningDepartment): readonly DemoAccount[] {
  const [chinese, english] = departmentNames[department];
  const where = { department, division: DIVISION };
  return [
    account(`reviewer-${department}`, 'reviewer', [`${chinese}审核员`, `reviewer, ${english}`], where),
    account(`approver-${department}`, 'approver', [`${chinese}核准人`, `approver, ${english}`], where),
  ];
}

/** At least one for each role there is; two where one act takes two of a kind, or a stranger shall be kept out. */
export const demoAccounts: readonly DemoAccount[] = [
  account('applicant-1', 'applicant', ['申请人一', 'applicant 1']),
  account('applicant-2', 'applicant', ['申请人二', 'applicant 2']),
  account('agent', 'agent', ['登记代理人', 'agent']),
  account('clerk-1', 'clerk', ['综合窗口受理员一', 'window clerk 1'], here),
  account('clerk-2', 'clerk', ['综合窗口受理员二', 'window clerk 2'], here),
  ...departments.flatMap(officersOf),
  account('seal-maker', 'seal-maker', ['印章制作单位', 'seal maker']),
  account('helper', 'helper', ['帮代办员', 'case helper'], here),
  account('hall-head', 'hall-head', ['大厅负责人', 'head of the hall'], here),
  account('supervisor', 'supervisor', ['效能办监督员', 'supervisor'], here),
  account('auditor', 'auditor', ['审计员', 'auditor']),
  account('rule-author', 'rule-author', ['规则管理员', 'rule author']),
  account('rule-publisher', 'rule-publisher', ['规则发布人', 'rule publisher']),
  account('system-administrator', 'system-administrator', ['系统管理员', 'system administrator']),
  account('security-administrator', 'security-administrator', ['安全管理员', 'security administrator']),
  account('clerk-elsewhere', 'clerk', ['永安受理员', 'window clerk of Yong’an'], elsewhere),
  account('reviewer-elsewhere', 'reviewer', ['永安税务审核员', 'reviewer, tax of Yong’an'], {
    ...elsewhere,
    department: 'tax',
  }),
  account('approver-elsewhere', 'approver', ['永安税务核准人', 'approver, tax of Yong’an'], {
    ...elsewhere,
    department: 'tax',
  }),
  account('hall-head-elsewhere', 'hall-head', ['永安大厅负责人', 'head of the hall of Yong’an'], elsewhere),
  account('supervisor-elsewhere', 'supervisor', ['永安效能办监督员', 'supervisor of Yong’an'], elsewhere),
  account('audit-administrator', 'audit-administrator', ['审计管理员', 'audit administrator']),
];

const byName = new Map(demoAccounts.map((one) => [one.name, one]));
const bySubject = new Map(demoAccounts.map((one) => [one.actor.id, one]));

/** @returns `undefined` for a name that no demo account has */
export const findDemoAccount = (name: string): DemoAccount | undefined => byName.get(name);
/** @param id the subject of its tokens */
export const demoAccountOf = (id: string): DemoAccount | undefined => bySubject.get(id);
