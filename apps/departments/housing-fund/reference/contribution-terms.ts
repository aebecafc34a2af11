/**
 * Terms of contribution by period: the ratios' bounds, the bases' bounds and how a sum is rounded. The floor of 5 % is
 * statute (住房公积金管理条例 a.18); the cap of 12 % is national policy; minimum wage, average wage and rounding are set
 * locally every year. The local figures are configuration and unsure: no source was read.
 */
export interface ContributionTerms {
  readonly version: string;
  readonly validFrom: string;
  readonly validTo: string;
  readonly ratioPercentMin: number;
  readonly ratioPercentMax: number;
  /** Local minimum wage a month. */
  readonly baseFenMin: number;
  /** Three times the local average wage a month; a higher wage counts as this. */
  readonly baseFenMax: number;
  /** Each employee's and the unit's share are rounded half up to this many fen. */
  readonly roundToFen: number;
}

export const contributionTerms: readonly ContributionTerms[] = [
  {
    version: 'contribution-terms-350400-2025.7',
    validFrom: '2025-07-01',
    validTo: '2026-06-30',
    ratioPercentMin: 5,
    ratioPercentMax: 12,
    baseFenMin: 189_500,
    baseFenMax: 2_400_000,
    roundToFen: 1,
  },
  {
    version: 'contribution-terms-350400-2026.7',
    validFrom: '2026-07-01',
    validTo: '2027-06-30',
    ratioPercentMin: 5,
    ratioPercentMax: 12,
    baseFenMin: 189_500,
    baseFenMax: 2_450_000,
    roundToFen: 1,
  },
];

/** Terms on a day; the last known ones go on until new ones are entered, as contributions do. */
export const termsOn = (day: string): ContributionTerms => {
  const inForce = contributionTerms.filter(({ validFrom }) => validFrom <= day);
  const found = inForce.at(-1) ?? contributionTerms[0];
  if (found === undefined) throw new TypeError('there are no contribution terms at all');
  return found;
};
