import type { Parsed } from './parsed.js';
import { readSealCode, type SealNumberParts } from './seal-number.js';
import { digit, letterOrDigit, places, upper } from './shape.js';

const shape = [...places(6, digit), ...places(6, letterOrDigit)];

/** 印章使用单位、制作单位编码, GA 241.1-2000 [S]: division and six characters set locally. */
export const parseSealUnit = (written: string): Parsed<SealNumberParts> => readSealCode(upper(written), shape);
