import { z } from 'zod';
import { company, employee, medicalInsuranceRequest, people } from './fields.js';

export const medicalInsuranceSection = z.strictObject({
  medicalInsurance: medicalInsuranceRequest,
  company: company.pick({ gbt4754: true, staff: true }),
  employees: z.array(employee).max(10_000),
  people,
});
export type MedicalInsuranceSection = z.infer<typeof medicalInsuranceSection>;
