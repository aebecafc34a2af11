import { tax } from '@yichuang/tax';
import { company, onePass } from './suite.js';

onePass({
  department: tax,
  steps: [
    { step: 'tax-check', task: 'pre-check', sealed: true, answeredBy: 'TaxPreChecked', outcome: 'checked' },
    {
      step: 'tax',
      task: 'open',
      data: company,
      answeredBy: 'TaxInfoConfirmed',
      outcome: 'done',
      result: { taxpayerNumber: company.uscc, invoiceQuotaFen: 10_000_000, simulated: true },
    },
  ],
  register: {
    table: 'tax_registration',
    row: { status: 'done', uscc: company.uscc, taxpayer_kind: 'small-scale', quota_fen: '10000000' },
  },
  asked: { 'tax-core': { 'tax-core': 1 }, 'tax-registration': { 'tax-registration': 1 } },
});
