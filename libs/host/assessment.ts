import { caseEnded, caseEndings, report, type StepAnswer } from '@yichuang/contracts';
import { examine, type Evidence, type Finding, type Rule } from '@yichuang/kernel';
import type { Heard, Hearing } from './desk.js';

/**
 * How a desk examines a step and says so: the mechanism that is the same whatever the law. Which rules, which sources,
 * what a finding means for the case and what is published stay with each department.
 */

/** What a source outside has said: `undefined` nothing yet, `null` silent to the end, else its answer. */
export type Said<A> = A | null | undefined;

/** Whether an answer adds to what is known: a source's first word, or a conclusive one after its silence. */
export const isNews = <A>(said: Said<A>, answer: A | null): boolean =>
  said === undefined || (said === null && answer !== null);

/** Rules and what they found. `never`: rules over different facts may stand in one examination. */
export interface Examination {
  readonly rules: readonly Rule<never>[];
  readonly findings: readonly Finding[];
}

export const examination = <F>(rules: readonly Rule<F>[], facts: F): Examination => ({
  rules,
  findings: examine(rules, facts),
});

/** Several examinations of one matter as one, in the order given. */
export const joined = (...parts: readonly Examination[]): Examination => ({
  rules: parts.flatMap((part) => part.rules),
  findings: parts.flatMap((part) => part.findings),
});

/** What keeps a step from being done by rule alone: whatever did not pass, save what only leaves a mark. */
export const obstacles = ({ findings }: Examination): Finding[] =>
  findings.filter((finding) => finding.verdict !== 'pass' && finding.disposal !== 'tag');

/** What the rules that passed went by, rule id → evidence. Those that did not pass carry theirs in the answer. */
export const evidenceOf = ({ findings }: Examination): Readonly<Record<string, Evidence>> =>
  Object.fromEntries(
    findings
      .filter((finding) => finding.verdict === 'pass' && Object.keys(finding.evidence).length > 0)
      .map((finding) => [finding.rule, finding.evidence]),
  );

/** What was asked, by which rules it is judged, and who answers for it. */
export interface Asked {
  readonly step: string;
  readonly round: number;
  readonly ruleSet: string;
  readonly accountable: string;
}

/** The answer of a machine to one step. Whatever waits for an officer is not instant. */
export const stepAnswerOf = (
  asked: Asked,
  outcome: StepAnswer['outcome'],
  examined: Examination,
  result?: Readonly<Record<string, unknown>>,
): StepAnswer => ({
  step: asked.step,
  round: asked.round,
  outcome,
  instant: outcome !== 'review',
  ruleSet: asked.ruleSet,
  decider: `SYSTEM:${asked.ruleSet}`,
  accountable: asked.accountable,
  ...report(examined.rules, examined.findings),
  ...(result === undefined ? {} : { result }),
});

/** What a step waits for: the codes of whatever is more than a mark, each once. */
export const reasonsOf = ({ findings }: Pick<StepAnswer, 'findings'>): readonly string[] => [
  ...new Set(findings.filter(({ disposal }) => disposal !== 'tag').map(({ code }) => code)),
];

/** @throws TypeError on a version that was never in force: a recorded decision names one that was. */
export function lawIn<Law>(laws: Readonly<Record<string, Law>>, version: string): Law {
  const law = Object.hasOwn(laws, version) ? laws[version] : undefined;
  if (law === undefined) throw new TypeError(`unknown rule set ${version}`);
  return law;
}

/** A desk's ear for every way a case can end without a company. */
export const hearEndings = <C, Section>(
  command: (heard: Heard<{ readonly reason: string }>) => C,
): Record<string, Hearing<C, Section>> =>
  Object.fromEntries(caseEndings.map((type) => [type, { from: 'orchestrator', schema: caseEnded, command }]));
