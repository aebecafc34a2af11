import { text } from '@yichuang/kernel';
import type { Matter } from '../matter.js';
import { privacyStatements } from './consent.js';
import { parseForm } from './form-faults.js';
import { formJsonSchema, type CompanyOpeningForm } from './form.js';
import { companyOpeningPlan, companyOpeningPlanOne, companyOpeningPlanTwo } from './plan.js';
import { openOptions, sectionsOf } from './sections.js';

/** 企业开办 as a door takes it. */
export const companyOpening: Matter<CompanyOpeningForm> = {
  name: 'company-opening',
  title: text('企业开办', 'Company opening'),
  plans: [companyOpeningPlanOne, companyOpeningPlanTwo, companyOpeningPlan],
  readForm: parseForm,
  jsonSchema: formJsonSchema,
  papersFor: ['market-regulation'],
  privacy: privacyStatements,
  divide(form) {
    const { hall, authority, leftOut, ...inputs } = openOptions(form);
    const sections = Object.entries(sectionsOf(form)).filter(([, section]) => section !== null);
    return {
      hall,
      authority,
      inputs,
      leftOut: Object.fromEntries(leftOut.map(({ department, reason }) => [department, reason])),
      sections: Object.fromEntries(sections),
    };
  },
};
