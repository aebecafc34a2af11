/**
 * Industries whose tax registration an officer looks at, by GB/T 4754-2017 class. Which ones they are is practice
 * (refined oil, tobacco and electronic cigarettes); the list is configuration.
 */
export const specialIndustries: {
  readonly version: string;
  readonly validFrom: string;
  readonly classes: Readonly<Record<string, 'refined-oil' | 'tobacco-and-e-cigarettes'>>;
} = {
  version: 'special-industries-2026.1',
  validFrom: '2026-01-01',
  classes: {
    '1610': 'tobacco-and-e-cigarettes',
    '1620': 'tobacco-and-e-cigarettes',
    '1690': 'tobacco-and-e-cigarettes',
    '2511': 'refined-oil',
    '5128': 'tobacco-and-e-cigarettes',
    '5162': 'refined-oil',
    '5227': 'tobacco-and-e-cigarettes',
    '5265': 'refined-oil',
  },
};

/** Financial divisions of GB/T 4754-2017, to which the standard for small enterprises does not apply. */
export const financialDivisions: readonly string[] = ['66', '67', '68', '69'];
