import { lawIn } from '@yichuang/host';
import type { Rule } from '@yichuang/kernel';
import { invoiceQuota } from '../reference/invoice-quota.js';
import { taxOffices, type TaxOffice } from '../reference/tax-offices.js';
import { taxTypes, type TaxType } from '../reference/tax-types.js';
import type { Examined, TaxFacts } from './facts.js';
import { rules2026 } from './rules.js';

/** What the tables give a company without anybody's opinion. */
export interface Terms {
  /** `null`: the tables know no office for the seat. */
  readonly office: TaxOffice | null;
  /** Monthly total of invoices; `null` when none are wanted. Never above the table: a raise is an officer's matter. */
  readonly quotaFen: number | null;
  readonly taxTypes: readonly TaxType[];
}

/** One version of the law of this desk with the tables it goes by. A changed table is a new version. */
export interface TaxLaw {
  readonly rules: readonly Rule<Examined>[];
  readonly terms: (facts: TaxFacts) => Terms;
}

function terms2026(facts: TaxFacts): Terms {
  const table = invoiceQuota.monthlyFen[facts.taxpayerKind];
  const asked = facts.quotaFen === 'auto' ? table : Math.min(facts.quotaFen, table);
  return {
    office: taxOffices.byDivision[facts.division] ?? null,
    quotaFen: facts.invoices ? asked : null,
    taxTypes: taxTypes.byTaxpayerKind[facts.taxpayerKind],
  };
}

/** Every version that was ever in force stays here, so that a decision can be made again by its own law. */
export const laws: Readonly<Record<string, TaxLaw>> = {
  'tax-2026.1': { rules: rules2026, terms: terms2026 },
};
export const lawInForce = 'tax-2026.1';

/** @throws TypeError on a version that was never in force: a recorded decision names one that was. */
export const lawOf = (version: string): TaxLaw => lawIn(laws, version);
