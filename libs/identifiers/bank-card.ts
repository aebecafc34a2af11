import { parsed, type Parsed } from './parsed.js';
import { checkFault, digit, places, shapeFaults } from './shape.js';

export interface BankCardParts {
  /** First six digits: who issued it. */
  readonly issuer: string;
  readonly length: number;
}

const shapes = [16, 17, 18, 19].map((length) => places(length, digit));

/** Check digit of Luhn (ISO/IEC 7812). [S] @throws RangeError unless given digits. */
export function luhnCheckDigit(body: string): string {
  if (!/^\d+$/.test(body)) throw new RangeError('a check digit is counted from digits');
  const sum = Array.from(body)
    .toReversed()
    .map((one, index) => (index % 2 === 0 ? Number(one) * 2 : Number(one)))
    .reduce((total, value) => total + (value > 9 ? value - 9 : value), 0);
  return String((10 - (sum % 10)) % 10);
}

/** 银行卡号 [S]: 16 to 19 digits, the last by Luhn. A company's account number is none: it has no check digit. */
export function parseBankCard(code: string): Parsed<BankCardParts> {
  const misplaced = shapeFaults(code, shapes);
  const faults =
    misplaced.length > 0 ? misplaced : checkFault(code, code.length - 1, luhnCheckDigit(code.slice(0, -1)));
  return parsed(code, faults, () => ({ issuer: code.slice(0, 6), length: code.length }));
}
