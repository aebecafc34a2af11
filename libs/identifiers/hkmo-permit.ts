import { parsed, type Parsed } from './parsed.js';
import { digit, oneOf, places, shapeFaults, upper } from './shape.js';

export interface HkmoPermitParts {
  readonly region: 'HKG' | 'MAC';
  /** Eight digits, the holder's for life. */
  readonly holder: string;
  /** How often the card was renewed, where it is written with the number. */
  readonly renewals: number | null;
}

const shapes = [8, 10].map((digits) => [oneOf('HM'), ...places(digits, digit)]);

/** 港澳居民来往内地通行证 [S]: H or M, eight digits, and on older cards two of the renewal. It has no check character. */
export function parseHkmoPermit(written: string): Parsed<HkmoPermitParts> {
  const code = upper(written);
  return parsed(code, shapeFaults(code, shapes), () => ({
    region: code.startsWith('H') ? 'HKG' : 'MAC',
    holder: code.slice(1, 9),
    renewals: code.length > 9 ? Number(code.slice(9)) : null,
  }));
}
