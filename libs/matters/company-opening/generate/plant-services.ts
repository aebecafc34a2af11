import { isLeftOut, type CompanyOpeningForm } from '../form.js';
import { at, type PlantedFault, type Planter } from './planter.js';
import { withWrongCheck } from './plant-people.js';

const seal = at('seal');
const tax = at('tax');
const medical = at('medical-insurance');
const fund = at('housing-fund');

/** Faults of what seal, tax, the insurers and the fund are asked for. */
export const servicePlanters: readonly Planter[] = [
  {
    name: 'seal-kind-twice',
    touches: ['seal.kinds'],
    plant: (form) => {
      if (isLeftOut(form.seal)) return [];
      form.seal.kinds = [...form.seal.kinds, 'enterprise'];
      return [seal('SEAL_KIND_DUPLICATE', 'seal', 'kinds', form.seal.kinds.length - 1)];
    },
  },
  {
    name: 'seals-taken-by-somebody-else',
    touches: ['seal.taker'],
    plant: (form) => {
      if (isLeftOut(form.seal)) return [];
      form.seal.taker = form.posts.financeHead;
      return [seal('SEAL_TAKER_ID_MISMATCH', 'seal', 'taker')];
    },
  },
  {
    name: 'tax-handler-without-telephone',
    touches: ['person.mobile'],
    plant: ({ people, posts }) => {
      delete people[posts.taxHandler]?.mobile;
      return [tax('TAX_HANDLER_MISSING', 'people', posts.taxHandler, 'mobile')];
    },
  },
  {
    name: 'employee-with-wrong-check-digit',
    touches: ['employee.number'],
    plant: (form, { valid }) => {
      const ref = employeeOnly(valid);
      const document = ref === undefined ? undefined : form.people[ref]?.document;
      if (ref === undefined || document === undefined) return [];
      document.number = withWrongCheck(document.number);
      return askedOfEmployees(form).map((fault) => fault('EMPLOYEE_ID_INVALID', 'people', ref, 'document', 'number'));
    },
  },
  {
    name: 'no-handler-for-medical-insurance',
    touches: ['medical.handler'],
    plant: (form) => {
      if (isLeftOut(form.medicalInsurance)) return [];
      form.medicalInsurance.handler = null;
      return [medical('MI_HANDLER_MISSING', 'medicalInsurance', 'handler')];
    },
  },
  { name: 'fund-ratio-below-five', touches: ['fund.ratio'], plant: (form) => ratios(form, 4) },
  { name: 'fund-ratio-above-twelve', touches: ['fund.ratio'], plant: (form) => ratios(form, 13) },
  {
    name: 'fund-ratios-unequal',
    touches: ['fund.ratio'],
    plant: (form) => {
      if (isLeftOut(form.housingFund)) return [];
      form.housingFund.personalRatio = form.housingFund.unitRatio === 12 ? 11 : form.housingFund.unitRatio + 1;
      return [fund('HF_RATIO_UNEQUAL', 'housingFund', 'personalRatio')];
    },
  },
  {
    name: 'wage-below-the-minimum',
    touches: ['employee.wage'],
    plant: (form) => {
      if (isLeftOut(form.housingFund)) return [];
      return form.employees.slice(0, 1).map((employee, i) => {
        employee.wageFen = 100_000;
        return fund('HF_BASE_OUT_OF_RANGE', 'employees', i, 'wageFen');
      });
    },
  },
  {
    name: 'no-bank-for-the-fund',
    touches: ['fund.bank'],
    plant: (form) => {
      if (isLeftOut(form.housingFund)) return [];
      form.housingFund.bank = null;
      return [fund('HF_BANK_MISSING', 'housingFund', 'bank')];
    },
  },
];

function ratios(form: CompanyOpeningForm, percent: number): PlantedFault[] {
  if (isLeftOut(form.housingFund)) return [];
  form.housingFund.unitRatio = percent;
  form.housingFund.personalRatio = percent;
  return ['unitRatio', 'personalRatio'].map((field) => fund('HF_RATIO_OUT_OF_RANGE', 'housingFund', field));
}

/** Each insurer and the fund looks at the employees for itself. */
const askedOfEmployees = (form: CompanyOpeningForm) => [
  at('social-insurance'),
  ...(isLeftOut(form.medicalInsurance) ? [] : [medical]),
  ...(isLeftOut(form.housingFund) ? [] : [fund]),
];

/** An employee without any other part: nobody but the insurers and the fund asks after him. */
function employeeOnly(form: CompanyOpeningForm): string | undefined {
  return form.employees.map(({ person }) => person).find((ref) => !form.signatures.includes(ref));
}
