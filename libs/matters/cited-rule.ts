import type { Text } from '@yichuang/kernel';

/** A rule as whoever is told "because" reads it. */
export interface CitedRule {
  readonly rule: string;
  readonly code: string;
  readonly article: string;
  readonly text: Text;
}

/** Of a finding or a defect what names its rule. */
export const cited = ({ rule, code, article, text }: CitedRule): CitedRule => ({ rule, code, article, text });
