/**
 * The monthly total of invoices a new taxpayer gets by itself (数电票 发票总额度). The mechanism is national; the
 * starting sums are set from risk models that are not published: configuration, unsure figures.
 */
export const invoiceQuota: {
  readonly version: string;
  readonly validFrom: string;
  readonly monthlyFen: Readonly<Record<'small-scale' | 'general', number>>;
} = {
  version: 'invoice-quota-2026.1',
  validFrom: '2026-01-01',
  monthlyFen: { 'small-scale': 10_000_000, general: 75_000_000 },
};

/** Annual sales above which a taxpayer is no longer small-scale: CNY 5,000,000 (财税〔2018〕33号; 增值税法 a.9). */
export const smallScaleAnnualSalesMaxFen = 500_000_000;
