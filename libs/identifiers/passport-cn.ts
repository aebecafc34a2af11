import { text } from '@yichuang/kernel';
import { parsed, type Parsed } from './parsed.js';
import { digit, oneOf, places, shapeFaults, upper, type Place, type Shape } from './shape.js';

export interface PassportCnParts {
  readonly kind: 'ordinary' | 'diplomatic' | 'service' | 'public-affairs';
}

const second: Place = {
  characters: '0123456789ABCDEFGHJKLMNPQRSTUVWXYZ',
  expected: '0-9A-HJ-NP-Z',
  said: text('数字或大写字母（不含 I、O）', 'a digit or a letter other than I, O'),
};

const shapes: readonly Shape[] = [
  [oneOf('E'), second, ...places(7, digit)],
  [oneOf('EG'), ...places(8, digit)],
  ...[7, 8].flatMap((digits) => [
    [oneOf('DSP'), ...places(digits, digit)],
    [oneOf('DSP'), oneOf('E'), ...places(digits, digit)],
  ]),
];

const kinds: Readonly<Record<string, PassportCnParts['kind']>> = { D: 'diplomatic', S: 'service', P: 'public-affairs' };

/** 中华人民共和国护照 [L]: E or G ordinary, D diplomatic, S service, P public affairs. No check without the printed zone. */
export function parsePassportCn(written: string): Parsed<PassportCnParts> {
  const code = upper(written);
  return parsed(code, shapeFaults(code, shapes), () => ({ kind: kinds[code.charAt(0)] ?? 'ordinary' }));
}
