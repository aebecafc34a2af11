import type { Text } from '@yichuang/kernel';
import type { ExtendReason } from '@yichuang/working-time';
import type { CommitmentLaw } from './commitment.js';
import type { ToleranceLaw } from './tolerance.js';
import type { DocumentKind } from './case-documents.js';

/** *Intake* comes before acceptance and holds it; *work* runs on the clock. */
export type Stage = 'intake' | 'work';

/**
 * Where a value handed to a step comes from: what the applicant put in (a way into it, `nameData.name`), or a field of
 * the result of an earlier step.
 */
export type Source = { readonly input: string } | { readonly step: string; readonly field: string };

/** What the orchestrator does itself: it accepts (or gives notice, or declines), and it closes with the package. */
export type OwnAct = 'accept' | 'package';

export interface Step {
  readonly id: string;
  /** Who is asked; `null` is the orchestrator's own act, named by `task`. */
  readonly department: string | null;
  /** What is asked, in the words of the department's contract; an {@link OwnAct} where nobody is asked. */
  readonly task: string;
  readonly title: Text;
  readonly stage: Stage;
  /** Steps that must be done, or left out, before this one. */
  readonly after: readonly string[];
  /** Working minutes of the budget this step may take; 0 where the intake limit covers it. */
  readonly shareMinutes: number;
  /** The department's sealed section goes with the task. */
  readonly sealed: boolean;
  /** Non-private values handed over, by the name the department's contract gives them. */
  readonly data: Readonly<Record<string, Source>>;
  /** The applicant may leave this department out, with a reason on record. */
  readonly optional?: true;
  /** Once done there is no way back: the case can then neither be refused nor withdrawn. */
  readonly irrevocable?: true;
  /** Places in the step's data whose place in the form has another path; all others are the same there. */
  readonly places?: Readonly<Record<string, string>>;
  /** Document the applicant gets when it is done. */
  readonly document?: DocumentKind;
}

/** 效能监察: at which share of a budget a card is due. */
export interface Ladder {
  readonly earlyWarning: number;
  readonly yellow: number;
  readonly red: number;
  /** Working minutes after the red card. */
  readonly escalationMinutes: number;
}

/** 法定时限: a term the law gives one step, in working days from acceptance. */
export interface StatutoryLimit {
  readonly step: string;
  readonly workingDays: number;
  readonly article: string;
  /** Working days by which the head may lengthen it, once for each reason. */
  readonly extensions: Readonly<Partial<Record<ExtendReason, number>>>;
}

/** 超时默认 of acceptance: the term for telling the applicant what is missing, and the rule that speaks when nobody has. */
export interface DeemedAcceptance {
  readonly rule: string;
  /** Working days after the day of receipt. */
  readonly workingDays: number;
  readonly article: string;
}

/** What of a department's public events speaks to a case; the orchestrator hears these types and acts on nothing else. */
export interface Voice {
  /** They carry an `answer` to a step. */
  readonly answers: readonly string[];
  /** They decide a withdrawal, where this department is the one that does. */
  readonly withdrawal?: { readonly granted: string; readonly refused: string };
  /** How it asks other departments, and answers them. */
  readonly consulting?: { readonly requested: string; readonly withdrawn: string; readonly given: string };
  /** For the record and for others: known, and passed over. */
  readonly notes?: readonly string[];
}

/** A matter as data. A running case stays with the version it was submitted under. */
export interface Plan {
  readonly matter: string;
  readonly version: string;
  readonly title: Text;
  /** Short word for the matter in case numbers: 开办. */
  readonly sign: string;
  /** Working minutes from acceptance to the end. */
  readonly budgetMinutes: number;
  /** Working minutes from submission to notice or acceptance. */
  readonly intakeMinutes: number;
  /** Absent: that of the hall, as it is when a clock starts. */
  readonly ladder?: Ladder;
  readonly steps: readonly Step[];
  /** A notice of what could have been told before is given at once; absent: with the supervisor's consent. */
  readonly avoidableNotices?: 'at-once';
  /** Terms of the law; they run beside what is promised. */
  readonly statutory?: readonly StatutoryLimit[];
  /** What becomes of an application nobody answers in time; absent: it goes on waiting. */
  readonly deemedAcceptance?: DeemedAcceptance;
  /** Which papers may be owed; absent: none. */
  readonly tolerance?: ToleranceLaw;
  /** Which proofs a signed promise may take the place of. */
  readonly commitments?: readonly CommitmentLaw[];
  /** Working minutes in which a department answers another; absent: {@link CONSULTATION_MINUTES}. */
  readonly consultationMinutes?: number;
  /** How each department of the plan answers. */
  readonly says: Readonly<Record<string, Voice>>;
  /** Who decides a withdrawal; `null`: the applicant is free to withdraw. */
  readonly withdrawal: string | null;
  /** The company the case brings into being, for answers and lists. */
  readonly company?: Readonly<Record<'name' | 'uscc' | 'establishedOn', Source>>;
  /** Parts of the name asked for, in order: what a case is listed under until the company exists. */
  readonly wantedName?: readonly Source[];
}

/** @throws RangeError for an id the plan does not have: asking for it is a bug. */
export function stepOf(plan: Plan, id: string): Step {
  const found = plan.steps.find((step) => step.id === id);
  if (found === undefined) throw new RangeError(`${plan.matter} ${plan.version} has no step ${id}`);
  return found;
}

/** The departments of a plan, in the order in which they are first asked. */
export const departmentsOf = (plan: Plan): string[] => [
  ...new Set(plan.steps.flatMap((step) => (step.department === null ? [] : [step.department]))),
];

export const inputsOf = (plan: Plan): string[] => [
  ...new Set(plan.steps.flatMap((step) => sourcesOf(step).flatMap((s) => ('input' in s ? [s.input] : [])))),
];

export const sourcesOf = (step: Step): readonly Source[] => Object.values(step.data);

/** What a source holds; `undefined` when it is not there. */
export function valueOf(
  source: Source,
  inputs: Readonly<Record<string, unknown>>,
  resultOf: (step: string) => Readonly<Record<string, unknown>> | undefined,
): unknown {
  if ('step' in source) return resultOf(source.step)?.[source.field];
  let value: unknown = inputs;
  for (const name of source.input.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
    value = (value as Record<string, unknown>)[name];
  }
  return value;
}
