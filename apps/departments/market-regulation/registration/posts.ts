import type { RegistrationFacts } from './facts.js';

/** Who stands where in the company, by reference; each once. */

type Of = Pick<RegistrationFacts, 'posts' | 'people' | 'shareholders' | 'agent'>;

export const isPerson = (ref: string): boolean => ref.startsWith('p');
const once = (refs: readonly (string | null | undefined)[]): string[] => [
  ...new Set(refs.filter((ref) => typeof ref === 'string')),
];

/** Directors and senior managers (公司法 a.265): none of them may supervise. */
export const officers = ({ posts }: Pick<Of, 'posts'>): string[] =>
  once([...posts.directors, posts.manager, posts.financeHead]);

/** Whom 公司法 a.178 and 市场主体登记管理条例 a.12 speak of. */
export const inPosts = (of: Pick<Of, 'posts'>): string[] =>
  once([of.posts.legalRepresentative, ...officers(of), ...of.posts.supervisors]);

export const naturalShareholders = ({ shareholders }: Pick<Of, 'shareholders'>): string[] =>
  once(shareholders.map(({ holder }) => holder)).filter(isPerson);

/** Whose real name has to be checked (市场主体登记管理条例实施细则 a.16). */
export const mustBeVerified = (of: Of): string[] =>
  once([
    ...inPosts(of),
    ...naturalShareholders(of),
    ...of.posts.liaisons,
    of.posts.legalDocumentRecipient,
    of.agent?.person,
  ]);

/** Who has to sign the application. */
export const mustSign = (of: Of): string[] =>
  once([...of.shareholders.map(({ holder }) => holder), ...inPosts(of), of.agent?.person]);

/** Whose identity has to be on paper (市场主体登记管理条例 a.16). */
export const mustBeIdentified = (of: Of): string[] =>
  once([
    ...of.shareholders.map(({ holder }) => holder),
    of.posts.legalRepresentative,
    ...of.posts.directors,
    of.posts.manager,
    ...of.posts.supervisors,
  ]);

/** Who has to be of age: a mere shareholder need not (经营主体登记申请及代理行为管理办法 a.5). */
export const mustBeOfAge = (of: Of): string[] =>
  once([...inPosts(of), ...of.posts.liaisons, of.posts.legalDocumentRecipient, of.agent?.person]);
