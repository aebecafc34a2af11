import { z } from 'zod';
import { company, people, posts, seat, shareholder, taxRequest } from './fields.js';

export const taxSection = z.strictObject({
  tax: taxRequest,
  company: company.pick({ gbt4754: true, staff: true, phone: true, type: true }),
  seat: seat.pick({ address: true, division: true }),
  posts: posts.pick({ legalRepresentative: true, financeHead: true, taxHandler: true }),
  shareholders: z.array(shareholder.pick({ holder: true, subscribedFen: true })).max(60),
  people,
});
export type TaxSection = z.infer<typeof taxSection>;
