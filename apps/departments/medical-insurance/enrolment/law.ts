import { lawIn } from '@yichuang/host';
import type { Rule } from '@yichuang/kernel';
import type { Examined } from './facts.js';
import { rules2026 } from './rules.js';

/** One version of the law of this desk. */
export interface MedicalInsuranceLaw {
  readonly rules: readonly Rule<Examined>[];
}

/** Every version that was ever in force stays here, so that a decision can be made again by its own law. */
export const laws: Readonly<Record<string, MedicalInsuranceLaw>> = {
  'medical-insurance-2026.1': { rules: rules2026 },
};
export const lawInForce = 'medical-insurance-2026.1';

/** @throws TypeError on a version that was never in force: a recorded decision names one that was. */
export const lawOf = (version: string): MedicalInsuranceLaw => lawIn(laws, version);
