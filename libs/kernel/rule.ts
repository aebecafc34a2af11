import type { Text } from './text.js';

/**
 * When a rule may be asked. *Admissibility* (is it ours, may this person apply) and *form* (complete, formally right)
 * may hold acceptance; *substance* is decided on the clock, by rule or by an officer.
 */
export type Phase = 'admissibility' | 'form' | 'substance';

/** What a failed rule leads to: it blocks, it sends the matter to an officer, or it only leaves a mark. */
export type Disposal = 'block' | 'review' | 'tag';

/** What a predicate answers. `unknown` is never a pass: a source that is silent sends the matter to an officer. */
export type Verdict = 'pass' | 'fail' | 'unknown';

/** Non-private values that explain a verdict: numbers, codes, counts, dates. Never a name, number or address of a person. */
export type Evidence = Readonly<Record<string, string | number | boolean | null>>;

export interface Ruling {
  readonly verdict: Verdict;
  /** JSON pointers into the department's section, one a fault. Empty when the rule passes. */
  readonly paths: readonly string[];
  readonly evidence: Evidence;
}

/** One sentence of the law as a named, pure policy over facts. */
export interface Rule<F> {
  /** Stable, shows in every answer, e.g. `R-NAME-03`. */
  readonly id: string;
  /** Reason code of a failure, e.g. `NAME_CONFLICT`. Several rules may share one. */
  readonly code: string;
  /** Where it is written, e.g. `企业名称登记管理规定 a.17`. */
  readonly article: string;
  readonly text: Text;
  readonly phase: Phase;
  readonly disposal: Disposal;
  /** Papers do not tell: while it has not passed two officers go and look before anybody decides (行政许可法 a.34). */
  readonly inspection?: true;
  readonly test: (facts: F) => Ruling;
}

/** A rule's verdict on one set of facts, as it is recorded and replayed. */
export interface Finding {
  readonly rule: string;
  readonly code: string;
  readonly phase: Phase;
  readonly disposal: Disposal;
  /** As its rule has it. */
  readonly inspection?: true;
  readonly verdict: Verdict;
  readonly paths: readonly string[];
  readonly evidence: Evidence;
}

const NOTHING: Evidence = {};

export const pass = (evidence: Evidence = NOTHING): Ruling => ({ verdict: 'pass', paths: [], evidence });

export const fail = (paths: string | readonly string[], evidence: Evidence = NOTHING): Ruling => ({
  verdict: 'fail',
  paths: typeof paths === 'string' ? [paths] : paths,
  evidence,
});

export const unknown = (paths: string | readonly string[], evidence: Evidence = NOTHING): Ruling => ({
  verdict: 'unknown',
  paths: typeof paths === 'string' ? [paths] : paths,
  evidence,
});

/** Passes unless there are faulty paths. */
export const failAt = (paths: readonly string[], evidence: Evidence = NOTHING): Ruling =>
  paths.length === 0 ? pass() : fail(paths, evidence);

/** Asks every rule, never only until the first fault: a notice names all of them (行政许可法 a.32(4)). */
export function examine<F>(rules: readonly Rule<F>[], facts: F): Finding[] {
  return rules.map((rule) => {
    const { verdict, paths, evidence } = rule.test(facts);
    const { id, code, phase, disposal, inspection } = rule;
    const said = { rule: id, code, phase, disposal, verdict, paths, evidence };
    return inspection === undefined ? said : { ...said, inspection };
  });
}

/** What a set of findings amounts to. */
export interface Standing {
  /** Not ours, or this person may not apply: 不予受理. */
  readonly inadmissible: readonly Finding[];
  /** Blocking faults of form. */
  readonly form: readonly Finding[];
  /** Blocking faults of substance. */
  readonly substance: readonly Finding[];
  /** An officer must look before acceptance (admissibility or form cannot be told). */
  readonly reviewBefore: readonly Finding[];
  /** An officer must look on the clock. */
  readonly reviewAfter: readonly Finding[];
  /** Shown with the rules, never in a notice. */
  readonly tags: readonly Finding[];
}

/** Only a failed `block` rule blocks; whatever is unknown or to be reviewed goes to a person; a tag only shows. */
export function standing(findings: readonly Finding[]): Standing {
  const blocks = findings.filter((f) => f.verdict === 'fail' && f.disposal === 'block');
  const looks = findings.filter(
    (f) => f.disposal !== 'tag' && (f.verdict === 'unknown' || (f.verdict === 'fail' && f.disposal === 'review')),
  );
  return {
    inadmissible: blocks.filter((f) => f.phase === 'admissibility'),
    form: blocks.filter((f) => f.phase === 'form'),
    substance: blocks.filter((f) => f.phase === 'substance'),
    reviewBefore: looks.filter((f) => f.phase !== 'substance'),
    reviewAfter: looks.filter((f) => f.phase === 'substance'),
    tags: findings.filter((f) => f.verdict !== 'pass' && f.disposal === 'tag'),
  };
}
