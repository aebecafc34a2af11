import type { RegistrationFacts } from './facts.js';
import { isPerson } from './posts.js';

/** An exact share: `of` is never 0. Floating sums miss the one place that counts, exactly 25.00 %. */
export interface Share {
  readonly part: bigint;
  readonly of: bigint;
}

export const nothing: Share = { part: 0n, of: 1n };

export const plus = (a: Share, b: Share): Share => ({ part: a.part * b.of + b.part * a.of, of: a.of * b.of });
const times = (a: Share, b: Share): Share => ({ part: a.part * b.part, of: a.of * b.of });

/** A quarter or more: exactly 25 % counts (受益所有人信息管理办法 a.6). */
export const isQuarter = ({ part, of }: Share): boolean => part * 4n >= of;

/** A percentage as the form writes it, digit for digit: `33.3` is 333/1000 and nothing near it. */
export function percentShare(percent: number): Share {
  const written = percent.toString();
  const [mantissa = '0', exponent = '0'] = written.split('e');
  const [whole = '0', fraction = ''] = mantissa.split('.');
  const scale = fraction.length - Number(exponent);
  return scale >= 0
    ? { part: BigInt(whole + fraction), of: 100n * 10n ** BigInt(scale) }
    : { part: BigInt(whole + fraction) * 10n ** BigInt(-scale), of: 100n };
}

/** Whether a written percentage is this share, rounded to two places either way. */
export function isWritten(percent: number, share: Share): boolean {
  const written = percentShare(percent);
  const difference = written.part * share.of - share.part * written.of;
  const size = difference < 0n ? -difference : difference;
  // less than 0.01 % of the whole
  return size * 10_000n < written.of * share.of;
}

/** In percent with two places, for evidence. */
export const inPercent = ({ part, of }: Share): number => Number((part * 10_000n) / of) / 100;

/** Of what is subscribed, the share of one shareholder. */
export function directShare({ shareholders }: Pick<RegistrationFacts, 'shareholders'>, holder: string): Share {
  const all = shareholders.reduce((sum, one) => sum + BigInt(one.subscribedFen), 0n);
  const own = shareholders
    .filter((one) => one.holder === holder)
    .reduce((sum, one) => sum + BigInt(one.subscribedFen), 0n);
  return all === 0n ? nothing : { part: own, of: all };
}

/** Every natural person who holds something: directly, and by the product along each chain, summed over all of them. */
export function heldBy(facts: Pick<RegistrationFacts, 'shareholders' | 'beneficialOwners'>): Map<string, Share> {
  const held = new Map<string, Share>();
  const add = (person: string, share: Share) => held.set(person, plus(held.get(person) ?? nothing, share));
  for (const holder of new Set(facts.shareholders.map((one) => one.holder))) {
    if (isPerson(holder)) add(holder, directShare(facts, holder));
  }
  for (const { person, percents } of facts.beneficialOwners.chains) {
    add(person, percents.map(percentShare).reduce(times, { part: 1n, of: 1n }));
  }
  return held;
}
