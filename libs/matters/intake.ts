import type { ReportedFinding, StepAnswer } from '@yichuang/contracts';
import { standing, type Finding, type Standing } from '@yichuang/kernel';
import type { Defect } from './case-events.js';
import { isDone, isLeftOut, type CaseState } from './case-state.js';
import type { Plan, Step } from './plan.js';
import type { SentBack } from './second-notice.js';

/** A pre-check as it was answered in this round. */
export interface Checked {
  readonly step: Step;
  readonly department: string;
  readonly answer: StepAnswer;
  readonly answeredAt: number;
}

/**
 * How the pre-check of all departments stands. In the order of the law: not ours comes before everything; what an
 * officer must look at holds the notice, so that it stays one; then defects; then nothing is in the way.
 */
export type Assessment =
  | { readonly kind: 'incomplete' }
  | { readonly kind: 'inadmissible'; readonly defects: readonly Defect[] }
  | { readonly kind: 'review'; readonly waiting: readonly Checked[] }
  | { readonly kind: 'defective'; readonly defects: readonly Defect[] }
  | { readonly kind: 'clean' };

export function assess(plan: Plan, state: CaseState): Assessment {
  const asked = preChecks(plan, state);
  if (!asked.every((step) => isDone(state, step))) return { kind: 'incomplete' };
  const checked = checkedOf(plan, state);
  const inadmissible = defectsOf(checked, (answer) =>
    answer.outcome === 'refused' ? answer.findings : among(answer, (all) => all.inadmissible),
  );
  if (inadmissible.length > 0 || checked.some(({ answer }) => answer.outcome === 'refused'))
    return { kind: 'inadmissible', defects: inadmissible };
  const waiting = checked.filter(waitsForOfficer);
  if (waiting.length > 0) return { kind: 'review', waiting };
  const defects = defectsOf(checked, blocks);
  return defects.length > 0 ? { kind: 'defective', defects } : { kind: 'clean' };
}

/** Steps of the intake that ask a department, less those left out. */
export const preChecks = (plan: Plan, state: CaseState): Step[] =>
  plan.steps.filter((step) => step.stage === 'intake' && step.department !== null && !isLeftOut(state, step));

export const checkedOf = (plan: Plan, state: CaseState): Checked[] =>
  preChecks(plan, state).flatMap((step) => {
    const { answer, answeredAt } = state.steps[step.id] ?? { answer: null, answeredAt: null };
    if (answer === null || answeredAt === null || step.department === null) return [];
    return [{ step, department: step.department, answer, answeredAt }];
  });

/** Whether an officer must speak before the application can be accepted or a notice given. */
export const waitsForOfficer = ({ answer }: Pick<Checked, 'answer'>): boolean =>
  answer.outcome === 'review' || standing(answer.findings).reviewBefore.length > 0;

/** What stands in the notice: faults of form and of substance, never a tag. */
const blocks = (answer: StepAnswer): ReportedFinding[] =>
  among(answer, ({ form, substance }) => [...form, ...substance]);

/** Those of an answer's findings that `standing` puts there. */
function among(answer: StepAnswer, there: (all: Standing) => readonly Finding[]): ReportedFinding[] {
  const chosen = new Set<unknown>(there(standing(answer.findings)));
  return answer.findings.filter((found) => chosen.has(found));
}

/** One defect a place, for every finding. */
export const defectsOf = (
  checked: readonly Pick<Checked, 'step' | 'department' | 'answer'>[],
  findings: (answer: StepAnswer) => readonly ReportedFinding[],
): Defect[] =>
  checked.flatMap(({ step, department, answer }) =>
    findings(answer).flatMap((found) =>
      (found.paths.length === 0 ? [''] : found.paths).map((path) =>
        defect(department, step.places?.[path] ?? path, found),
      ),
    ),
  );

const defect = (department: string, path: string, found: ReportedFinding): Defect => ({
  code: found.code,
  department,
  path,
  article: found.article,
  text: found.text,
  phase: found.phase,
  rule: found.rule,
  evidence: found.evidence,
});

/** The authority to go to, as the rule that found us incompetent names it. */
export function competentAuthorityOf(defects: readonly Defect[]): string | null {
  for (const { evidence } of defects) {
    const named = evidence.competentAuthority;
    if (typeof named === 'string') return named;
  }
  return null;
}

/**
 * Whether a later notice names what could have stood in an earlier one (行政许可法 a.32(4): all at once). A machine under
 * the same rules names everything that is there, so what it now finds was not there: the place was changed. What only a
 * new rule, another rule set or a person finds was there before, unless the earlier notice had the applicant touch it.
 * Those faults, by the step to which they were named; none: it could not be avoided.
 */
export function avoidableFaults(plan: Plan, state: CaseState, defects: readonly Defect[]): readonly SentBack[] {
  const told = state.notices.flatMap((notice) => notice.defects);
  if (told.length === 0) return [];
  // What has no place in the form was told if the same rule told it; plans of before took it for a part of every place.
  const wasTold = (defect: Defect): boolean =>
    defect.path === '' && plan.avoidableNotices !== 'at-once'
      ? told.some(({ path, rule }) => path === '' && rule === defect.rule)
      : told.some(({ path }) => touches(path, defect.path));
  return checkedOf(plan, state).flatMap(({ step, department, answer }): SentBack[] => {
    const before = state.askedBefore[step.id];
    if (before === undefined) return [];
    const byMachine = answer.decider.startsWith('SYSTEM:');
    const late = defects.filter((defect) => {
      if (defect.department !== department || !namedBy(answer, defect)) return false;
      if (wasTold(defect)) return false;
      return !byMachine || before.ruleSet !== answer.ruleSet || !before.rules.includes(defect.rule);
    });
    const rules = [...new Set(late.map(({ rule }) => rule))];
    return rules.length === 0 ? [] : [{ department, step: step.id, rules }];
  });
}

/** Departments whose faults are such, each once. */
export const avoidableBy = (plan: Plan, state: CaseState, defects: readonly Defect[]): readonly string[] => [
  ...new Set(avoidableFaults(plan, state, defects).map(({ department }) => department)),
];

const namedBy = (answer: StepAnswer, defect: Defect): boolean =>
  answer.findings.some((finding) => finding.rule === defect.rule);

/** One of the two places lies in the other. */
const touches = (a: string, b: string): boolean => a === b || a.startsWith(`${b}/`) || b.startsWith(`${a}/`);
