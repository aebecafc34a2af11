import { medicalInsurance } from '@yichuang/medical-insurance';
import { company, onePass } from './suite.js';

onePass({
  department: medicalInsurance,
  steps: [
    {
      step: 'medical-insurance-check',
      task: 'pre-check',
      sealed: true,
      answeredBy: 'MedicalInsurancePreChecked',
      outcome: 'checked',
    },
    {
      step: 'medical-insurance',
      task: 'open',
      data: company,
      answeredBy: 'MedicalEmployerRegistered',
      outcome: 'done',
      result: { enrolled: 3, simulated: true },
    },
  ],
  register: { table: 'medical_unit', row: { status: 'done', uscc: company.uscc, auto_account: true, employees: 3 } },
  // who is insured elsewhere, and the enrolment itself: two ports of one system
  asked: { 'medical-insurance-core': { 'medical-insurance-query': 1, 'medical-insurance-core': 1 } },
});
