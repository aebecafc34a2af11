import { caseEnded, caseEndings, report, type StepAnswer } from '@yichuang/contracts';
import { examine, text, type Evidence, type Finding, type Rule, type Verdict } from '@yichuang/kernel';
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
  /** The function of the officer whose ruling counts in it; absent where rules alone speak. */
  readonly officer?: string;
}

export const examination = <F>(rules: readonly Rule<F>[], facts: F): Examination => ({
  rules,
  findings: examine(rules, facts),
});

/** Several examinations of one matter as one, in the order given. Rulings are laid over the whole. */
export const joined = (...parts: readonly Examination[]): Examination => ({
  rules: parts.flatMap((part) => part.rules),
  findings: parts.flatMap((part) => part.findings),
});

/** What an officer answered to one rule, beside the facts from then on: a later decision by the same law sees it again. */
export interface OfficersRuling {
  readonly rule: string;
  readonly verdict: 'pass' | 'fail';
  /** What stood there when he looked. Where something else stands now, he has not seen it, and the ruling says nothing. */
  readonly over: Verdict;
  /** Published with the decision. Law-speech, nothing private. */
  readonly reason: string;
  /** Where it is written; never absent from a `fail` (行政许可法 a.38: an adverse decision says why). */
  readonly article: string | null;
  /** Who else is competent, where it is not this authority’s matter (行政许可法 a.32(1)(2)). */
  readonly competentAuthority?: string;
  /** In what function: `approver:tax`. */
  readonly officer: string;
}

/**
 * The same examination with an officer's rulings over the findings, in the order in which they were given. What he finds broken
 * blocks, whatever a machine would have done with it; what he finds right is right. A mark stays a mark.
 */
export function ruled(examined: Examination, rulings: readonly OfficersRuling[] = []): Examination {
  let counted: string | undefined;
  const findings = examined.findings.map((found) => {
    let now = found;
    for (const ruling of rulings) {
      if (ruling.rule !== now.rule || ruling.over !== now.verdict) continue;
      now = foundBy(ruling, now);
      counted = ruling.officer;
    }
    return now;
  });
  return counted === undefined ? examined : { ...examined, findings, officer: counted };
}

function foundBy({ verdict, officer, reason, article, competentAuthority }: OfficersRuling, found: Finding): Finding {
  const evidence = {
    ...found.evidence,
    officer,
    reason,
    ...(article === null ? {} : { article }),
    ...(competentAuthority === undefined ? {} : { competentAuthority }),
  };
  return verdict === 'pass'
    ? { ...found, verdict, paths: [], evidence }
    : { ...found, verdict, disposal: 'block', evidence };
}

/** Whether everything in the way is there because an officer said so: then it is refused, and waits for nobody. */
export function refusedByOfficer(examined: Examination): boolean {
  const inTheWay = obstacles(examined);
  return inTheWay.length > 0 && inTheWay.every(({ evidence }) => evidence['officer'] !== undefined);
}

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

/** The answer to one step. Whatever waits for an officer, or was told by one, is not instant. */
export const stepAnswerOf = (
  asked: Asked,
  outcome: StepAnswer['outcome'],
  examined: Examination,
  result?: Readonly<Record<string, unknown>>,
): StepAnswer => ({
  step: asked.step,
  round: asked.round,
  outcome,
  instant: outcome !== 'review' && examined.officer === undefined,
  ruleSet: asked.ruleSet,
  decider: examined.officer ?? `SYSTEM:${asked.ruleSet}`,
  accountable: asked.accountable,
  ...report(examined.rules, examined.findings),
  ...(result === undefined ? {} : { result }),
});

/** What stands under every adverse decision (行政复议法 a.20; 行政诉讼法 a.46; 行政许可法 a.38). */
export const remedies = text(
  '不服本决定的，可以自知道之日起六十日内申请行政复议，或者六个月内提起行政诉讼',
  'Against this decision, administrative reconsideration may be asked for within 60 days of learning of it, or a suit brought within six months',
);

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
