import type { ReportedFinding, RuleResults, StepAnswer } from '@yichuang/contracts';
import type { Text } from '@yichuang/kernel';
import { isLeftOut, type CaseState, type StepState } from './case-state.js';
import { waitsForOfficer } from './intake.js';
import type { Plan, Step } from './plan.js';

export type DepartmentStatus =
  /** Not asked yet. */
  'waiting' | 'left-out' | 'checking' | 'checked' | 'working' | 'in-review' | 'done' | 'refused';

/** What one department did in a case, over all its steps. */
export interface DepartmentView {
  readonly status: DepartmentStatus;
  /** Outcome of its latest answer. */
  readonly outcome: StepAnswer['outcome'] | null;
  /** Every rule it asked, by its latest verdict. */
  readonly rules: RuleResults;
  /** Whatever did not pass, with article and text. */
  readonly findings: readonly ReportedFinding[];
  /** No person was involved so far. */
  readonly instant: boolean;
  /** What it issued: numbers, dates, sums. */
  readonly result: Readonly<Record<string, unknown>>;
  /** Since when it is as `status` says. */
  readonly since: number | null;
  /** Why it waits for a person, or why the applicant left it out. */
  readonly why: readonly ReportedFinding[] | { readonly leftOut: string } | null;
  readonly steps: readonly StepView[];
}

export interface StepView {
  readonly step: string;
  readonly title: Text;
  readonly task: string;
  readonly round: number;
  readonly dispatchedAt: number;
  readonly answeredAt: number | null;
  readonly dueAt: number | null;
  readonly outcome: StepAnswer['outcome'] | null;
  readonly instant: boolean | null;
  readonly ruleSet: string | null;
  readonly decider: string | null;
  readonly accountable: string | null;
}

interface Asked {
  readonly step: Step;
  readonly state: StepState;
}

export function departmentView(plan: Plan, state: CaseState, department: string): DepartmentView {
  const steps = plan.steps.filter((step) => step.department === department);
  const asked = steps.flatMap((step): Asked[] => {
    const found = state.steps[step.id];
    return found === undefined ? [] : [{ step, state: found }];
  });
  const answers = asked.flatMap((each) => each.state.answer ?? []);
  const leftOut = steps.some((step) => isLeftOut(state, step));
  const now = leftOut ? undefined : nowAt(asked);
  return {
    status: leftOut ? 'left-out' : now === undefined ? 'waiting' : statusOf(now),
    outcome: now?.state.answer?.outcome ?? null,
    rules: latestRules(answers),
    findings: latestFindings(answers),
    instant:
      answers.every((answer) => answer.instant) &&
      state.reviews.every((review) => steps.every((step) => step.id !== review.step)),
    result: Object.assign({}, ...answers.map((answer) => answer.result ?? {})) as Record<string, unknown>,
    since: leftOut ? state.submittedAt : (now?.state.answeredAt ?? now?.state.dispatchedAt ?? null),
    why: leftOut ? { leftOut: state.leftOut[department] ?? '' } : whyWaiting(now),
    steps: asked.map((each) => stepView(state, each)),
  };
}

/** Of the steps last asked, the one that says most: who waits for a person comes first, then who has not answered. */
function nowAt(asked: readonly Asked[]): Asked | undefined {
  const work = asked.filter(({ step }) => step.stage === 'work');
  const latest = work.length > 0 ? work : asked;
  return (
    latest.find(waits) ??
    latest.find(({ state }) => state.answer === null) ??
    latest.find(({ state }) => state.answer !== null)
  );
}

const waits = ({ step, state: { answer } }: Asked): boolean =>
  answer !== null && (step.stage === 'intake' ? waitsForOfficer({ answer }) : answer.outcome === 'review');

function statusOf(now: Asked): DepartmentStatus {
  const { answer } = now.state;
  if (waits(now)) return 'in-review';
  if (answer === null) return now.step.stage === 'intake' ? 'checking' : 'working';
  return answer.outcome === 'done' && now.step.stage === 'intake' ? 'checked' : (answer.outcome as DepartmentStatus);
}

/** Why it waits: what an officer must look at, or all that was found where the department says so itself. */
function whyWaiting(now: Asked | undefined): DepartmentView['why'] {
  if (now === undefined || !waits(now))
    return now?.state.answer?.outcome === 'refused' ? now.state.answer.findings : null;
  const { answer } = now.state;
  return answer === null ? null : answer.findings.filter((found) => found.disposal !== 'tag');
}

/** A rule asked twice, at the pre-check and again at the act, stands with its latest verdict. */
function latestRules(answers: readonly StepAnswer[]): RuleResults {
  const verdicts = new Map<string, keyof RuleResults>();
  for (const { rules } of answers)
    for (const verdict of ['pass', 'fail', 'unknown'] as const)
      for (const rule of rules[verdict]) verdicts.set(rule, verdict);
  const named = (verdict: keyof RuleResults) =>
    [...verdicts].filter(([, said]) => said === verdict).map(([rule]) => rule);
  return { pass: named('pass'), fail: named('fail'), unknown: named('unknown') };
}

function latestFindings(answers: readonly StepAnswer[]): ReportedFinding[] {
  const found = new Map<string, readonly ReportedFinding[]>();
  for (const { rules, findings } of answers)
    for (const rule of [...rules.pass, ...rules.fail, ...rules.unknown])
      found.set(
        rule,
        findings.filter((finding) => finding.rule === rule),
      );
  return [...found.values()].flat();
}

const stepView = (of: CaseState, { step, state }: Asked): StepView => ({
  step: step.id,
  title: step.title,
  task: step.task,
  round: of.round,
  dispatchedAt: state.dispatchedAt,
  answeredAt: state.answeredAt,
  dueAt: of.clocks[step.id]?.clock.dueAt ?? null,
  outcome: state.answer?.outcome ?? null,
  instant: state.answer?.instant ?? null,
  ruleSet: state.answer?.ruleSet ?? null,
  decider: state.answer?.decider ?? null,
  accountable: state.answer?.accountable ?? null,
});
