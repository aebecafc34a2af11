/**
 * Whom the simulated tax core knows as tied to an abnormal taxpayer (非正常户) or to arrears (欠税). Fictional: address
 * code 350405 exists only since 2021, so nobody born in 1951 was ever given such a number. Check digits are right.
 */
export const riskPersons: {
  readonly version: string;
  readonly validFrom: string;
  readonly byDocumentNumber: Readonly<Record<string, 'abnormal-taxpayer' | 'arrears'>>;
} = {
  version: 'simulated-risk-persons-2026.1',
  validFrom: '2026-01-01',
  byDocumentNumber: {
    '350405195102039915': 'abnormal-taxpayer',
    '350405195102039923': 'arrears',
  },
};
