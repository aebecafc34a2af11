import type { Actor } from '@yichuang/contracts';
import { text } from '@yichuang/kernel';
import { z } from 'zod';
import type { Door, DoorContext } from '../desk.js';
import { faultParams } from '../faults.js';
import type { Officer, OfficerCommand } from './commands.js';
import { claimAt, type OfficersState } from './state.js';
import { wording } from './wording.js';

const ruleId = z.string().regex(/^[A-Z0-9-]{1,40}$/);

/** 行政许可法 a.38(2): a refusal says why, and where it is written. */
const ruling = z
  .strictObject({
    rule: ruleId,
    verdict: z.enum(['pass', 'fail']),
    reason: wording,
    article: wording.nullable().default(null),
    competentAuthority: wording.exactOptional(),
  })
  .superRefine(({ verdict, article }, context) => {
    if (verdict === 'pass' || article !== null) return;
    context.addIssue({
      code: 'custom',
      path: ['article'],
      ...faultParams(
        'ARTICLE_MISSING',
        text('判定不符合的，须写明法律依据', 'whoever finds a rule broken names the article'),
      ),
    });
  });

/** At most one ruling a rule: two would contradict each other. */
const rulings = z
  .array(ruling)
  .min(1)
  .max(100)
  .superRefine((all, context) => {
    all.forEach(({ rule }, index) => {
      if (all.findIndex((one) => one.rule === rule) === index) return;
      context.addIssue({
        code: 'custom',
        path: [index, 'rule'],
        ...faultParams('GIVEN_TWICE', text('同一规则重复判定', 'this rule is answered twice')),
      });
    });
  });

const nothing = z.strictObject({});
const officerId = z.string().min(1).max(200);

type Input<Z extends z.ZodType> = z.infer<Z>;

/** Where a reason is asked for, the schema asks for it; where a second person is, the decision does. */
const MEETS = ['reason', 'second-person'] as const;

const officerOf = ({ id, roles }: Actor): Officer => ({ id, roles });

function door<Z extends z.ZodType, S>(
  action: Door<OfficerCommand, S>['action'],
  schema: Z,
  command: (input: Input<Z>, act: { readonly at: number; readonly officer: Officer }) => OfficerCommand,
  answer: (state: S) => unknown,
): Door<OfficerCommand, S> {
  return {
    schema,
    action,
    meets: MEETS,
    command: (input: Input<Z>, { now, actor }: DoorContext) => command(input, { at: now, officer: officerOf(actor) }),
    answer,
  };
}

/** The doors at which officers act, by the word that stands in the address. */
export function officerDoors<S>(
  officersOf: (state: S) => OfficersState,
): Readonly<Record<string, Door<OfficerCommand, S>>> {
  const answer = (state: S) => shownItem(officersOf(state));
  return {
    claim: door('queue.claim', nothing, (_input, act) => ({ type: 'ClaimItem', ...act }), answer),
    release: door('queue.claim', nothing, (_input, act) => ({ type: 'ReleaseItem', ...act }), answer),
    'hand-over': door(
      'queue.claim',
      z.strictObject({ to: officerId }),
      ({ to }, act) => ({ type: 'HandOverItem', ...act, to }),
      answer,
    ),
    assign: door(
      'queue.assign',
      z.strictObject({ to: officerId }),
      ({ to }, act) => ({ type: 'AssignItem', ...act, to }),
      answer,
    ),
    recommend: door(
      'step.recommend',
      z.strictObject({ rulings, opinion: wording }),
      ({ rulings: said, opinion }, act) => ({ type: 'RecommendStep', ...act, rulings: said, opinion }),
      answer,
    ),
    decide: door(
      'step.decide',
      z.strictObject({ rulings }),
      ({ rulings: said }, act) => ({ type: 'DecideStep', ...act, rulings: said }),
      answer,
    ),
    override: door(
      'step.override',
      z.strictObject({ rulings, reason: wording }),
      ({ rulings: said, reason }, act) => ({ type: 'OverrideStep', ...act, rulings: said, reason }),
      answer,
    ),
    inspect: door(
      'step.inspect',
      z.strictObject({ findings: wording }),
      ({ findings }, act) => ({ type: 'InspectItem', ...act, findings }),
      answer,
    ),
  };
}

export const officerActs = [
  'claim',
  'release',
  'hand-over',
  'assign',
  'recommend',
  'decide',
  'override',
  'inspect',
] as const;
export type OfficerAct = (typeof officerActs)[number];

/** What whoever acted is told: how the item stands now. */
function shownItem(state: OfficersState): object {
  const { since, calls, recommended, answer } = state;
  const claim = since === null ? null : claimAt(state, Number.NEGATIVE_INFINITY);
  return {
    waits: since !== null,
    step: answer?.step ?? null,
    outcome: answer?.outcome ?? null,
    rules: since === null ? [] : calls.map(({ rule }) => rule),
    claimedBy: claim?.by ?? null,
    claimUntil: claim?.until ?? null,
    recommendedBy: recommended?.by ?? null,
  };
}
