import { lawIn } from '@yichuang/host';
import type { Rule } from '@yichuang/kernel';
import { makersAtWork, sealMakers } from '../reference/seal-makers.js';
import { sealSpecifications, type SealKind, type SealSpecification } from '../reference/seal-specifications.js';
import type { SealFacts } from './facts.js';
import { madeRules2026, openingRules2026, type MadeFacts, type OpeningFacts } from './making-rules.js';
import { preCheckRules2026 } from './rules.js';

/** One version of the law of this desk with the tables it goes by. A changed table is a new version. */
export interface SealLaw {
  readonly preCheck: readonly Rule<SealFacts>[];
  readonly opening: readonly Rule<OpeningFacts>[];
  readonly made: readonly Rule<MadeFacts>[];
  readonly specification: (kind: SealKind) => SealSpecification;
  /** Makers that take the free package by turns, on a day. */
  readonly turns: (on: string) => readonly string[];
  /** Whether this maker's orders wait until he says what he made. */
  readonly byHand: (code: string | null) => boolean;
  readonly makerName: (code: string, on: string) => string | null;
}

/** Every version that was ever in force stays here, so that a decision can be made again by its own law. */
export const laws: Readonly<Record<string, SealLaw>> = {
  'seal-2026.1': {
    preCheck: preCheckRules2026,
    opening: openingRules2026,
    made: madeRules2026,
    specification: (kind) => sealSpecifications.byKind[kind],
    turns: (on) =>
      makersAtWork(on)
        .filter(({ takesFreePackage }) => takesFreePackage)
        .map(({ id }) => id),
    byHand: (code) => sealMakers.makers.some(({ id, byHand }) => id === code && byHand === true),
    makerName: (code, on) => makersAtWork(on).find(({ id }) => id === code)?.name ?? null,
  },
};
export const lawInForce = 'seal-2026.1';

/** @throws TypeError on a version that was never in force: a recorded decision names one that was. */
export const lawOf = (version: string): SealLaw => lawIn(laws, version);
