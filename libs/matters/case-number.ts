import { dateOf } from '@yichuang/working-time';
import type { Plan } from './plan.js';

/** How a hall is called in a number. A hall without a word of its own goes by its division code. */
const HALL_SIGNS: Readonly<Record<string, string>> = { '350405': '沙', '350400': '明' };

/** Digits of a serial: with 20,000 cases at one hall in one day, one in five thousand finds its first number taken. */
const SERIAL_DIGITS = 8;
/** Numbers a case may choose from; that all three are taken happens to one of a hundred thousand million such cases. */
const CHOICES = 3;

/** What a number is given for. */
export interface Numbered {
  readonly plan: Pick<Plan, 'sign'>;
  readonly hall: string;
  readonly caseId: string;
  /** Epoch ms. */
  readonly at: number;
}

/**
 * Numbers a person can say over the telephone, for one case to choose from: hall, matter, day, serial, check digit, as
 * in `沙开办20261123-4827-1930-7`. They follow from the case id, so no counter stands between two cases; that no two get
 * the same one is seen to by a claim.
 */
export function caseNumbers({ plan, hall, caseId, at }: Numbered): string[] {
  const head = `${HALL_SIGNS[hall] ?? hall}${plan.sign}`;
  const day = dateOf(at).replaceAll('-', '');
  return Array.from({ length: CHOICES }, (_, choice) => {
    const serial = serialOf(caseId, choice);
    return `${head}${day}-${serial.slice(0, 4)}-${serial.slice(4)}-${checkDigit(day + serial)}`;
  });
}

/** Key under which a case holds its number. */
export const numberKey = (number: string): string => `number/${number}`;

/** The first that nobody holds. */
export const freeNumber = (
  numbers: readonly string[],
  holders: readonly { readonly key: string }[] = [],
): string | undefined => numbers.find((number) => holders.every(({ key }) => key !== numberKey(number)));

/** Whether a number was said, heard and typed rightly: by its check digit. */
export function isCaseNumber(number: string): boolean {
  const parts = /(\d{8})-(\d{4})-(\d{4})-(\d)$/.exec(number);
  if (parts === null) return false;
  const [, day = '', first = '', second = '', check = ''] = parts;
  return checkDigit(day + first + second) === check;
}

/** FNV-1a over the choice and the id: spreads well, and needs no secret, for the id is one already. */
function serialOf(caseId: string, choice: number): string {
  let hash = 0x811c9dc5;
  for (const sign of `${String(choice)}/${caseId}`) hash = Math.imul(hash ^ (sign.codePointAt(0) ?? 0), 0x01000193);
  return String((hash >>> 0) % 10 ** SERIAL_DIGITS).padStart(SERIAL_DIGITS, '0');
}

/** GB/T 17710 (ISO 7064) MOD 11,10: finds every single wrong digit, and nearly every pair that changed places. */
function checkDigit(digits: string): string {
  let product = 10;
  for (const digit of digits) {
    const sum = (product + Number(digit)) % 10;
    product = ((sum === 0 ? 10 : sum) * 2) % 11;
  }
  return String((11 - product) % 10);
}
