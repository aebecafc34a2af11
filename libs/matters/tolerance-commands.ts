import type { Role } from '@yichuang/contracts';
import type { Found } from './commitment.js';
import type { GivenPaper } from './tolerance-events.js';

interface Asked {
  /** Domain time at which it is decided, epoch ms. */
  readonly at: number;
  readonly calendarVersion?: string;
  /** `actor.id`. */
  readonly by: string;
}

/** Who holds what bars a promise, seen under the lock. */
type Holders = readonly { readonly key: string; readonly stream: string; readonly data: unknown }[];

/** 容缺承诺: the applicant promises the papers that a notice names as missing. */
export interface PromisePapers extends Asked {
  readonly type: 'PromisePapers';
  readonly papers: readonly string[];
  /** Of the words that were signed. */
  readonly version: string;
  /** SHA-256 of the promise as it was signed. */
  readonly print: string;
  /** Working days until then; `null`: the most there is. */
  readonly workingDays: number | null;
  readonly holders?: Holders;
}

export interface SupplyPapers extends Asked {
  readonly type: 'SupplyPapers';
  readonly papers: readonly GivenPaper[];
}

export interface ExtendTolerance extends Asked {
  readonly type: 'ExtendTolerance';
  /** Whose head says so. */
  readonly department: string | null;
  readonly workingDays: number;
  readonly note: string;
}

/** 告知承诺: the applicant signs what takes the place of a proof. */
export interface SignCommitment extends Asked {
  readonly type: 'SignCommitment';
  readonly commitment: string;
  readonly version: string;
  readonly print: string;
  readonly holders?: Holders;
}

/** An officer says whether what was promised is so. */
export interface InspectCommitment extends Asked {
  readonly type: 'InspectCommitment';
  readonly department: string | null;
  readonly commitment: string;
  readonly found: Found;
  readonly note: string;
  /** What he is, for the rules of separation; absent in replay, for whoever was barred left no event. */
  readonly roles?: readonly Role[];
}

export type ToleranceCommand = PromisePapers | SupplyPapers | ExtendTolerance | SignCommitment | InspectCommitment;
