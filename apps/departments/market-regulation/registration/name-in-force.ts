import type { DeskCommand } from '@yichuang/host';
import { fail, pass, text, unknown, type Rule } from '@yichuang/kernel';
import { tradeNameKey, type NameHolder } from '../name/keys.js';

/** How the name stands that this case asked for. */
export type NameHeld = Pick<NameHolder, 'kind' | 'until'>;

/** What is looked at when the company is about to be registered, beside the facts of the case. */
export interface Registering {
  readonly name: NameHeld | null;
  readonly on: string;
}

/** The key on which the name desk has left its claim. */
export const nameKeyOf = (facts: { readonly authority: string; readonly tradeName: string }): string =>
  tradeNameKey(facts.authority, facts.tradeName);

/** Among the holders of the name this case itself, which may be one of several (企业名称登记管理规定 a.17). */
export function nameHeld(caseId: string, holders: NonNullable<DeskCommand['holders']>): NameHeld | null {
  const own = holders.find(({ stream }) => stream === `name/${caseId}`);
  if (own === undefined) return null;
  const { kind, until } = own.data as NameHolder;
  return { kind, until };
}

export const nameInForce: Rule<Registering> = {
  id: 'R-NAME-20',
  code: 'NAME_EXPIRED',
  article: '企业名称登记管理规定 a.18',
  text: text(
    '企业名称须在保留期内；保留期届满未登记的，名称失效',
    'The name is still reserved: one not registered before the term ends is free again',
  ),
  phase: 'substance',
  disposal: 'block',
  test: ({ name, on }) => {
    if (name === null) return fail('/name', { reserved: false, on });
    // kept for the case while the name library is silent: neither given nor refused
    if (name.kind === 'pending') return unknown('/name', { reserved: false, on });
    const evidence = { reserved: true, until: name.until, on };
    return name.until === null || name.until >= on ? pass(evidence) : fail('/name', evidence);
  },
};
