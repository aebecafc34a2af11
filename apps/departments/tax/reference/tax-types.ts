/**
 * 税费种认定: which taxes and fees a new company is entered for, and how often it declares them. What each is owed on stands
 * in its own law; the periods are the usual ones of the provincial tax bureau and are configuration, not read in a source.
 */
export type TaxPeriod = 'month' | 'quarter' | 'year' | 'occasion';

export interface TaxType {
  readonly code: string;
  readonly name: string;
  readonly period: TaxPeriod;
}

const valueAdded = (period: TaxPeriod): readonly TaxType[] => [
  { code: 'value-added-tax', name: '增值税', period },
  { code: 'city-construction-tax', name: '城市维护建设税', period },
  { code: 'education-surcharge', name: '教育费附加', period },
  { code: 'local-education-surcharge', name: '地方教育附加', period },
];
const income: readonly TaxType[] = [
  { code: 'corporate-income-tax', name: '企业所得税', period: 'quarter' },
  // withheld from whoever is paid, the shareholders too
  { code: 'individual-income-tax-withheld', name: '个人所得税（代扣代缴）', period: 'month' },
];

export const taxTypes: {
  readonly version: string;
  readonly validFrom: string;
  readonly byTaxpayerKind: Readonly<Record<'small-scale' | 'general', readonly TaxType[]>>;
} = {
  version: 'tax-types-2026.1',
  validFrom: '2026-01-01',
  byTaxpayerKind: {
    'small-scale': [...valueAdded('quarter'), ...income, { code: 'stamp-duty', name: '印花税', period: 'quarter' }],
    general: [...valueAdded('month'), ...income, { code: 'stamp-duty', name: '印花税', period: 'quarter' }],
  },
};
