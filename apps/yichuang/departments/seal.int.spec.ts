import { seal } from '@yichuang/seal';
import { company, onePass } from './suite.js';

onePass({
  department: seal,
  steps: [
    { step: 'seal-check', task: 'pre-check', sealed: true, answeredBy: 'SealPreChecked', outcome: 'checked' },
    {
      step: 'seal',
      task: 'open',
      data: company,
      answeredBy: 'SealFiled',
      outcome: 'done',
      result: { maker: { code: 'FICT-MAKER-1' }, filing: { filedOn: '2026-11-23' }, simulated: true },
    },
  ],
  register: { table: 'seal_order', row: { status: 'done', uscc: company.uscc, maker: 'FICT-MAKER-1' } },
  asked: { 'seal-maker': { 'seal-maker': 1 } },
});
