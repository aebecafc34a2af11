/**
 * The capital above which 99 of 100 companies of an industry do not go, by division of GB/T 4754-2017 (two digits). A
 * statistical base of the demonstration: it may only send a case to an officer (注册资本登记管理制度的规定 a.3).
 */
export const capitalPercentiles: {
  readonly version: string;
  readonly validFrom: string;
  readonly p99FenByDivision: Readonly<Record<string, number>>;
  readonly p99FenOtherwise: number;
} = {
  version: 'capital-percentiles-2026.1',
  validFrom: '2026-01-01',
  p99FenByDivision: {
    '01': 3_000_000_000,
    '20': 5_000_000_000,
    '48': 10_000_000_000,
    '51': 5_000_000_000,
    '52': 2_000_000_000,
    '62': 2_000_000_000,
    '65': 5_000_000_000,
    '70': 20_000_000_000,
    '72': 5_000_000_000,
    '73': 5_000_000_000,
  },
  p99FenOtherwise: 10_000_000_000,
};
