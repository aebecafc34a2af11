import { socialInsurance } from '@yichuang/social-insurance';
import { company, onePass } from './suite.js';

onePass({
  department: socialInsurance,
  steps: [
    {
      step: 'social-insurance-check',
      task: 'pre-check',
      sealed: true,
      answeredBy: 'SocialInsurancePreChecked',
      outcome: 'checked',
    },
    {
      step: 'social-insurance',
      task: 'open',
      data: company,
      answeredBy: 'EmployerInsured',
      outcome: 'done',
      result: { enrolled: 3, simulated: true },
    },
  ],
  register: { table: 'insured_unit', row: { status: 'done', uscc: company.uscc, injury_class: 1, employees: 3 } },
  // who is insured elsewhere, and the enrolment itself: two ports of one system
  asked: { 'social-insurance-core': { 'social-insurance-query': 1, 'social-insurance-core': 1 } },
});
