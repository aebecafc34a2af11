import { checkFault, digit, places, shapeFaults } from './shape.js';
import { parsed, type Parsed } from './parsed.js';

export interface RegistrationNumberParts {
  /** Six digits of the authority that registered first. */
  readonly authority: string;
  readonly sequence: string;
  readonly entity: 'domestic-enterprise' | 'foreign-invested-enterprise' | 'individual-business';
  readonly check: string;
}

const shape = places(15, digit);

/** Check digit of ISO 7064 MOD 11,10 (GS 15-2006). [S] @throws RangeError unless given 14 digits. */
export function registrationCheckDigit(first14: string): string {
  if (!/^\d{14}$/.test(first14)) throw new RangeError('a check digit is counted from 14 digits');
  let product = 10;
  for (const one of first14) {
    const sum = (product + Number(one)) % 10;
    product = ((sum === 0 ? 10 : sum) * 2) % 11;
  }
  return String((11 - product) % 10);
}

/** 工商注册号, GS 15-2006 [S]: 15 digits. An internal number today; licences show the credit code. */
export function parseRegistrationNumber(code: string): Parsed<RegistrationNumberParts> {
  const misplaced = shapeFaults(code, [shape]);
  const faults = misplaced.length > 0 ? misplaced : checkFault(code, 14, registrationCheckDigit(code.slice(0, 14)));
  return parsed(code, faults, () => ({
    authority: code.slice(0, 6),
    sequence: code.slice(6, 14),
    entity: entityOf(Number(code.charAt(6))),
    check: code.charAt(14),
  }));
}

function entityOf(first: number): RegistrationNumberParts['entity'] {
  if (first <= 3) return 'domestic-enterprise';
  return first <= 5 ? 'foreign-invested-enterprise' : 'individual-business';
}
