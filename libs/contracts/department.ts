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
export type OpeningDepartment = (typeof departments)[number];

/** Services of the house that are no department: these may be closed in a list, departments may not. */
export const houseServices = ['vault', 'orchestrator', 'notifier', 'gateway'] as const;

const DEPARTMENT_NAME_CHARACTERS = 40;

/**
 * The name of a department, of whatever matter: kebab-case, and none of the house's own. Which departments there are is said by
 * the catalogue of the departments alone, and whom a matter asks by its plan.
 */
export const departmentName = z
  .string()
  .max(DEPARTMENT_NAME_CHARACTERS)
  .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/)
  .refine((name) => !(houseServices as readonly string[]).includes(name));
export type DepartmentName = z.infer<typeof departmentName>;
