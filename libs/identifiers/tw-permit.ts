import { parsed, type Parsed } from './parsed.js';
import { digit, letter, letterOrDigit, oneOf, places, shapeFaults, upper } from './shape.js';

export interface TwPermitParts {
  readonly edition: 'card' | 'old';
  /** Eight digits of the card, ten of the old permit. */
  readonly holder: string;
}

const shapes = [
  places(8, digit),
  [...places(10, digit), letter],
  [...places(10, digit), oneOf('('), letterOrDigit, oneOf(')')],
];

/** 台湾居民来往大陆通行证 [L]: eight digits; older ones ten and a letter, or a character in brackets. No check character. */
export function parseTwPermit(written: string): Parsed<TwPermitParts> {
  const code = upper(written);
  return parsed(code, shapeFaults(code, shapes), () =>
    code.length === 8 ? { edition: 'card', holder: code } : { edition: 'old', holder: code.slice(0, 10) },
  );
}
