import { parsed, type Parsed } from './parsed.js';
import { digit, oneOf, places, shapeFaults, upper } from './shape.js';

export interface BasicAccountNumberParts {
  readonly digits: string;
}

const shape = [oneOf('J'), ...places(13, digit)];

/** 基本存款账户编号 [L]: J and 13 digits. */
export function parseBasicAccountNumber(written: string): Parsed<BasicAccountNumberParts> {
  const code = upper(written);
  return parsed(code, shapeFaults(code, [shape]), () => ({ digits: code.slice(1) }));
}
