/**
 * Whom the simulated medical-insurance core knows as insured by another employer. Fictional: address code 350405 exists
 * only since 2021, so nobody born in 1951 was ever given such a number. Check digits are right.
 */
export const insuredPersons: {
  readonly version: string;
  readonly validFrom: string;
  readonly documentNumbers: readonly string[];
} = {
  version: 'simulated-insured-persons-2026.1',
  validFrom: '2026-01-01',
  documentNumbers: ['350405195104039919', '350405195104039927'],
};
