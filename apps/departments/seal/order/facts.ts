import type { SealSection } from '@yichuang/contracts';
import { documentRight } from '@yichuang/identifiers';
import { dateOf } from '@yichuang/working-time';
import { sealMakers } from '../reference/seal-makers.js';
import type { SealKind } from '../reference/seal-specifications.js';

/** What the law of this desk looks at before the company exists. */
export interface SealFacts {
  readonly package: 'free' | 'chosen';
  readonly kinds: readonly SealKind[];
  /**
   * The maker the applicant chose. `code` is `null` where no maker ever filed under it: what somebody may have typed there
   * instead, a name or a telephone number, enters no event.
   */
  readonly maker: { readonly code: string | null } | null;
  readonly material: 'standard' | 'chip';
  readonly delivery: 'window' | 'mail';
  readonly taker: {
    readonly ref: string;
    /** Stands among the people of the form. */
    readonly present: boolean;
    readonly documentRight: boolean;
    /** Is the legal representative or the agent of the application. */
    readonly mandated: boolean;
  };
  /** Day of the check, by which the makers' filings are judged. */
  readonly on: string;
}

export function factsOf({ seal, posts, agent, people }: SealSection, at: number): SealFacts {
  const on = dateOf(at);
  const taker = people[seal.taker];
  return {
    package: seal.package,
    kinds: seal.kinds,
    maker: seal.maker === null ? null : { code: sealMakers.makers.find(({ id }) => id === seal.maker)?.id ?? null },
    material: seal.material,
    delivery: seal.delivery,
    taker: {
      ref: seal.taker,
      present: taker !== undefined,
      documentRight: taker !== undefined && documentRight(taker.document, on),
      mandated: seal.taker === posts.legalRepresentative || seal.taker === agent?.person,
    },
    on,
  };
}
