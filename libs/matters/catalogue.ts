import { matters } from './matters.js';
import type { Plan } from './plan.js';

/** Plans by matter and version; a matter's last one is what new cases run under. */
export interface Catalogue {
  readonly plans: readonly Plan[];
}
export const catalogue: Catalogue = { plans: matters.flatMap(({ plans }) => plans) };

export const findPlan = (of: Catalogue, matter: string, version: string): Plan | undefined =>
  of.plans.find((plan) => plan.matter === matter && plan.version === version);

export const currentPlan = (of: Catalogue, matter: string): Plan | undefined =>
  of.plans.findLast((plan) => plan.matter === matter);

/** @throws RangeError for a plan that is not in the catalogue: a case outlived its plan. */
export function getPlan(of: Catalogue, matter: string, version: string): Plan {
  const found = findPlan(of, matter, version);
  if (found === undefined) throw new RangeError(`the catalogue has no plan ${matter} ${version}`);
  return found;
}
