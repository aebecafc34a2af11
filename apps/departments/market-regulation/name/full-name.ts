import type { NameParts } from './facts.js';

/** A division in brackets stands behind the trade name (企业名称登记管理规定实施办法 a.9, likely). */
const BRACKETED = /^[（(](.*)[）)]$/;

/** The division without its brackets. */
export const divisionOf = (division: string): string => BRACKETED.exec(division)?.[1] ?? division;

/** 企业名称: division, trade name, industry, form (NAME a.6); a division in brackets behind the trade name. */
export function companyNameOf({ division, trade, industry, form }: NameParts): string {
  const bracketed = BRACKETED.exec(division);
  if (bracketed === null) return `${division}${trade}${industry}${form}`;
  return `${trade}（${bracketed[1] ?? ''}）${industry}${form}`;
}
