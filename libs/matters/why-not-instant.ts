import { text, type Text } from '@yichuang/kernel';
import type { CaseState } from './case-state.js';
import { basisOf } from './case-pauses.js';
import { cited, type CitedRule } from './cited-rule.js';
import { reasonText } from './clock-notices.js';
import { stepOf, type Plan } from './plan.js';

/** One thing that kept a case from being decided in one go. */
export interface Delay {
  readonly kind: 'correction' | 'consent' | 'officer' | 'person-decided' | 'withdrawal' | 'paused';
  /** `null`: the applicant, or the case as a whole. */
  readonly department: string | null;
  readonly step: string | null;
  readonly since: number;
  /** `null` while it lasts. */
  readonly until: number | null;
  readonly text: Text;
  /** Rules that asked for it. */
  readonly rules: readonly CitedRule[];
}

export interface WhyNotInstant {
  /** Nothing but rules decided so far, and nothing had to be asked twice. */
  readonly instant: boolean;
  readonly delays: readonly Delay[];
}

/** "Why was this not instant?", from what the answers recorded. */
export function whyNotInstant(plan: Plan, state: CaseState): WhyNotInstant {
  const delays = [
    ...corrections(state),
    ...consents(state),
    ...officers(plan, state),
    ...persons(plan, state),
    ...withdrawals(state),
    ...stoodStill(state),
  ];
  return { instant: delays.length === 0, delays: delays.sort((a, b) => a.since - b.since) };
}

const corrections = (state: CaseState): Delay[] =>
  state.notices.map(({ at, round, number, defects }) => ({
    kind: 'correction',
    department: null,
    step: null,
    since: at,
    until:
      round < state.round
        ? (state.clocks[`intake-${String(round + 1)}`]?.clock.begunAt ?? state.deemed?.correctedAt ?? null)
        : (state.end?.at ?? null),
    text: text(
      `第${String(number)}次一次性告知，列明${String(defects.length)}项问题，需申请人补正`,
      `notice ${String(number)} named ${String(defects.length)} defects for the applicant to correct`,
    ),
    rules: defects.map(cited),
  }));

const consents = ({ secondNotices, end }: CaseState): Delay[] =>
  secondNotices.map(({ proposedAt, until, defects }) => ({
    kind: 'consent',
    department: null,
    step: null,
    since: proposedAt,
    until: until ?? end?.at ?? null,
    text: text(
      '发现本可在前次一并告知的问题，再次告知须经效能监督员同意',
      'something was found that could have been told before: a second notice needs the supervisor’s consent',
    ),
    rules: defects.map(cited),
  }));

const officers = (plan: Plan, state: CaseState): Delay[] =>
  state.reviews.map(({ step, since, until, findings }) => {
    const { department, title } = stepOf(plan, step);
    const said = text(
      `${title['zh-CN']}：规则不能判定，转人工审核`,
      `${title.en}: rules could not tell, an officer must look`,
    );
    const rules = findings.filter(({ disposal }) => disposal !== 'tag').map(cited);
    return { kind: 'officer', department, step, since, until: until ?? state.end?.at ?? null, text: said, rules };
  });

function persons(plan: Plan, state: CaseState): Delay[] {
  return Object.entries(state.steps).flatMap(([step, { answer, answeredAt }]): Delay[] => {
    const waited = state.reviews.some((review) => review.step === step && review.round === state.round);
    if (answer === null || answeredAt === null || answer.instant || waited) return [];
    const { department, title } = stepOf(plan, step);
    const said = text(`${title['zh-CN']}：由工作人员决定`, `${title.en}: decided by a person`);
    const at = { since: answeredAt, until: answeredAt };
    return [{ kind: 'person-decided', department, step, ...at, text: said, rules: answer.findings.map(cited) }];
  });
}

function withdrawals({ withdrawal }: CaseState): Delay[] {
  if (withdrawal === null) return [];
  const why = text('申请人请求撤回，等待答复', 'the applicant asked to withdraw; an answer was awaited');
  const { requestedAt, answeredAt } = withdrawal;
  return [
    { kind: 'withdrawal', department: null, step: null, since: requestedAt, until: answeredAt, text: why, rules: [] },
  ];
}

const stoodStill = ({ pauses, end }: CaseState): Delay[] =>
  pauses.map(({ reason, department, since, until }) => ({
    kind: 'paused',
    department,
    step: null,
    since,
    until: until ?? end?.at ?? null,
    text: text(
      `暂停计时：${reasonText(reason)['zh-CN']}（${basisOf(reason)}）`,
      `the clock stood still: ${reasonText(reason).en} (${basisOf(reason)})`,
    ),
    rules: [],
  }));
