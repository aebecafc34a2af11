import { text } from '@yichuang/kernel';
import { ageOn, isDate } from './calendar-date.js';
import type { Fault } from './parsed.js';
import { checkFault, digit, digitOrX, places, type Shape } from './shape.js';

/*
 * What resident numbers, residence permits of Hong Kong, Macao and Taiwan residents, and the 2023 cards of foreign
 * permanent residents have in common: birth date at places 7 to 14, sequence at 15 to 17, and the check character of
 * GB 11643-1999 (ISO 7064 MOD 11-2) at 18. [S]
 */

export const citizenShape: Shape = [...places(17, digit), digitOrX];

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const EARLIEST = '1800-01-01';

/** Check character of GB 11643-1999. @throws RangeError unless given 17 digits. */
export function citizenCheckCharacter(first17: string): string {
  if (!/^\d{17}$/.test(first17)) throw new RangeError('a check character is counted from 17 digits');
  const sum = weights.reduce((total, weight, index) => total + weight * Number(first17.charAt(index)), 0);
  return '10X98765432'.charAt(sum % 11);
}

export interface CitizenParts {
  /** `YYYY-MM-DD` */
  readonly birthDate: string;
  readonly sex: 'male' | 'female';
  /** Three digits: odd for men, even for women. */
  readonly sequence: string;
  /** Completed years on the day asked about; `null` when none was given. */
  readonly age: number | null;
}

/** The parts of a number that has the shape and no fault. */
export function citizenParts(code: string, on: string | undefined): CitizenParts {
  const birthDate = birthDateAt(code);
  return {
    birthDate,
    sex: Number(code.charAt(16)) % 2 === 1 ? 'male' : 'female',
    sequence: code.slice(14, 17),
    age: on === undefined ? null : ageOn(birthDate, on),
  };
}

/** Faults of the birth date and the check character, of a number that has the shape. */
export function citizenFaults(code: string, on: string | undefined): readonly Fault[] {
  return [...birthFaults(birthDateAt(code), on), ...checkFault(code, 17, citizenCheckCharacter(code.slice(0, 17)))];
}

const birthDateAt = (code: string): string => `${code.slice(6, 10)}-${code.slice(10, 12)}-${code.slice(12, 14)}`;

function birthFaults(birthDate: string, on: string | undefined): readonly Fault[] {
  const at = { index: 6, length: 8 };
  if (!isDate(birthDate)) {
    const said = text('第 7 至 14 位不是存在的日期', 'characters 7 to 14 are no day of the calendar');
    return [{ code: 'DATE_IMPOSSIBLE', ...at, expected: 'YYYYMMDD', text: said }];
  }
  if (birthDate < EARLIEST) {
    const said = text('第 7 至 14 位的出生日期过早', 'the birth date in characters 7 to 14 is too early');
    return [{ code: 'DATE_TOO_EARLY', ...at, expected: `>=${EARLIEST}`, text: said }];
  }
  if (on !== undefined && birthDate > on) {
    const said = text(`第 7 至 14 位的出生日期晚于 ${on}`, `the birth date in characters 7 to 14 is after ${on}`);
    return [{ code: 'DATE_IN_FUTURE', ...at, expected: `<=${on}`, text: said }];
  }
  return [];
}
