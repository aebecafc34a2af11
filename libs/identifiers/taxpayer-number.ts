import { parseUscc } from './uscc.js';

/** 纳税人识别号 of a company is its credit code (三证合一) [S]. */
export const parseTaxpayerNumber = parseUscc;
