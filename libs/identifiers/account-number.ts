import { parsed, type Parsed } from './parsed.js';
import { digit, places, shapeFaults } from './shape.js';

export interface AccountNumberParts {
  readonly length: number;
}

const shapes = Array.from({ length: 25 }, (_, more) => places(8 + more, digit));

/** 单位银行结算账号 [L]: 8 to 32 digits. There is no national check digit, so none is judged. */
export const parseAccountNumber = (code: string): Parsed<AccountNumberParts> =>
  parsed(code, shapeFaults(code, shapes), () => ({ length: code.length }));

/** Whether a number can be a corporate account's. */
export const accountNumberRight = (code: string): boolean => parseAccountNumber(code).ok;
