import { lawIn } from '@yichuang/host';
import type { Rule } from '@yichuang/kernel';
import type { Examined } from './facts.js';
import { nameInForce, type Registering } from './name-in-force.js';
import { rules2026 } from './rules.js';

/** One version of the law of this desk. A changed table of reference is a new version. */
export interface RegistrationLaw {
  readonly rules: readonly Rule<Examined>[];
  /** Asked only when the company is about to be registered. */
  readonly registering: readonly Rule<Registering>[];
}

/** Every version that was ever in force stays here, so that a decision can be made again by its own law. */
export const laws: Readonly<Record<string, RegistrationLaw>> = {
  'market-regulation-2026.1': { rules: rules2026, registering: [nameInForce] },
};
export const lawInForce = 'market-regulation-2026.1';

/** @throws TypeError on a version that was never in force: a recorded decision names one that was. */
export const lawOf = (version: string): RegistrationLaw => lawIn(laws, version);
