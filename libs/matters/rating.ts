import { alreadySo, decided, rejected, text, type Decider, type Decision, type Text } from '@yichuang/kernel';
import type { CaseCommand } from './case-commands.js';
import type { CaseEvent } from './case-events.js';
import * as no from './case-rejections.js';
import { hasEnded, type CaseState } from './case-state.js';

/** 好差评, five grades (国办发〔2019〕51号): 5 非常满意 … 1 非常不满意. */
export const starsOf = { min: 1, max: 5 } as const;

/**
 * What may be said beside the grade. A list, and no words of one's own: free text names officers, numbers and telephones, and an
 * event is for ever and for everybody to read.
 */
export const ratingTags = {
  fast: text('办得快', 'fast'),
  clear: text('说得清', 'clearly explained'),
  friendly: text('态度好', 'friendly'),
  'no-errands': text('不用跑', 'nothing to go and fetch'),
  slow: text('办得慢', 'slow'),
  unclear: text('说不清', 'badly explained'),
  unfriendly: text('态度差', 'unfriendly'),
  'asked-twice': text('重复要材料', 'asked for the same papers again'),
  'system-trouble': text('系统不好用', 'trouble with the system'),
} as const satisfies Readonly<Record<string, Text>>;
export type RatingTag = keyof typeof ratingTags;

export interface Rating {
  readonly stars: number;
  readonly tags: readonly RatingTag[];
}

/** Once, when all is done, by the person whose case it is. */
export interface RateService extends Rating {
  readonly type: 'RateService';
  /** Domain time, epoch ms. */
  readonly at: number;
  readonly by: string;
}

export interface ServiceRated extends Rating {
  readonly type: 'ServiceRated';
  /** Domain time, epoch ms. */
  readonly at: number;
  readonly by: string;
}

export function rate({ at, by, stars, tags }: RateService, state: CaseState): Decision<CaseEvent> {
  if (state.phase === 'none') return no.noSuchCase();
  if (!hasEnded(state))
    return rejected(
      'CASE_NOT_ENDED',
      text('办件尚未终结，办结后方可评价', 'the case goes on; it is rated when it has ended'),
    );
  if (by !== state.principal)
    return rejected(
      'NOT_THE_APPLICANT',
      text('只有申请人本人可以评价', 'only the person whose case it is may rate it'),
    );
  const given: Rating = { stars, tags: [...new Set(tags)].sort() };
  if (state.rating === undefined) return decided({ type: 'ServiceRated', at, by, ...given });
  return JSON.stringify(state.rating) === JSON.stringify(given)
    ? alreadySo
    : rejected('RATED_ALREADY', text('已经评价，不能更改', 'it has been rated; a rating is not changed'));
}

export const ratingEvolve: Pick<Decider<CaseCommand, CaseState, CaseEvent>['evolve'], 'ServiceRated'> = {
  ServiceRated: (state, { stars, tags }) => ({ ...state, rating: { stars, tags } }),
};

export const recallRating = (event: ServiceRated): RateService => ({ ...event, type: 'RateService' });

const GRADES = ['', '非常不满意', '不满意', '基本满意', '满意', '非常满意'] as const;

export const ratedText = ({ stars, tags }: ServiceRated): Text => {
  const said = tags.map((tag) => ratingTags[tag]);
  const chinese = said.map((tag) => tag['zh-CN']).join('、');
  const english = said.map((tag) => tag.en).join(', ');
  return text(
    `好差评：${GRADES[stars] ?? ''}（${String(stars)}星）${chinese && `，${chinese}`}`,
    `rated: ${String(stars)} of 5${english && `, ${english}`}`,
  );
};
