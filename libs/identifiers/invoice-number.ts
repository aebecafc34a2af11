import type { Text } from '@yichuang/kernel';
import { parsed, type Parsed } from './parsed.js';
import { provinces } from './provinces.js';
import { digit, places, shapeFaults } from './shape.js';

export interface InvoiceNumberParts {
  /** Four digits. */
  readonly year: string;
  /** Two digits of the province's tax office, as in division codes. */
  readonly province: string;
  readonly provinceName: Text | null;
  readonly channel: string;
  readonly sequence: string;
}

const shape = places(20, digit);

/**
 * 数电发票号码 [L]: 20 digits of year, province, channel and sequence. Cities with a plan of their own (Xiamen 3502 …)
 * have tax codes beyond the provinces', so the province is named where it is known and never judged.
 */
export function parseInvoiceNumber(code: string): Parsed<InvoiceNumberParts> {
  return parsed(code, shapeFaults(code, [shape]), () => ({
    year: `20${code.slice(0, 2)}`,
    province: code.slice(2, 4),
    provinceName: provinces[code.slice(2, 4)] ?? null,
    channel: code.charAt(4),
    sequence: code.slice(5),
  }));
}
