import { fail, pass, text, type Rule, type Ruling } from '@yichuang/kernel';
import { forbiddenWords, type ForbiddenAction, type ForbiddenWord } from '../reference/forbidden-words.js';
import type { NameFacts } from './facts.js';
import { divisionOf } from './full-name.js';

/** Words of one action, with the part of the name they stand in. The division holds no word of its own choice. */
function found({ parts }: NameFacts, action: ForbiddenAction): { path: string; entry: ForbiddenWord }[] {
  const among = (entries: readonly ForbiddenWord[], path: string) =>
    entries.filter((entry) => entry.action === action).map((entry) => ({ path, entry }));
  return [
    ...among(forbiddenWords.in(divisionOf(parts.division), 'trade'), '/name/division'),
    ...among(forbiddenWords.in(parts.trade, 'trade'), '/name/trade'),
    ...among(forbiddenWords.in(parts.industry, 'industry'), '/name/industry'),
  ];
}

const list = { list: forbiddenWords.version };

const ruled =
  (action: ForbiddenAction) =>
  (facts: NameFacts): Ruling => {
    const words = found(facts, action);
    if (words.length === 0) return pass(list);
    const join = (of: (entry: ForbiddenWord) => string) => [...new Set(words.map(({ entry }) => of(entry)))].join('、');
    return fail([...new Set(words.map(({ path }) => path))], {
      ...list,
      words: join(({ word }) => word),
      categories: join(({ category }) => category),
      basis: join(({ basis }) => basis),
    });
  };

const forbidden: Rule<NameFacts> = {
  id: 'R-NAME-02',
  code: 'NAME_FORBIDDEN',
  article: '企业名称登记管理规定 a.11',
  text: text('企业名称不得含有禁用字词', 'A company name holds no forbidden word'),
  phase: 'form',
  disposal: 'block',
  test: ruled('block'),
};

const restricted: Rule<NameFacts> = {
  id: 'R-NAME-02a',
  code: 'NAME_NEEDS_APPROVAL',
  article: '企业名称登记管理规定 a.12',
  text: text(
    '企业名称含有限用字词，应经批准，须人工核实',
    'A company name holds a restricted word only with an approval: an officer verifies it',
  ),
  phase: 'form',
  disposal: 'review',
  test: ruled('needs-approval'),
};

const unwise: Rule<NameFacts> = {
  id: 'R-NAME-02b',
  code: 'NAME_UNWISE_WORD',
  article: '企业名称登记管理规定 a.11(8)',
  text: text(
    '企业名称含有可能使公众误解的字词，提示申请人注意',
    'A company name holds a word that the public may misunderstand: the applicant is told',
  ),
  phase: 'form',
  disposal: 'tag',
  test: ruled('warn'),
};

export const forbiddenRules: readonly Rule<NameFacts>[] = [forbidden, restricted, unwise];
