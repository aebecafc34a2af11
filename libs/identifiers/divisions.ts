import { text, type Text } from '@yichuang/kernel';
import { divisions, type Division } from './divisions-reference.js';
import { parsed, type Fault, type Parsed } from './parsed.js';
import { provinces } from './provinces.js';
import { digit, places, shapeFaults } from './shape.js';

const byCode = new Map(divisions.map((division) => [division.code, division]));

/** Which codes the reference lists completely, so that one it does not list is wrong. */
const listed = /^(35\d{2}00|3504\d{2}|350405\d{3})$/;

const isInForce = ({ validFrom, validTo }: Division, date: string): boolean =>
  (validFrom === null || validFrom <= date) && (validTo === null || date <= validTo);

/**
 * The division of a code, retired ones too: people keep the code they were given for life. `null` where the reference
 * does not know it, which says nothing against it outside Sanming.
 *
 * @param code six or nine digits; two or four for a province or prefecture
 * @param on `YYYY-MM-DD`; only a division in force on that day
 */
export function divisionOf(code: string, on?: string): Division | null {
  const found = byCode.get(/^(\d{2}|\d{4})$/.test(code) ? code.padEnd(6, '0') : code);
  return found === undefined || (on !== undefined && !isInForce(found, on)) ? null : found;
}

/** Every division in force on a day, `YYYY-MM-DD`. */
export const divisionsOn = (date: string): readonly Division[] =>
  divisions.filter((division) => isInForce(division, date));

/** A township or special zone by its nine digits; `on` as for {@link divisionOf}. */
export const townshipOf = (code: string, on?: string): Division | null =>
  code.length === 9 ? divisionOf(code, on) : null;

/** The townships of a county (special zones are none), in force on `on` if given. */
export const townshipsOf = (county: string, on?: string): readonly Division[] =>
  divisions.filter(
    (division) =>
      division.level === 'township' &&
      division.code.startsWith(county) &&
      (on === undefined || isInForce(division, on)),
  );

/** The name of the division, else of the province it lies in, else `null`. */
export const divisionName = (code: string): Text | null =>
  divisionOf(code)?.name ?? provinces[code.slice(0, 2)] ?? null;

export interface DivisionParts {
  readonly province: Text | null;
  /** The row of the reference; `null` where it does not reach that far. */
  readonly division: Division | null;
  /** In force on the day asked about; `null` when no day was given or the reference has no such row. */
  readonly inForce: boolean | null;
}

/** 行政区划代码, GB/T 2260 [S]: six digits, or nine for a township. A retired code is a right one. */
export function parseDivision(code: string, on?: string): Parsed<DivisionParts> {
  const misplaced = shapeFaults(code, [places(6, digit), places(9, digit)]);
  const faults = misplaced.length > 0 ? misplaced : [...provinceFaults(code), ...listFaults(code)];
  const division = divisionOf(code);
  return parsed(code, faults, () => ({
    province: provinces[code.slice(0, 2)] ?? null,
    division,
    inForce: on === undefined || division === null ? null : isInForce(division, on),
  }));
}

/** A province that never existed. Nothing below the province may be judged: codes retire, and people keep them. */
export function provinceFaults(code: string): readonly Fault[] {
  if (provinces[code.slice(0, 2)] !== undefined) return [];
  const said = text('第 1 至 2 位不是省级行政区划代码', 'characters 1 to 2 are the code of no province');
  return [{ code: 'PROVINCE_UNKNOWN', index: 0, length: 2, expected: 'GB/T 2260', text: said }];
}

function listFaults(code: string): readonly Fault[] {
  if (!listed.test(code) || byCode.has(code)) return [];
  const said = text('没有这个行政区划代码', 'there is no division of this code');
  return [{ code: 'DIVISION_UNKNOWN', index: 0, length: code.length, expected: 'GB/T 2260', text: said }];
}
