import type { CheckNameData } from '@yichuang/contracts';
import type { Said } from '@yichuang/host';
import { companyNameOf } from './full-name.js';
import { soundOf } from './sound.js';

export interface NameParts {
  readonly division: string;
  readonly trade: string;
  readonly industry: string;
  readonly form: string;
}

/** What the law of names looks at. A company name is nobody's personal datum. */
export interface NameFacts {
  /** The registration authority within whose register names must differ. */
  readonly authority: string;
  readonly parts: NameParts;
  readonly companyName: string;
  /** See `soundOf`; recorded, so that a decision never depends on a later reading. */
  readonly sound: string;
  /** First two digits of the company's class. */
  readonly gbt4754Division: string;
  readonly declaresSimilar: boolean;
  readonly relatedTo: readonly string[];
  readonly preApprovalNeeded: boolean;
}

/** Another name the register protects or has protected. */
export interface Rival {
  readonly companyName: string;
  readonly tradeName: string;
  readonly sound: string;
  /** Empty: it says no industry and meets those of every industry. */
  readonly industry: string;
  readonly gbt4754Division: string | null;
  /** `pending`: asked for before ours and not yet decided. */
  readonly status: 'registered' | 'reserved' | 'pending' | 'deregistered' | 'renamed' | 'revoked';
  /** Day since which it has been so, where the end of it matters. */
  readonly since: string | null;
}

/** What the name library says of a trade name: whoever shares, echoes or holds it. */
export interface LibraryAnswer {
  readonly names: readonly Rival[];
  /** Version of the library's list. */
  readonly list: string;
  readonly simulated: boolean;
}

/** The facts of a name beside those it may not be taken for. */
export interface Compared extends NameFacts {
  /** A name whose trade name cannot be registered at all conflicts with none. */
  readonly fit: boolean;
  /** Calendar day of the decision in Shanghai. */
  readonly on: string;
  readonly library: Said<LibraryAnswer>;
  /** Those who hold names here, as the decision saw them. */
  readonly holders: readonly Rival[];
  /** This very name is already reserved for this case, after a conclusive check, until that day. */
  readonly reservedUntil: string | null;
}

export function factsOf(authority: string, { name, gbt4754, preApprovalNeeded }: CheckNameData): NameFacts {
  const { division, trade, industry, form, declaresSimilar, relatedTo } = name;
  const parts = { division, trade, industry, form };
  return {
    authority,
    parts,
    companyName: companyNameOf(parts),
    sound: soundOf(trade),
    gbt4754Division: gbt4754.slice(0, 2),
    declaresSimilar,
    relatedTo,
    preApprovalNeeded,
  };
}
