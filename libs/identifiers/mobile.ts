import { text } from '@yichuang/kernel';
import { parsed, type Parsed } from './parsed.js';
import { digit, oneOf, places, shapeFaults, type Place } from './shape.js';

export interface MobileParts {
  /** First three digits: the network it was first given by. */
  readonly network: string;
}

const second: Place = { characters: '3456789', expected: '3-9', said: text('3 至 9', 'from 3 to 9') };
const shape = [oneOf('1'), second, ...places(9, digit)];

/** 手机号码 [S]: eleven digits. Whether it rings, the number does not say. */
export const parseMobile = (code: string): Parsed<MobileParts> =>
  parsed(code, shapeFaults(code, [shape]), () => ({ network: code.slice(0, 3) }));
