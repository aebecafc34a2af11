import { parsed, type Parsed } from './parsed.js';
import { digit, places, shapeFaults } from './shape.js';

export interface PostcodeParts {
  /** First two digits: the province's post, not its division code. */
  readonly province: string;
}

const shape = places(6, digit);

/** 邮政编码 [S]: six digits. */
export const parsePostcode = (code: string): Parsed<PostcodeParts> =>
  parsed(code, shapeFaults(code, [shape]), () => ({ province: code.slice(0, 2) }));
