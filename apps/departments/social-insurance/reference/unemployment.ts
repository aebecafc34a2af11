/**
 * Where unit and employees join unemployment insurance in the same step. The law wants every employee in it
 * (社会保险法 a.44); whether it is handled together with the opening is a local list: configuration, unsure.
 */
export const unemploymentTogether: {
  readonly version: string;
  readonly validFrom: string;
  readonly authorities: readonly string[];
} = {
  version: 'unemployment-together-2026.1',
  validFrom: '2026-01-01',
  authorities: ['350405'],
};
