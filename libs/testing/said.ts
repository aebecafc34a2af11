type Outcome = 'checked' | 'done';

const events: Readonly<Record<string, Readonly<Record<Outcome, string>>>> = {
  'market-regulation': { checked: 'RegistrationPreChecked', done: 'CompanyRegistered' },
  seal: { checked: 'SealPreChecked', done: 'SealFiled' },
  tax: { checked: 'TaxPreChecked', done: 'TaxInfoConfirmed' },
  'social-insurance': { checked: 'SocialInsurancePreChecked', done: 'EmployerInsured' },
  'medical-insurance': { checked: 'MedicalInsurancePreChecked', done: 'MedicalEmployerRegistered' },
  'housing-fund': { checked: 'HousingFundPreChecked', done: 'HousingFundAccountOpened' },
};

/** With which event a department says how its pre-check or its part came out. @throws RangeError for no department */
export function saidBy(department: string, outcome: Outcome): string {
  const said = events[department];
  if (said === undefined) throw new RangeError(`there is no department ${department}`);
  return said[outcome];
}
