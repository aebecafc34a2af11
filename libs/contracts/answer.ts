import type { Finding, Rule } from '@yichuang/kernel';
import { z } from 'zod';

/** Epoch milliseconds. */
export const instant = z.number().int().nonnegative();

/** A finding as it crosses a border: only those that did not pass travel; what passed is named in {@link ruleResults}. */
export const finding = z.object({
  rule: z.string(),
  code: z.string(),
  article: z.string(),
  text: z.object({ 'zh-CN': z.string(), en: z.string() }),
  phase: z.enum(['admissibility', 'form', 'substance']),
  disposal: z.enum(['block', 'review', 'tag']),
  /** Two officers go and look before anybody decides. */
  inspection: z.literal(true).exactOptional(),
  verdict: z.enum(['pass', 'fail', 'unknown']),
  /** JSON pointers into the department's section. */
  paths: z.array(z.string()),
  evidence: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
});
export type ReportedFinding = z.infer<typeof finding>;

/** Rule ids by verdict; every rule asked is in exactly one list. */
export const ruleResults = z.object({
  pass: z.array(z.string()),
  fail: z.array(z.string()),
  unknown: z.array(z.string()),
});
export type RuleResults = z.infer<typeof ruleResults>;

/**
 * What a department says about one step of a plan. A public event that concludes (or reports on) a step carries it
 * as `answer`; the orchestrator reads nothing else of the event but `result`. A later answer to the same step and
 * round takes the place of the earlier one (a source that spoke late, an officer who decided).
 *
 * - `checked`: a pre-check is done; the findings say how it stands.
 * - `review`: waits for an officer; `findings` say why.
 * - `done`: the step's effect is there; `result` has what later steps and the package need.
 * - `refused`: the law says no; `findings` name every rule.
 */
export const stepAnswer = z.object({
  step: z.string(),
  round: z.number().int().positive(),
  outcome: z.enum(['checked', 'review', 'done', 'refused']),
  /** Decided by rule alone, no person involved. */
  instant: z.boolean(),
  ruleSet: z.string(),
  /** `SYSTEM:<ruleSet>` or the deciding officer's function. */
  decider: z.string(),
  /** The department or post that answers for the decision. */
  accountable: z.string(),
  rules: ruleResults,
  findings: z.array(finding),
  /** Non-private outcome: numbers issued, dates, sums. */
  result: z.record(z.string(), z.unknown()).optional(),
});
export type StepAnswer = z.infer<typeof stepAnswer>;

/** What travels of an examination: every rule's verdict by id, and in full whatever did not pass. */
export function report<F>(
  rules: readonly Rule<F>[],
  findings: readonly Finding[],
): { rules: RuleResults; findings: ReportedFinding[] } {
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  const named = (verdict: Finding['verdict']) => findings.filter((f) => f.verdict === verdict).map((f) => f.rule);
  return {
    rules: { pass: named('pass'), fail: named('fail'), unknown: named('unknown') },
    findings: findings
      .filter((f) => f.verdict !== 'pass')
      .map((f) => {
        const rule = byId.get(f.rule);
        if (rule === undefined) throw new TypeError(`finding of unknown rule ${f.rule}`);
        return { ...f, article: rule.article, text: rule.text, paths: [...f.paths], evidence: { ...f.evidence } };
      }),
  };
}
