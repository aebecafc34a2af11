import { provinceFaults } from './divisions.js';
import { parsed, type Fault, type Parsed } from './parsed.js';
import { digit, places, shapeFaults, type Shape } from './shape.js';

export interface SealNumberParts {
  readonly division: string;
  readonly sequence: string;
}

const number = places(13, digit);

/** 印章编码 [L]: division and seven digits, one for each physical seal. No check digit is known [U], so none is judged. */
export const parseSealNumber = (code: string): Parsed<SealNumberParts> => readSealCode(code, number);

/** Division and sequence of what has this shape. */
export function readSealCode(code: string, shape: Shape): Parsed<SealNumberParts> {
  const misplaced = shapeFaults(code, [shape]);
  const faults: readonly Fault[] = misplaced.length > 0 ? misplaced : provinceFaults(code);
  return parsed(code, faults, () => ({ division: code.slice(0, 6), sequence: code.slice(6) }));
}
