/** Every matter a form can be handed in for: a new one is its folder and its line here. */
export { companyOpening } from './company-opening/matter.js';
