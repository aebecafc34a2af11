import { answers, consulting, departments, withdrawalAnswers } from '@yichuang/contracts';
import { text } from '@yichuang/kernel';
import { companyOpeningTolerance, seatCommitment } from './tolerance.js';
import type { Plan, Source, Step, Voice } from '../plan.js';

/** What the five learn of the company that now exists. */
const company: Step['data'] = {
  uscc: { step: 'register', field: 'uscc' },
  companyName: { step: 'register', field: 'companyName' },
  establishedOn: { step: 'register', field: 'establishedOn' },
  gbt4754: { step: 'register', field: 'gbt4754' },
};

/** Pre-checks run before the licence: people, industry, ratios and lists can be judged without a credit code. */
const check = (department: string, title: Step['title'], optional?: true): Step => ({
  id: `${department}-check`,
  department,
  task: 'pre-check',
  title,
  stage: 'intake',
  after: [],
  shareMinutes: 0,
  sealed: true,
  data: {},
  ...(optional ? { optional } : {}),
});

const open = (department: string, title: Step['title'], optional?: true): Step => ({
  id: department,
  department,
  task: 'open',
  title,
  stage: 'work',
  after: ['register'],
  shareMinutes: 120,
  sealed: false,
  data: company,
  ...(optional ? { optional } : {}),
});

const input = (name: string): Source => ({ input: name });

const nameCheck: Step = {
  id: 'name',
  department: 'market-regulation',
  task: 'check-name',
  title: text('名称查重', 'Name check'),
  stage: 'intake',
  after: [],
  shareMinutes: 0,
  sealed: false,
  data: {
    name: input('nameData.name'),
    gbt4754: input('nameData.gbt4754'),
    preApprovalNeeded: input('nameData.preApprovalNeeded'),
  },
  places: { '/gbt4754': '/company/gbt4754', '/preApprovalNeeded': '/preApprovals' },
};

const checks: readonly Step[] = [
  check('market-regulation', text('登记预审', 'Registration pre-check')),
  check('seal', text('印章预审', 'Seal pre-check'), true),
  check('tax', text('税务预审', 'Tax pre-check')),
  check('social-insurance', text('社保预审', 'Social-insurance pre-check')),
  check('medical-insurance', text('医保预审', 'Medical-insurance pre-check'), true),
  check('housing-fund', text('公积金预审', 'Housing-fund pre-check'), true),
];

const accept: Step = {
  id: 'accept',
  department: null,
  task: 'accept',
  title: text('受理', 'Acceptance'),
  stage: 'intake',
  after: [nameCheck.id, ...checks.map((step) => step.id)],
  shareMinutes: 0,
  sealed: false,
  data: {},
};

const register: Step = {
  id: 'register',
  department: 'market-regulation',
  task: 'register',
  title: text('设立登记', 'Registration'),
  stage: 'work',
  after: [accept.id],
  shareMinutes: 90,
  sealed: false,
  data: {},
  irrevocable: true,
  document: 'registration',
};

const openings: readonly Step[] = [
  open('seal', text('公章刻制备案', 'Seals engraved and filed'), true),
  open('tax', text('税务信息确认', 'Tax information confirmed')),
  open('social-insurance', text('社保登记', 'Social-insurance registration')),
  open('medical-insurance', text('医保参保登记', 'Medical-insurance registration'), true),
  open('housing-fund', text('公积金缴存登记', 'Housing-fund account'), true),
];

const close: Step = {
  id: 'package',
  department: null,
  task: 'package',
  title: text('大礼包', 'Package'),
  stage: 'work',
  after: openings.map((step) => step.id),
  shareMinutes: 30,
  sealed: false,
  data: {},
};

/** Public events of the departments that tell others something and ask nothing of the case. */
const notes: Readonly<Record<string, readonly string[]>> = {
  'market-regulation': ['LicenceIssued', 'PostLicencePermitReminded', 'NameReservationExpired', 'CodeVoided'],
  tax: ['InvoiceQuotaAssigned'],
  'social-insurance': ['InjuryRateClassAssigned'],
};

const [granted, refused] = withdrawalAnswers;
const voice = (department: keyof typeof answers): Voice => ({
  answers: answers[department],
  ...(department === 'market-regulation' ? { withdrawal: { granted, refused } } : {}),
  consulting,
  notes: notes[department] ?? [],
});

/**
 * 企业开办: market regulation 90 minutes, then the five in parallel 120, then 30 to put the package together.
 * Market regulation, tax (税收征收管理法 a.15) and the social-insurance unit (社会保险经办条例 a.6) cannot be left out.
 */
export const companyOpeningPlan: Plan = {
  matter: 'company-opening',
  version: '2026.3',
  title: text('企业开办', 'Company opening'),
  sign: '开办',
  budgetMinutes: 240,
  intakeMinutes: 30,
  steps: [nameCheck, ...checks, accept, register, ...openings, close],
  statutory: [
    {
      step: 'register',
      workingDays: 3,
      article: '市场主体登记管理条例 a.19',
      extensions: { REGISTRATION_HEAD: 3 },
    },
  ],
  deemedAcceptance: { rule: 'R-DEEM-01', workingDays: 5, article: '行政许可法 a.32(4)' },
  tolerance: companyOpeningTolerance,
  commitments: [seatCommitment],
  says: Object.fromEntries(departments.map((name) => [name, voice(name)])),
  withdrawal: 'market-regulation',
  company: {
    name: { step: 'register', field: 'companyName' },
    uscc: { step: 'register', field: 'uscc' },
    establishedOn: { step: 'register', field: 'establishedOn' },
  },
  wantedName: ['division', 'trade', 'industry', 'form'].map((part) => input(`nameData.name.${part}`)),
};

const { deemedAcceptance: _deemedAcceptance, ...neverDeemed } = companyOpeningPlan;

/** Before silence of the house was taken for acceptance, and a second notice needed consent. */
export const companyOpeningPlanTwo: Plan = { ...neverDeemed, version: '2026.2', avoidableNotices: 'at-once' };

const {
  statutory: _statutory,
  tolerance: _tolerance,
  commitments: _commitments,
  ...promisedOnly
} = companyOpeningPlanTwo;

/** Before the terms of the law ran as clocks of their own, each hall had its ladder, and papers could be promised. */
export const companyOpeningPlanOne: Plan = {
  ...promisedOnly,
  version: '2026.1',
  ladder: { earlyWarning: 0.5, yellow: 0.75, red: 1, escalationMinutes: 60 },
};
