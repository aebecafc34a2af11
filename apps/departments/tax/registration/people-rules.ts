import { fail, failAt, pass, text, unknown, type Rule } from '@yichuang/kernel';
import type { Examined, PostHolder, TaxFacts } from './facts.js';

const holders = ({ financeHead, taxHandler }: TaxFacts): readonly (readonly [string, PostHolder])[] => [
  ['/posts/financeHead', financeHead],
  ['/posts/taxHandler', taxHandler],
];
const once = (paths: readonly string[]): readonly string[] => [...new Set(paths)];

export const holdersPresent: Rule<Examined> = {
  id: 'R-TAX-02',
  code: 'TAX_HANDLER_MISSING',
  article: '税收征收管理法 a.6; 税收征收管理法实施细则 a.12',
  text: text(
    '财务负责人和办税人员须登记姓名、电话和证件',
    'Finance head and tax handler must be named with telephone and document',
  ),
  phase: 'form',
  disposal: 'block',
  test: (facts) =>
    failAt(
      once(
        holders(facts).flatMap(([path, { ref, present, reachable }]) => {
          if (!present) return [path];
          return reachable ? [] : [`/people/${ref}/mobile`];
        }),
      ),
    ),
};

export const holdersDocuments: Rule<Examined> = {
  id: 'R-TAX-03',
  code: 'PERSON_ID_INVALID',
  article: '税收征收管理法实施细则 a.12; GB 11643-1999',
  text: text(
    '财务负责人和办税人员的证件号码须正确',
    'The document numbers of finance head and tax handler must be right',
  ),
  phase: 'form',
  disposal: 'block',
  test: (facts) =>
    failAt(
      once(
        holders(facts).flatMap(([, { ref, present, documentRight }]) =>
          present && !documentRight ? [`/people/${ref}/document/number`] : [],
        ),
      ),
    ),
};

export const riskPersons: Rule<Examined> = {
  id: 'R-TAX-09',
  code: 'TAX_RISK_PERSON',
  article: '税收征收管理法 a.6; 税收征收管理法 a.15',
  text: text(
    '法定代表人、财务负责人、办税人员未关联非正常户或欠税',
    'Neither legal representative nor finance head nor tax handler is tied to an abnormal taxpayer or to arrears',
  ),
  phase: 'substance',
  // a data hit is confirmed by an officer, never a refusal by itself
  disposal: 'review',
  test: ({ risk: said, legalRepresentative, financeHead, taxHandler }) => {
    const posts = [
      ['/posts/legalRepresentative', legalRepresentative],
      ['/posts/financeHead', financeHead.ref],
      ['/posts/taxHandler', taxHandler.ref],
    ] as const;
    if (said === null || said === undefined)
      return unknown(
        posts.map(([path]) => path),
        { source: 'tax-core' },
      );
    const evidence = { source: 'tax-core', list: said.list ?? null };
    const paths = posts.filter(([, ref]) => said.hits.includes(ref)).map(([path]) => path);
    return paths.length > 0 ? fail(paths, { ...evidence, hits: said.hits.length }) : pass(evidence);
  },
};
