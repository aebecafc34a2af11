import { ratingTags, starsOf } from '@yichuang/matters';
import { z } from 'zod';
import { caseId, key, notNow } from './parameters.js';
import type { Route } from './routes.js';

const rating = z.object({
  stars: z.int().min(starsOf.min).max(starsOf.max),
  tags: z.array(z.enum(Object.keys(ratingTags))),
});

const ratingBody = z.strictObject({ ...rating.shape, tags: rating.shape.tags.optional() });

export const ratings: readonly Route[] = [
  {
    method: 'post',
    path: '/api/v1/cases/{caseId}/rating',
    id: 'rateCase',
    action: 'case.rate',
    summary: '好差评：办结后由申请人评价一次 Rate the service, once, when the case has ended',
    parameters: [caseId, key],
    body: ratingBody,
    answers: { 200: z.object({ caseId: z.string(), position: z.string(), rating: rating.nullable() }), ...notNow },
  },
];
