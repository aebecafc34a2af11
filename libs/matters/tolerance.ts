import type { Text } from '@yichuang/kernel';
import type { Defect } from './case-events.js';
import type { CaseState } from './case-state.js';

/** A paper that may be owed for a while: the rule that misses it, and what else that rule must have found right. */
export interface TolerablePaper {
  readonly paper: string;
  readonly department: string;
  readonly rule: string;
  /** Evidence of the rule beside which only this paper is missing. */
  readonly beside: Readonly<Record<string, string | number | boolean>>;
  readonly title: Text;
  readonly article: string;
  /** Longest time to hand it in, in working days from acceptance. */
  readonly workingDaysMax: number;
}

/** 容缺受理 as data: what may be owed, for how long, by whom, and what never may. */
export interface ToleranceLaw {
  /** Of the words that are signed. */
  readonly version: string;
  /** What the applicant promises, and what follows if it is not kept. */
  readonly promise: Text;
  readonly basis: string;
  readonly papers: readonly TolerablePaper[];
  /** Main papers. A plan that would let one of them be owed is faulty. */
  readonly never: readonly string[];
  /** Most working days by which the deadline may be put off, once. */
  readonly extensionDaysMax: number;
  /** Rules of a step that must all have passed: whoever stands on a list, or is not known not to, owes nothing. */
  readonly credit: { readonly step: string; readonly rules: readonly string[] };
}

/** One paper that is owed, and where the form lacks it. */
export interface Gap {
  readonly paper: string;
  readonly department: string;
  readonly rule: string;
  readonly code: string;
  readonly path: string;
  readonly title: Text;
  readonly article: string;
}

/** A tolerance that was granted: at most one a case. Instants are epoch ms. */
export interface Tolerance {
  readonly status: 'open' | 'fulfilled' | 'replaced' | 'lapsed';
  readonly acceptedAt: number;
  readonly gaps: readonly Gap[];
  /** Close of the last working day on which the papers are in time. */
  readonly deadline: number;
  readonly extended: boolean;
  readonly version: string;
  /** SHA-256 of the promise as it was signed. */
  readonly print: string;
  readonly by: string;
}

/** Which paper would cure a defect, if it may be owed; `null`: the defect is not of that kind. */
export function gapOf({ papers }: ToleranceLaw, { rule, code, department, path, evidence }: Defect): Gap | null {
  const found = papers.find(
    (one) =>
      one.rule === rule &&
      one.department === department &&
      Object.entries(one.beside).every(([name, value]) => evidence[name] === value),
  );
  if (found === undefined) return null;
  const { paper, title, article } = found;
  return { paper, department, rule, code, path, title, article };
}

/** Longest time within which all of these may be handed in: that of the one with the least. */
export const workingDaysFor = ({ papers }: ToleranceLaw, gaps: readonly Gap[]): number =>
  Math.min(...papers.filter(({ paper }) => gaps.some((gap) => gap.paper === paper)).map((one) => one.workingDaysMax));

/** When what is owed lapses; `null` while nothing is owed, or while a withdrawal is being decided. */
export function toleranceDueAt(state: Pick<CaseState, 'phase' | 'tolerance' | 'withdrawal'>): number | null {
  const { phase, tolerance, withdrawal } = state;
  if (phase !== 'work' || tolerance?.status !== 'open' || withdrawal?.status === 'pending') return null;
  return tolerance.deadline;
}

/** Held by whoever promised falsely, under the id that tells nobody who he is. */
export const falsePromiseKey = (principal: string): string => `false-promise:${principal}`;

/** What is wrong with the data, each in one sentence for its author. */
export const toleranceFaults = ({ papers, never }: ToleranceLaw): string[] => [
  ...papers.filter(({ paper }) => never.includes(paper)).map(({ paper }) => `${paper} may never be owed`),
  ...papers
    .filter(({ workingDaysMax }) => !Number.isSafeInteger(workingDaysMax) || workingDaysMax < 1)
    .map(({ paper }) => `${paper} has no time to be handed in`),
];
