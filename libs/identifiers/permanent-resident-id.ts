import { citizenFaults, citizenParts, citizenShape, type CitizenParts } from './citizen-number.js';
import { parsed, type Fault, type Parsed } from './parsed.js';
import { digit, letter, oneOf, places, shapeFaults, upper } from './shape.js';

export type PermanentResidentIdParts =
  | ({
      readonly edition: '2023';
      /** Two digits, where it was applied for [L]. */
      readonly place: string;
      /** ISO 3166-1 numeric [L], e.g. 840. */
      readonly country: string;
    } & CitizenParts)
  | {
      readonly edition: 'old';
      /** Three letters of the country. */
      readonly country: string;
    };

const edition2023 = [oneOf('9'), ...citizenShape.slice(1)];
const old = [...places(3, letter), ...places(12, digit)];

/**
 * 外国人永久居留身份证. Since 2023-12-01 18 characters that begin with 9, with the check character of GB 11643 [S], the
 * places between [L]; old cards (3 letters, 12 digits [L]) are good until they expire and say no birth date for sure.
 */
export function parsePermanentResidentId(written: string, on?: string): Parsed<PermanentResidentIdParts> {
  const code = upper(written);
  const misplaced = shapeFaults(code, [edition2023, old]);
  if (code.length === old.length)
    return parsed(code, misplaced, () => ({ edition: 'old' as const, country: code.slice(0, 3) }));
  const faults: readonly Fault[] = misplaced.length > 0 ? misplaced : citizenFaults(code, on);
  return parsed(code, faults, () => ({
    edition: '2023' as const,
    place: code.slice(1, 3),
    country: code.slice(3, 6),
    ...citizenParts(code, on),
  }));
}
