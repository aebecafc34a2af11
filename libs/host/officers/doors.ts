import { CONSULTATION_MINUTES_MAX, CONSULTATION_MINUTES_MIN, departmentName, type Actor } from '@yichuang/contracts';
import { text } from '@yichuang/kernel';
import { z } from 'zod';
import type { Door, DoorContext } from '../desk.js';
import { faultParams } from '../faults.js';
import type { AssignItem, ClaimItem, HandOverItem, Officer, OfficerCommand, ReleaseItem } from './commands.js';
import { claimAt, questionsNow, type OfficersState } from './state.js';
import { wording } from './wording.js';

/** `R-TAX-01`; the parts of one article are told apart by a small letter, `R-NAME-01a`. */
const ruleId = z.string().regex(/^[A-Za-z0-9-]{1,40}$/);

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

const to = z.string().min(1).max(200);
const consultation = z.string().min(1).max(200);
const minutes = z.number().int().min(CONSULTATION_MINUTES_MIN).max(CONSULTATION_MINUTES_MAX).nullable().default(null);

/** What comes with each act. */
export const officerInputs = {
  claim: z.strictObject({}),
  release: z.strictObject({}),
  'hand-over': z.strictObject({ to }),
  assign: z.strictObject({ to }),
  recommend: z.strictObject({ rulings, opinion: wording }),
  /** Against an objection: why. */
  decide: z.strictObject({ rulings, reason: wording.exactOptional() }),
  override: z.strictObject({ rulings, reason: wording }),
  inspect: z.strictObject({ findings: wording }),
  consult: z.strictObject({ to: departmentName, question: wording, minutes }),
  'withdraw-question': z.strictObject({ consultation }),
} as const;

/** The words in the addresses of the doors at which officers act. */
export type OfficerAct = keyof typeof officerInputs;

type Input<Z extends z.ZodType> = z.infer<Z>;

/** Where a reason is asked for, the schema asks for it; where a second person is, the decision does. */
const MEETS = ['reason', 'second-person'] as const;

const officerOf = ({ id, roles }: Actor): Officer => ({ id, roles });

function door<C extends OfficerCommand, Z extends z.ZodType, S>(
  action: Door<C, S>['action'],
  schema: Z,
  command: (input: Input<Z>, act: { readonly at: number; readonly officer: Officer }) => C,
  answer: (state: S) => unknown,
): Door<C, S> {
  return {
    schema,
    action,
    meets: MEETS,
    command: (input: Input<Z>, { now, actor }: DoorContext) => command(input, { at: now, officer: officerOf(actor) }),
    answer,
  };
}

/** How something is taken in hand, and let go. */
const takingInHand = ['claim', 'release', 'hand-over', 'assign'] as const;
type TakingInHand = (typeof takingInHand)[number];

export const takesInHand = (act: OfficerAct): act is TakingInHand =>
  (takingInHand as readonly OfficerAct[]).includes(act);

/** The doors for it, which are the same at every desk at which something waits for a person. */
export function claimDoors<S>(
  answer: (state: S) => unknown,
): Readonly<Record<TakingInHand, Door<ClaimItem | ReleaseItem | HandOverItem | AssignItem, S>>> {
  const { claim, release, assign, 'hand-over': handOver } = officerInputs;
  return {
    claim: door('queue.claim', claim, (_input, act) => ({ type: 'ClaimItem', ...act }), answer),
    release: door('queue.claim', release, (_input, act) => ({ type: 'ReleaseItem', ...act }), answer),
    'hand-over': door('queue.claim', handOver, (input, act) => ({ type: 'HandOverItem', ...act, ...input }), answer),
    assign: door('queue.assign', assign, (input, act) => ({ type: 'AssignItem', ...act, ...input }), answer),
  };
}

/** The doors at which officers act. */
export function officerDoors<S>(
  officersOf: (state: S) => OfficersState,
): Readonly<Record<OfficerAct, Door<OfficerCommand, S>>> {
  const { recommend, decide, override, inspect, consult } = officerInputs;
  const answer = (state: S) => shownItem(officersOf(state));
  return {
    ...claimDoors(answer),
    recommend: door('step.recommend', recommend, (input, act) => ({ type: 'RecommendStep', ...act, ...input }), answer),
    decide: door('step.decide', decide, (input, act) => ({ type: 'DecideStep', ...act, ...input }), answer),
    override: door('step.override', override, (input, act) => ({ type: 'OverrideStep', ...act, ...input }), answer),
    inspect: door('step.inspect', inspect, (input, act) => ({ type: 'InspectItem', ...act, ...input }), answer),
    consult: door('step.consult', consult, (input, act) => ({ type: 'ConsultDepartment', ...act, ...input }), answer),
    'withdraw-question': door(
      'step.consult',
      officerInputs['withdraw-question'],
      (input, act) => ({ type: 'TakeBackQuestion', ...act, ...input }),
      answer,
    ),
  };
}

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
    questions: since === null ? [] : questionsNow(state),
  };
}
