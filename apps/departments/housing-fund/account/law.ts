import { lawIn } from '@yichuang/host';
import type { Rule } from '@yichuang/kernel';
import { termsOn } from '../reference/contribution-terms.js';
import type { HousingFundFacts } from './facts.js';
import { rules2026 } from './rules.js';

/** What the unit will remit. */
export interface Contribution {
  readonly unitRatio: number;
  readonly personalRatio: number;
  readonly employees: number;
  readonly monthlyFen: number;
  readonly firstMonth: string;
  readonly terms: string;
}

/** One version of the law of this desk with the terms it goes by. A changed period is a new entry, a changed one a new version. */
export interface HousingFundLaw {
  readonly rules: readonly Rule<HousingFundFacts>[];
  /** @param establishedOn founding date: nothing is remitted for a month before it. */
  readonly contribution: (facts: HousingFundFacts, establishedOn: string) => Contribution;
}

function contribution2026(facts: HousingFundFacts, establishedOn: string): Contribution {
  const { unitRatio, personalRatio, employees, monthlyFen, firstMonth } = facts;
  const founded = establishedOn.slice(0, 7);
  return {
    unitRatio,
    personalRatio,
    employees,
    monthlyFen,
    firstMonth: firstMonth < founded ? founded : firstMonth,
    terms: termsOn(facts.on).version,
  };
}

/** Every version that was ever in force stays here, so that a decision can be made again by its own law. */
export const laws: Readonly<Record<string, HousingFundLaw>> = {
  'housing-fund-2026.1': { rules: rules2026, contribution: contribution2026 },
};
export const lawInForce = 'housing-fund-2026.1';

/** @throws TypeError on a version that was never in force: a recorded decision names one that was. */
export const lawOf = (version: string): HousingFundLaw => lawIn(laws, version);
