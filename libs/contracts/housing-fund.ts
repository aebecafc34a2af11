import { z } from 'zod';
import { company, employee, housingFundRequest, people } from './fields.js';

export const housingFundSection = z.strictObject({
  housingFund: housingFundRequest,
  company: company.pick({ gbt4754: true, staff: true }),
  employees: z.array(employee).max(10_000),
  people,
});
export type HousingFundSection = z.infer<typeof housingFundSection>;
