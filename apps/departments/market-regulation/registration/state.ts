import type { OfficersRuling, TaskBelonging } from '@yichuang/host';
import type { CodeReceipt, NoticeReceipt, Particulars, Saying, Task } from './events.js';
import type { RegistrationFacts } from './facts.js';
import { sources, type Sources } from './sources.js';
import type { NameHeld } from './name-in-force.js';

/** One round of the pre-check: what was handed in, as facts, and what the sources said of it. */
export interface Check {
  readonly caseId: string;
  readonly step: string;
  readonly round: number;
  readonly number: string;
  readonly dueAt: number | null;
  readonly ruleSet: string;
  readonly facts: RegistrationFacts;
  readonly said: Sources;
  readonly sealed: Uint8Array;
  /** Absent where the task did not say it. */
  readonly of?: TaskBelonging;
  /** Rules whose papers are promised; empty once they are here, absent where none were. */
  readonly owed?: readonly string[];
  /** What officers answered in this round. */
  readonly rulings?: readonly OfficersRuling[];
}

/** Why a code that is under way will not be used. */
export interface Unwanted {
  readonly reason: string;
  /** When the applicant asked to withdraw: an answer is owed. */
  readonly requestedAt: number | null;
}

interface Deciding {
  readonly check: Check;
  readonly task: Task;
  readonly name: NameHeld | null;
}

export type RegistrationState =
  | { readonly status: 'idle' }
  | { readonly status: 'checking' | 'checked'; readonly check: Check }
  | (Deciding & { readonly status: 'review'; readonly since: number; readonly why: readonly string[] })
  | (Deciding & { readonly status: 'refused'; readonly why: readonly string[] })
  /** A code was asked for. `decidedAt`: when every rule passed. */
  | (Deciding & { readonly status: 'issuing'; readonly decidedAt: number; readonly unwanted: Unwanted | null })
  | (Deciding & { readonly status: 'voiding'; readonly receipt: CodeReceipt; readonly unwanted: Unwanted })
  | (Deciding & {
      readonly status: 'registered';
      readonly receipt: CodeReceipt;
      readonly particulars: Particulars;
      readonly withdrawalRefused: boolean;
      readonly notice: NoticeReceipt | null;
    })
  | { readonly status: 'ended'; readonly reason: string; readonly voided: string | null };

export type StateOf<S extends RegistrationState['status']> = Extract<RegistrationState, { readonly status: S }>;

export const initial: RegistrationState = { status: 'idle' };

/** Answers of sources are taken in until the case is decided; later ones change nothing. */
export const hearsSources = (
  state: RegistrationState,
): state is Extract<RegistrationState, { readonly status: 'checking' | 'checked' | 'review' }> =>
  state.status === 'checking' || state.status === 'checked' || state.status === 'review';
export const unheard: Sources = { 'real-name': undefined, 'dishonest-list': undefined, 'address-library': undefined };

/** @throws TypeError in another status: such a history cannot have been recorded. */
export function stateIn<S extends RegistrationState['status']>(
  state: RegistrationState,
  ...expected: readonly S[]
): StateOf<S> {
  if (!(expected as readonly string[]).includes(state.status)) throw new TypeError(`the case is ${state.status}`);
  return state as StateOf<S>;
}

/** @throws TypeError where nothing was ever checked: such a history cannot have been recorded. */
export function checkOf(state: RegistrationState): Check {
  if (state.status === 'idle' || state.status === 'ended') throw new TypeError(`nothing is checked: ${state.status}`);
  return state.check;
}

export function withSaying(check: Check, { source, answer }: Saying): Check {
  return { ...check, said: { ...check.said, [source]: answer } };
}

/** What is handed in, or committed to, is owed no more. */
export function withPapers(check: Check, papers: readonly string[]): Check {
  const { facts } = check;
  return { ...check, facts: { ...facts, papers: [...new Set([...facts.papers, ...papers])] }, owed: [] };
}

export function withoutPapers(check: Check, papers: readonly string[]): Check {
  const { facts } = check;
  return { ...check, facts: { ...facts, papers: facts.papers.filter((kind) => !papers.includes(kind)) } };
}

/** Every source has spoken, or is known to stay silent. */
export const allHeard = ({ said }: Check): boolean => sources.every((source) => said[source] !== undefined);
