import { join } from 'node:path';
import { makeLicenceKeyFile, marketRegulation } from '@yichuang/market-regulation';
import { openOptions } from '@yichuang/matters';
import { company, form, onePass } from './suite.js';

onePass({
  department: marketRegulation,
  steps: [
    {
      step: 'name',
      task: 'check-name',
      data: { ...openOptions(form).nameData },
      answeredBy: 'NameReserved',
      outcome: 'checked',
      result: { companyName: company.companyName, reservedUntil: '2027-01-23' },
    },
    {
      step: 'market-regulation-check',
      task: 'pre-check',
      sealed: true,
      answeredBy: 'RegistrationPreChecked',
      outcome: 'checked',
    },
    {
      step: 'register',
      task: 'register',
      answeredBy: 'CompanyRegistered',
      outcome: 'done',
      result: { companyName: company.companyName, establishedOn: '2026-11-23' },
    },
  ],
  register: { table: 'company_registration', row: { status: 'registered', company_name: company.companyName } },
  asked: {
    'name-library': { 'name-library': 1 },
    'real-name': { 'real-name': 1 },
    'dishonest-list': { 'dishonest-list': 1 },
    'address-library': { 'address-library': 1 },
    'code-issuing': { 'code-issuing': 1 },
  },
  names: ['CompanyRegistered', 'LicenceIssued'],
  settings: async (folder) => {
    const LICENCE_KEYS_FILE = join(folder, 'licence-keys');
    await makeLicenceKeyFile(LICENCE_KEYS_FILE);
    return { LICENCE_KEYS_FILE };
  },
});
