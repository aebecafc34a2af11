import { departments, type Actor, type DepartmentName, type Role } from '@yichuang/contracts';

/** Everybody who may turn up in a random history: those whose case it is, those who should act, and those who should not. */

/** 沙县区, its city, and a division of another city. */
export const HALL = '350405';
const CITY = '350400';
const ELSEWHERE = '350702';

const person = (
  id: string,
  roles: readonly Role[],
  division: string | null = HALL,
  department: DepartmentName | null = null,
): Actor => ({ id, roles: [...roles], division, department });

/** Where officers are few one reviews and approves, though never the same case. */
const officersOf = (department: DepartmentName): readonly Actor[] => [
  person(`${department}/reviewer`, ['reviewer'], HALL, department),
  person(`${department}/reviewer-2`, ['reviewer'], HALL, department),
  person(`${department}/approver`, ['approver'], HALL, department),
  person(`${department}/both`, ['reviewer', 'approver'], HALL, department),
];

export const applicant = person('applicant', ['applicant'], null);
/** An officer opens a company of his own. */
export const officerApplying = person('officer-applying', ['applicant', 'reviewer', 'approver'], HALL, 'tax');
/** Is made an agent in cases that lie on his own desk. */
export const officerActing = person('officer-acting', ['agent', 'reviewer', 'approver'], HALL, 'tax');
/** May be anybody's agent, or help. */
export const agent = person('agent', ['helper', 'agent'], null);
export const clerk = person('clerk', ['clerk']);
/** Sits at the counter on some days and at a desk on others. */
export const clerkReviewing = person('clerk-reviewing', ['clerk', 'reviewer', 'approver'], HALL, 'market-regulation');
export const head = person('hall-head', ['hall-head']);
export const supervisor = person('supervisor', ['supervisor'], CITY);
export const operator = person('operator', ['system-administrator'], null);

/** Who has something to do in a case of this hall. */
export const insiders: readonly Actor[] = [
  ...departments.flatMap(officersOf),
  applicant,
  officerApplying,
  officerActing,
  agent,
  clerk,
  clerkReviewing,
  head,
  supervisor,
  operator,
];

/** Who has the right name for it and the wrong place, or the other way round. */
const outsiders: readonly Actor[] = [
  person('neighbour', ['applicant'], null),
  person('reviewer-elsewhere', ['reviewer'], ELSEWHERE, 'market-regulation'),
  person('approver-elsewhere', ['approver'], ELSEWHERE, 'market-regulation'),
  person('reviewer-of-nothing', ['reviewer', 'approver'], HALL),
  person('clerk-elsewhere', ['clerk'], ELSEWHERE),
  person('auditing-clerk', ['clerk', 'auditor']),
  person('head-elsewhere', ['hall-head'], ELSEWHERE),
  person('supervisor-elsewhere', ['supervisor'], '350700'),
  person('approving-supervisor', ['supervisor', 'approver', 'reviewer'], HALL, 'market-regulation'),
  person('auditing-approver', ['auditor', 'approver', 'reviewer'], HALL, 'tax'),
  person('auditor', ['auditor'], null),
  person('operator-with-a-desk', ['system-administrator', 'hall-head', 'approver'], HALL, 'seal'),
  person('rule-author', ['rule-author', 'rule-publisher'], CITY),
  person('seal-maker', ['seal-maker'], null),
  person('helper', ['helper'], null),
];

export const cast: readonly Actor[] = [...insiders, ...outsiders];

export const officersIn = (department: string): readonly Actor[] =>
  insiders.filter((one) => one.department === department);
