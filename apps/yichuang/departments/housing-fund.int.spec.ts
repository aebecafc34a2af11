import { housingFund } from '@yichuang/housing-fund';
import { company, onePass } from './suite.js';

onePass({
  department: housingFund,
  steps: [
    {
      step: 'housing-fund-check',
      task: 'pre-check',
      sealed: true,
      answeredBy: 'HousingFundPreChecked',
      outcome: 'checked',
    },
    {
      step: 'housing-fund',
      task: 'open',
      data: company,
      answeredBy: 'HousingFundAccountOpened',
      outcome: 'done',
      result: { monthlyFen: 135_000, employees: 3, simulated: true },
    },
  ],
  register: { table: 'unit_account', row: { status: 'done', uscc: company.uscc, employees: 3, monthly_fen: '135000' } },
  asked: { 'housing-fund-core': { 'housing-fund-core': 1 } },
});
