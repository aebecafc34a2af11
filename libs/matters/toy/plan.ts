import { text } from '@yichuang/kernel';
import type { Plan, Step } from '../plan.js';

/** The six the toy asks; the platform does not care what they are called. */
export const toyDepartments = [
  'market-regulation',
  'seal',
  'tax',
  'social-insurance',
  'medical-insurance',
  'housing-fund',
] as const;

const ask = (
  step: Pick<Step, 'id' | 'stage' | 'after' | 'shareMinutes'> & Partial<Step> & { department: string },
): Step => ({
  task: 'toy',
  title: text(`环节 ${step.id}`, `step ${step.id}`),
  sealed: false,
  data: {},
  ...step,
});

const checks = toyDepartments.map((department) =>
  ask({ id: `check-${department}`, department, stage: 'intake', after: [], shareMinutes: 0 }),
);

const acts = toyDepartments.slice(1).map((department) =>
  ask({
    id: `open-${department}`,
    department,
    stage: 'work',
    after: ['code'],
    shareMinutes: 20,
    data: { code: { step: 'code', field: 'code' } },
  }),
);

/**
 * A matter without law: six steps in parallel, acceptance, one that issues a code, five in parallel, the package.
 * Fourteen step results a case; it shows what the platform itself does, and what it costs.
 */
export const toyPlan: Plan = {
  matter: 'toy',
  version: '1',
  title: text('示例事项', 'Toy matter'),
  sign: '示例',
  budgetMinutes: 60,
  intakeMinutes: 10,
  ladder: { earlyWarning: 0.5, yellow: 0.75, red: 1, escalationMinutes: 30 },
  steps: [
    ...checks,
    {
      ...ask({ id: 'accept', department: '', stage: 'intake', after: checks.map(({ id }) => id), shareMinutes: 0 }),
      department: null,
      task: 'accept',
    },
    ask({
      id: 'code',
      department: 'market-regulation',
      stage: 'work',
      after: ['accept'],
      shareMinutes: 20,
      irrevocable: true,
    }),
    ...acts,
    {
      ...ask({ id: 'package', department: '', stage: 'work', after: acts.map(({ id }) => id), shareMinutes: 10 }),
      department: null,
      task: 'package',
    },
  ],
  says: Object.fromEntries(toyDepartments.map((name) => [name, { answers: ['ToyAnswered'] }])),
  withdrawal: null,
};
