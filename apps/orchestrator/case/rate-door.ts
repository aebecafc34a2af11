import type { Door } from '@yichuang/host';
import { ratingTags, starsOf, type CaseCommand, type CaseState, type RatingTag } from '@yichuang/matters';
import { z } from 'zod';

const tags = Object.keys(ratingTags) as [RatingTag, ...RatingTag[]];

/** Grade and listed tags; there is no field for words of one's own. */
const rating = z.strictObject({
  stars: z.int().min(starsOf.min).max(starsOf.max),
  tags: z.array(z.enum(tags)).max(tags.length).default([]),
});

/** 好差评: how the applicant found it, when all is done. */
export const rateDoor: Door<CaseCommand, CaseState> = {
  action: 'case.rate',
  schema: rating,
  command: (given: z.infer<typeof rating>, { now: at, actor }) => ({ type: 'RateService', at, by: actor.id, ...given }),
  answer: ({ rating: given }) => ({ rating: given ?? null }),
};
