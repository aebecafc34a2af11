import { z } from 'zod';
import { company, employee, people, socialInsuranceRequest } from './fields.js';

export const socialInsuranceSection = z.strictObject({
  socialInsurance: socialInsuranceRequest,
  company: company.pick({ gbt4754: true, staff: true }),
  employees: z.array(employee).max(10_000),
  people,
});
export type SocialInsuranceSection = z.infer<typeof socialInsuranceSection>;
