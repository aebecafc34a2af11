import { text, type Text } from '@yichuang/kernel';
import { divisionName } from './divisions.js';
import { organisationCheck } from './organisation-code.js';
import { parsed, type Fault, type Parsed } from './parsed.js';
import { checkFault, digit, places, shapeFaults, upper, type Place } from './shape.js';

/** No I, O, S, V, Z; a character's value is its place. */
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
/** 3^(i-1) mod 31. */
const weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

const character: Place = {
  characters: ALPHABET,
  expected: '0-9A-HJ-NP-RTUWXY',
  said: text('数字或大写字母（不含 I、O、S、V、Z）', 'a digit or a letter other than I, O, S, V, Z'),
};
const shape = [...places(2, character), ...places(6, digit), ...places(10, character)];

interface Named {
  readonly code: string;
  /** `null` where the standard's list is not at hand. */
  readonly name: Text | null;
}

export interface UsccParts {
  /** Who registers: 9 is market regulation. */
  readonly department: Named;
  /** What is registered; known for market regulation only. */
  readonly entity: Named;
  /** Division of the registering authority, six digits (GB/T 2260). */
  readonly division: string;
  readonly divisionName: Text | null;
  /** `XXXXXXXX-C` (GB 11714). */
  readonly organisationCode: string;
  readonly check: string;
}

const departments: Readonly<Record<string, Text>> = {
  '1': text('机构编制', 'public bodies'),
  '5': text('民政', 'civil affairs'),
  '9': text('市场监管', 'market regulation'),
  Y: text('其他', 'other'),
};

const entities: Readonly<Record<string, Text>> = {
  '1': text('企业', 'enterprise'),
  '2': text('个体工商户', 'individual business'),
  '3': text('农民专业合作社', "farmers' cooperative"),
  '9': text('其他', 'other'),
};

/** Check character of GB 32100-2015. [S] @throws RangeError unless given 17 characters of its alphabet. */
export function usccCheckCharacter(first17: string): string {
  let sum = 0;
  weights.forEach((weight, index) => {
    const value = ALPHABET.indexOf(first17.charAt(index) || ' ');
    if (value < 0 || first17.length !== 17)
      throw new RangeError('a check character is counted from 17 characters of the alphabet');
    sum += value * weight;
  });
  return ALPHABET.charAt((31 - (sum % 31)) % 31);
}

/**
 * 统一社会信用代码, GB 32100-2015 [S]. Both check characters are verified: the organisation code's at place 17 and its
 * own at 18, so every single wrong character is found.
 */
export function parseUscc(written: string): Parsed<UsccParts> {
  const code = upper(written);
  const misplaced = shapeFaults(code, [shape]);
  const faults = misplaced.length > 0 ? misplaced : checkFaults(code);
  return parsed(code, faults, () => partsOf(code));
}

export const isUscc = (written: string): boolean => parseUscc(written).ok;

function checkFaults(code: string): readonly Fault[] {
  const inner = checkFault(code, 16, organisationCheck(code.slice(8, 16))).map((fault): Fault => ({
    ...fault,
    code: 'ORGANISATION_CHECK',
  }));
  return [...inner, ...checkFault(code, 17, usccCheckCharacter(code.slice(0, 17)))];
}

function partsOf(code: string): UsccParts {
  const [department, entity, division] = [code.charAt(0), code.charAt(1), code.slice(2, 8)];
  return {
    department: { code: department, name: departments[department] ?? null },
    entity: { code: entity, name: department === '9' ? (entities[entity] ?? null) : null },
    division,
    divisionName: divisionName(division),
    organisationCode: `${code.slice(8, 16)}-${code.charAt(16)}`,
    check: code.charAt(17),
  };
}
