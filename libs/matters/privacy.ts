import type { Text } from '@yichuang/kernel';

/** What must be told before anybody's data is taken (个人信息保护法 a.17(1), and a.30 where it is sensitive). */
export const toldBefore = ['processor', 'purpose', 'kinds', 'retention', 'rights', 'necessity', 'effect'] as const;
export type ToldBefore = (typeof toldBefore)[number];

export interface Told {
  readonly id: ToldBefore | 'recipients' | 'automated' | 'others';
  readonly article: string;
  readonly title: Text;
  readonly text: Text;
}

/** A consent by itself (a.14, a.29): given or not, and taken back, without losing the service. */
export interface SeparateConsent {
  readonly id: string;
  readonly article: string;
  readonly text: Text;
  /** What happens otherwise: there is always another way (a.16). */
  readonly otherwise: Text;
}

/** 个人信息处理告知与同意: what one version says. A version that was ever shown stays as it was. */
export interface PrivacyStatement {
  readonly version: string;
  /** `YYYY-MM-DD` since when it is shown. */
  readonly since: string;
  readonly title: Text;
  readonly told: readonly Told[];
  readonly consents: readonly SeparateConsent[];
}
