import { generateApplications, type CompanyOpeningForm } from '@yichuang/matters';
import { FILED_ON } from './opening-house.js';

const asksAll = ({ seal, medicalInsurance, housingFund, employees }: CompanyOpeningForm): boolean =>
  employees.length > 0 && [seal, medicalInsurance, housingFund].every((request) => !('leaveOut' in request));

/** Distinct valid applications that leave no department and no source out: all six work on every case, and ask all they may. */
export function* eachOfAllSix(seed: number, among: number): Generator<CompanyOpeningForm> {
  for (const { form } of generateApplications({ seed, count: among, filedOn: FILED_ON })) if (asksAll(form)) yield form;
}

/** The first so many of {@link eachOfAllSix}. @throws RangeError when a seed has too few */
export function applicationsOfAllSix(seed: number, count: number): CompanyOpeningForm[] {
  const forms: CompanyOpeningForm[] = [];
  for (const form of eachOfAllSix(seed, count * 4)) {
    forms.push(form);
    if (forms.length === count) return forms;
  }
  throw new RangeError(`seed ${String(seed)} has no ${String(count)} such applications among the first`);
}

/** Numbers from 0 to below 1 that a seed fixes. */
export function lots(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Does all of them, so many at once. */
export async function inLanes<A>(
  all: readonly A[],
  lanes: number,
  act: (one: A, index: number) => Promise<void>,
): Promise<void> {
  const left = all.map((one, index) => ({ one, index })).reverse();
  const lane = async (): Promise<void> => {
    for (let next = left.pop(); next !== undefined; next = left.pop()) await act(next.one, next.index);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}
