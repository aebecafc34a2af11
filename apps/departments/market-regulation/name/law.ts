import { lawIn } from '@yichuang/host';
import type { Rule } from '@yichuang/kernel';
import { comparisonRules } from './comparison-rules.js';
import type { Compared, NameFacts } from './facts.js';
import { forbiddenRules } from './forbidden-rules.js';
import { structureRules } from './structure-rules.js';
import { monthsAfter } from './term.js';

/** One version of the law of names with the tables it goes by. A changed table is a new version. */
export interface NameLaw {
  /** What can be told of a name by itself. */
  readonly form: readonly Rule<NameFacts>[];
  /** What is told by other names. */
  readonly comparison: readonly Rule<Compared>[];
  /** Last day of a reservation made on that day. */
  readonly reservedUntil: (facts: NameFacts, day: string) => string;
}

/** NAME a.18. */
const RESERVATION_MONTHS = 2;
const RESERVATION_MONTHS_WITH_APPROVAL = 12;

/** Every version that was ever in force stays here, so that a decision can be made again by its own law. */
export const laws: Readonly<Record<string, NameLaw>> = {
  'name-2026.1': {
    form: [...structureRules, ...forbiddenRules],
    comparison: comparisonRules,
    reservedUntil: ({ preApprovalNeeded }, day) =>
      monthsAfter(day, preApprovalNeeded ? RESERVATION_MONTHS_WITH_APPROVAL : RESERVATION_MONTHS),
  },
};
export const lawInForce = 'name-2026.1';

/** @throws TypeError on a version that was never in force: a recorded decision names one that was. */
export const lawOf = (version: string): NameLaw => lawIn(laws, version);

/** Whether the trade name could be registered at all; what cannot is compared with nobody. */
export const fitToCompare = (version: string, facts: NameFacts): boolean =>
  !lawOf(version).form.some((rule) => {
    if (rule.disposal !== 'block') return false;
    const { verdict, paths } = rule.test(facts);
    return verdict === 'fail' && paths.includes('/name/trade');
  });
