import type { CompanyOpeningForm } from '../form.js';
import { validApplication } from './company.js';
import { plantAll, compatible, type PlantedFault, type Planter } from './planter.js';
import { namePlanters } from './plant-name.js';
import { peoplePlanters } from './plant-people.js';
import { registrationPlanters } from './plant-registration.js';
import { servicePlanters } from './plant-services.js';
import { randomOf, type Random } from './random.js';

/** Every fault that can be planted into a valid application. */
export const planters: readonly Planter[] = [
  ...namePlanters,
  ...registrationPlanters,
  ...peoplePlanters,
  ...servicePlanters,
];

export interface GenerateOptions {
  /** The same seed gives the same applications; two seeds share hardly any name or person. */
  readonly seed: number;
  readonly count: number;
  /** Share of applications with faults, 0 (default) to 1. */
  readonly faultyShare?: number;
  /** Where in the seed's series to begin (0), so that a later call goes on with new companies and people. */
  readonly startIndex?: number;
  /** The day the applications are handed in, `YYYY-MM-DD`; every date in them follows from it. */
  readonly filedOn?: string;
}

export interface GeneratedApplication {
  readonly index: number;
  readonly form: CompanyOpeningForm;
  readonly manifest: { readonly faults: readonly PlantedFault[] };
}

/** At most so many faults in one faulty application. */
const plantedMax = 6;

/**
 * Distinct fictional applications, one after the other: names never conflict or sound alike, nobody stands in two of them.
 *
 * @throws RangeError beyond `tradeNamesMax` applications of one seed.
 */
export function* generateApplications(options: GenerateOptions): Generator<GeneratedApplication, void, undefined> {
  const { seed, count, faultyShare = 0, startIndex = 0, filedOn = '2026-11-23' } = options;
  for (let index = startIndex; index < startIndex + count; index += 1) {
    const valid = validApplication({ seed, index, filedOn });
    const random = randomOf(seed ^ 0x5f417717, index);
    if (random.chance(faultyShare)) {
      const { form, faults } = plantSome(valid, filedOn, random);
      yield { index, form, manifest: { faults } };
    } else yield { index, form: valid, manifest: { faults: [] } };
  }
}

function plantSome(form: CompanyOpeningForm, filedOn: string, random: Random): ReturnType<typeof plantAll> {
  const planted = plantAll(form, filedOn, choosePlanters(random));
  // Not every form has a place for every fault; each has one for a wrong division.
  return planted.faults.length > 0 ? planted : plantAll(form, filedOn, namePlanters.slice(-1));
}

/** Some planters that go together. */
function choosePlanters(random: Random): Planter[] {
  const chosen: Planter[] = [];
  const wanted = random.between(1, plantedMax);
  const left = [...planters];
  while (chosen.length < wanted && left.length > 0) {
    const [candidate] = left.splice(random.below(left.length), 1);
    if (candidate !== undefined && chosen.every((other) => compatible(candidate, other))) chosen.push(candidate);
  }
  return planters.filter((planter) => chosen.includes(planter));
}
