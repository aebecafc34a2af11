/** Every department of the house: a new one is its folder and its line here. */
export { housingFund } from './housing-fund/department.js';
export { marketRegulation } from './market-regulation/department.js';
export { medicalInsurance } from './medical-insurance/department.js';
export { seal } from './seal/department.js';
export { socialInsurance } from './social-insurance/department.js';
export { tax } from './tax/department.js';
