import { text, type Text } from '@yichuang/kernel';
import {
  citizenCheckCharacter,
  citizenFaults,
  citizenParts,
  citizenShape,
  type CitizenParts,
} from './citizen-number.js';
import { divisionName, provinceFaults } from './divisions.js';
import { parsed, type Fault, type Parsed } from './parsed.js';
import { shapeFaults, upper } from './shape.js';

export interface ResidentIdParts extends CitizenParts {
  /** Where the number was first given; kept for life, so it may be a retired one. */
  readonly division: string;
  readonly divisionName: Text | null;
}

/**
 * 公民身份号码, GB 11643-1999 [S]. The first six digits are judged by province only: codes retire, and people keep them.
 *
 * @param on `YYYY-MM-DD`; a birth after that day is a fault, and the age is told as of it
 */
export function parseResidentId(written: string, on?: string): Parsed<ResidentIdParts> {
  const code = upper(written);
  return parsed(code, faultsOf(code, on), () => ({
    division: code.slice(0, 6),
    divisionName: divisionName(code.slice(0, 6)),
    ...citizenParts(code, on),
  }));
}

/** The 18 characters of a 15-digit number [L]: the century put in and a check character added; `null` for anything else. */
export function upgradeResidentId(fifteen: string): string | null {
  if (!/^\d{15}$/.test(fifteen)) return null;
  const body = `${fifteen.slice(0, 6)}19${fifteen.slice(6)}`;
  return body + citizenCheckCharacter(body);
}

function faultsOf(code: string, on: string | undefined): readonly Fault[] {
  if (upgradeResidentId(code) !== null) return [fifteenDigits];
  const misplaced = shapeFaults(code, [citizenShape]);
  if (misplaced.length > 0) return misplaced;
  return [...placeFaults(code), ...citizenFaults(code, on)];
}

function placeFaults(code: string): readonly Fault[] {
  const other = otherDocuments.find(({ prefix }) => prefix.test(code));
  if (other === undefined) return provinceFaults(code);
  return [{ code: 'OTHER_DOCUMENT', index: 0, length: other.length, expected: other.expected, text: other.text }];
}

/** Numbers of the same form that stand on another document. */
const otherDocuments = [
  {
    prefix: /^8[123]0000/,
    length: 6,
    expected: 'HKMOTW_RESIDENCE',
    text: text(
      '这是港澳台居民居住证号码，请改选证件类型',
      'this is a number of a residence permit for Hong Kong, Macao or Taiwan residents: choose that document type',
    ),
  },
  {
    prefix: /^9/,
    length: 1,
    expected: 'FPR_ID',
    text: text(
      '这是外国人永久居留身份证号码，请改选证件类型',
      "this is a number of a foreign permanent resident's ID card: choose that document type",
    ),
  },
];

/** 15-digit cards are void since 2013 [L]. The whole number stays unsaid: it is a person's. */
const fifteenDigits: Fault = {
  code: 'FIFTEEN_DIGITS',
  index: 6,
  length: 0,
  expected: '18',
  text: text(
    '15 位号码已停用，请填 18 位：在第 6 位之后加 19，末尾加校验码',
    '15-digit numbers are void: write all 18 characters (19 goes in after the sixth, a check character to the end)',
  ),
};
