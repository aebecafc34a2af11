import { z } from 'zod';
import { agent, people, posts, sealOrder } from './fields.js';

/** What the seal window receives: the order, and name and document of legal representative, taker and agent. */
export const sealSection = z.strictObject({
  seal: sealOrder,
  posts: posts.pick({ legalRepresentative: true }),
  agent: agent.pick({ person: true }).nullable(),
  people,
});
export type SealSection = z.infer<typeof sealSection>;
