import { lawIn } from '@yichuang/host';
import type { Rule } from '@yichuang/kernel';
import { injuryClasses, injuryEntryOf, type InjuryClass } from '../reference/injury-classes.js';
import type { Examined, SocialInsuranceFacts } from './facts.js';
import { rules2026 } from './rules.js';

/** What a new unit pays for injury insurance. */
export interface InjuryTerms {
  readonly injuryClass: InjuryClass;
  /** Base rate, percent of the wage sum. */
  readonly baseRatePercent: number;
  readonly table: string;
}

/** One version of the law of this desk with the tables it goes by. A changed table is a new version. */
export interface SocialInsuranceLaw {
  readonly rules: readonly Rule<Examined>[];
  /** `null`: the table knows no class for the industry. */
  readonly injuryTerms: (facts: SocialInsuranceFacts) => InjuryTerms | null;
}

const HUNDREDTHS = 100;

function injuryTerms2026({ gbt4754 }: SocialInsuranceFacts): InjuryTerms | null {
  const entry = injuryEntryOf(gbt4754);
  if (entry === undefined) return null;
  const { injuryClass } = entry;
  return {
    injuryClass,
    baseRatePercent: injuryClasses.baseRates[injuryClass] / HUNDREDTHS,
    table: injuryClasses.source,
  };
}

/** Every version that was ever in force stays here, so that a decision can be made again by its own law. */
export const laws: Readonly<Record<string, SocialInsuranceLaw>> = {
  'social-insurance-2026.1': { rules: rules2026, injuryTerms: injuryTerms2026 },
};
export const lawInForce = 'social-insurance-2026.1';

/** @throws TypeError on a version that was never in force: a recorded decision names one that was. */
export const lawOf = (version: string): SocialInsuranceLaw => lawIn(laws, version);
