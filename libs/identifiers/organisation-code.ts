import { oneOf, checkFault, letterOrDigit, digitOrX, places, shapeFaults, upper } from './shape.js';
import { parsed, type Parsed } from './parsed.js';

const weights = [3, 7, 9, 10, 5, 8, 4, 2];
const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

export interface OrganisationCodeParts {
  /** The eight characters of the code proper. */
  readonly body: string;
  readonly check: string;
}

/** Check character of GB 11714-1997. [S] @throws RangeError unless given eight characters of 0-9A-Z. */
export function organisationCheck(first8: string): string {
  if (!/^[0-9A-Z]{8}$/.test(first8)) throw new RangeError('a check character is counted from 8 characters of 0-9A-Z');
  const sum = weights.reduce((total, weight, index) => total + weight * ALPHABET.indexOf(first8.charAt(index)), 0);
  return '0123456789X'.charAt((11 - (sum % 11)) % 11);
}

const joined = [...places(8, letterOrDigit), digitOrX];
const hyphenated = [...places(8, letterOrDigit), oneOf('-'), digitOrX];

/** 组织机构代码, GB 11714-1997 [S]: `XXXXXXXX-C`, or without the hyphen; stored with it. */
export function parseOrganisationCode(written: string): Parsed<OrganisationCodeParts> {
  const code = upper(written);
  const misplaced = shapeFaults(code, [hyphenated, joined]);
  const body = code.slice(0, 8);
  const faults = misplaced.length > 0 ? misplaced : checkFault(code, code.length - 1, organisationCheck(body));
  return parsed(`${body}-${code.slice(-1)}`, faults, () => ({ body, check: code.slice(-1) }));
}
