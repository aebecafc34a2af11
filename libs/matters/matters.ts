import { companyOpening } from './company-opening/matter.js';
import type { Matter } from './matter.js';

/** Every matter a form can be handed in for: a new one is its folder and its name here. */
export const matters: readonly Matter[] = [companyOpening];

export const matterOf = (name: string): Matter | undefined => matters.find((matter) => matter.name === name);
