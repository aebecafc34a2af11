import { isLeftOut, type CompanyOpeningForm } from '../form.js';
import { at, type PlantedFault, type Planter } from './planter.js';
import { withWrongCheck } from './plant-people.js';
import { residentNumber } from './residents.js';

const seal = at('seal');
const tax = at('tax');
const social = at('social-insurance');
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
    name: 'no-seal-kind',
    touches: ['seal.kinds'],
    plant: (form) => {
      if (isLeftOut(form.seal)) return [];
      form.seal.kinds = [];
      return [seal('SEAL_KIND_MISSING', 'seal', 'kinds')];
    },
  },
  {
    name: 'maker-out-of-business',
    touches: ['seal.maker'],
    plant: (form) => {
      if (isLeftOut(form.seal)) return [];
      form.seal.maker = 'FICT-MAKER-9';
      return [seal('SEAL_MAKER_UNKNOWN', 'seal', 'maker')];
    },
  },
  {
    name: 'seals-taken-by-somebody-with-wrong-number',
    touches: ['seal.taker'],
    plant: (form, { valid }) => {
      if (isLeftOut(form.seal)) return [];
      // A messenger: nobody else asks after him.
      const ref = `p${String(Object.keys(valid.people).length + 1)}`;
      const { number } = form.people[form.posts.financeHead]?.document ?? { number: '' };
      form.people[ref] = {
        name: '虚构信使',
        document: { type: 'RESIDENT_ID', number: withWrongCheck(residentNumber(`${number.slice(0, 14)}900`)) },
        nationality: 'CHN',
        declaresEligible: true,
      };
      form.seal.taker = ref;
      return [seal('SEAL_TAKER_ID_MISMATCH', 'people', ref, 'document', 'number')];
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
    name: 'pension-insurance-left-out',
    touches: ['social.insurances'],
    plant: ({ socialInsurance }) => {
      socialInsurance.insurances = socialInsurance.insurances.filter((insurance) => insurance !== 'pension');
      return [social('SI_INSURANCE_MISSING', 'socialInsurance', 'insurances')];
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
      // An account made by itself needs nobody.
      form.medicalInsurance = { handler: null, autoAccount: false };
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
  social,
  ...(isLeftOut(form.medicalInsurance) ? [] : [medical]),
  ...(isLeftOut(form.housingFund) ? [] : [fund]),
];

/** An employee without any other part: nobody but the insurers and the fund asks after him. */
function employeeOnly(form: CompanyOpeningForm): string | undefined {
  return form.employees.map(({ person }) => person).find((ref) => !form.signatures.includes(ref));
}
