import { badInput, notFound } from '@yichuang/host';
import { text } from '@yichuang/kernel';
import { matterOf, type PrivacyStatement } from '@yichuang/matters';

/** The header in which a client says which statement it has shown (个人信息保护法 a.17): the case keeps it. */
export const CONSENT_VERSION = 'consent-version';

/** The headers of whoever hands something in. */
export type HandingIn = Readonly<Partial<Record<'idempotency-key' | typeof CONSENT_VERSION, string>>>;

/** @throws Problem 404 for no matter of ours, one that tells nothing, or a version that never was */
export function privacyOf(name: string, version: string | undefined): object {
  const statements = matterOf(name)?.privacy ?? [];
  const found = version === undefined ? statements.at(-1) : versionIn(statements, version);
  if (found === undefined) throw notFound(text('没有这份告知', 'there is no such statement'));
  return { matter: name, ...found, versions: statements.map((one) => one.version) };
}

/** @throws Problem 400 for a version that never was: it cannot have been shown */
export function shownTo(matter: string, version: string | undefined): { readonly consentVersion?: string } {
  if (version === undefined) return {};
  if (versionIn(matterOf(matter)?.privacy ?? [], version) !== undefined) return { consentVersion: version };
  const unknown = text('没有这个版本的个人信息处理告知', 'there is no such version of the privacy statement');
  throw badInput([{ path: `/${CONSENT_VERSION}`, code: 'UNKNOWN_CONSENT_VERSION', text: unknown }]);
}

const versionIn = (statements: readonly PrivacyStatement[], version: string): PrivacyStatement | undefined =>
  statements.find((one) => one.version === version);
