import type { ContributionTerms } from '../reference/contribution-terms.js';

/** A ratio of percent with up to two decimals, as a whole number of ten-thousandths: money is never a fraction. */
const TEN_THOUSANDTHS_A_PERCENT = 100;
const TEN_THOUSANDTHS = 10_000;

/** One share of one employee a month, in fen, rounded half up by the terms. */
export function shareFen(baseFen: number, ratioPercent: number, { roundToFen }: ContributionTerms): number {
  const ratio = Math.round(ratioPercent * TEN_THOUSANDTHS_A_PERCENT);
  const unit = TEN_THOUSANDTHS * roundToFen;
  return Math.floor((baseFen * ratio + unit / 2) / unit) * roundToFen;
}

/** The base a wage counts as: never above the upper bound. */
export const baseFenOf = (wageFen: number, { baseFenMax }: ContributionTerms): number => Math.min(wageFen, baseFenMax);

/** What the unit pays a month for everybody: each one's own share and the unit's, rounded one by one (a.16). */
export function monthlyFen(
  wagesFen: readonly number[],
  ratios: { readonly unitRatio: number; readonly personalRatio: number },
  terms: ContributionTerms,
): number {
  return wagesFen.reduce((sum, wageFen) => {
    const base = baseFenOf(wageFen, terms);
    return sum + shareFen(base, ratios.unitRatio, terms) + shareFen(base, ratios.personalRatio, terms);
  }, 0);
}
