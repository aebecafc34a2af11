import { parseLandline } from './landline.js';
import { parseMobile } from './mobile.js';

/** Whether a number can be a telephone's, mobile or not. */
export const phoneRight = (number: string): boolean => parseMobile(number).ok || parseLandline(number).ok;
