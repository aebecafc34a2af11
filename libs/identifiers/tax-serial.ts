import { parsed, type Parsed } from './parsed.js';
import { digit, places, shapeFaults } from './shape.js';

export interface TaxSerialParts {
  readonly length: number;
}

const shape = places(20, digit);

/** 税务登记序号 [L]: 20 digits, internal to the tax office. */
export const parseTaxSerial = (code: string): Parsed<TaxSerialParts> =>
  parsed(code, shapeFaults(code, [shape]), () => ({ length: code.length }));
