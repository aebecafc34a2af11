import type { DepartmentName } from '@yichuang/contracts';
import type { CompanyOpeningForm } from '../form.js';

/** One line the notice must have, no more and no less. */
export interface PlantedFault {
  readonly code: string;
  readonly department: DepartmentName;
  /** JSON pointer into the form. */
  readonly path: string;
}

/**
 * What a planter changes. Two planters that share one cannot both be planted: the later would undo or hide the earlier.
 * Planters that share none can be planted together in any number.
 */
export type Touched =
  | 'name.trade'
  | 'name.division'
  | 'capital.sum'
  | 'capital.term'
  | 'capital.form'
  | 'person.minor'
  | 'person.number'
  | 'person.declaration'
  | 'person.real-name'
  | 'person.mobile'
  | 'posts.supervisor'
  | 'posts.legal-representative'
  | 'agent.declared'
  | 'agent.liaison'
  | 'seat'
  | 'scope.licensed'
  | 'beneficial-owners'
  | 'articles.covers'
  | 'articles.signatures'
  | 'signatures'
  | 'seal.kinds'
  | 'seal.maker'
  | 'seal.taker'
  | 'social.insurances'
  | 'employee.number'
  | 'employee.wage'
  | 'medical.handler'
  | 'fund.ratio'
  | 'fund.bank';

/** What faults are planted into. */
export interface Ground {
  /** The form as it was, valid. */
  readonly valid: CompanyOpeningForm;
  readonly filedOn: string;
}

export interface Planter {
  /** Stable, kebab-case; says what is wrong. */
  readonly name: string;
  readonly touches: readonly Touched[];
  /**
   * Changes the form it is given and says what a notice must then name; nothing when this form offers no place for the
   * fault. Where to plant it looks up in the ground, so that the order of planters does not matter.
   */
  readonly plant: (form: CompanyOpeningForm, ground: Ground) => readonly PlantedFault[];
}

export const compatible = (a: Planter, b: Planter): boolean => !a.touches.some((place) => b.touches.includes(place));

/** A copy of the form with every fault planted that it offers a place for; the form itself stays as it is. */
export function plantAll(
  form: CompanyOpeningForm,
  filedOn: string,
  planters: readonly Planter[],
): { readonly form: CompanyOpeningForm; readonly faults: readonly PlantedFault[] } {
  const copy = JSON.parse(JSON.stringify(form)) as CompanyOpeningForm;
  return { form: copy, faults: planters.flatMap((planter) => planter.plant(copy, { valid: form, filedOn })) };
}

export const at =
  (department: DepartmentName) =>
  (code: string, ...path: readonly (string | number)[]): PlantedFault => ({
    code,
    department,
    path: path.map((step) => `/${String(step)}`).join(''),
  });
