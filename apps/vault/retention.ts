import { dateOf } from '@yichuang/working-time';

/** How long a case's key is kept; what the law leaves open is a figure here, and its version stands in every event. */
export interface Retention {
  readonly version: string;
  /** Years after a case ended without a company. No law names the term; 个人信息保护法 a.19 asks for the shortest that does. */
  readonly unregisteredYears: number;
}

/**
 * A registered company's archive is kept for the company's life and generally 20 years after deregistration, then
 * appraised (企业登记档案管理 [ARCH]); only the rest has a term that runs out by itself.
 */
export const retention: Retention = { version: '2026-11', unregisteredYears: 2 };

const SHANGHAI_MILLIS = 8 * 60 * 60 * 1000;
const DAY_MILLIS = 24 * 60 * 60 * 1000;

/** The instant after the last day of a term of years that begins with a day: 24:00 of the same day years later (民法典 a.200–203). */
export function endOfTerm(from: number, years: number): number {
  const [year = 0, month = 1, day = 1] = dateOf(from).split('-').map(Number);
  const lastDay = new Date(Date.UTC(year + years, month, 0)).getUTCDate();
  return Date.UTC(year + years, month - 1, Math.min(day, lastDay)) - SHANGHAI_MILLIS + DAY_MILLIS;
}
