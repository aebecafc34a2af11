import { z } from 'zod';

/** The six departments of a company opening, by the names that show in every answer (domain words: 市场监管 … 公积金). */
export const departments = [
  'market-regulation',
  'seal',
  'tax',
  'social-insurance',
  'medical-insurance',
  'housing-fund',
] as const;

export const departmentName = z.enum(departments);
export type DepartmentName = (typeof departments)[number];
