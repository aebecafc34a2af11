import { parsed, type Parsed } from './parsed.js';
import { letterOrDigit, places, shapeFaults, upper } from './shape.js';

export interface PassportForeignParts {
  readonly length: number;
}

const shapes = [5, 6, 7, 8, 9].map((length) => places(length, letterOrDigit));

/** A foreign passport's number, ICAO 9303 [L]: five to nine letters and digits; no check without the printed zone. */
export function parsePassportForeign(written: string): Parsed<PassportForeignParts> {
  const code = upper(written);
  return parsed(code, shapeFaults(code, shapes), () => ({ length: code.length }));
}
