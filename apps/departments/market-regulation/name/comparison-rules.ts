import { fail, pass, text, unknown, type Evidence, type Rule } from '@yichuang/kernel';
import { articleOf, conflictsOf, excusedFor, similarTo } from './comparison.js';
import type { Compared } from './facts.js';

const TRADE = '/name/trade';

/** Whom the name was compared with. */
const compared = ({ library, holders, gbt4754Division }: Compared): Evidence => ({
  industry: gbt4754Division,
  list: library?.list ?? null,
  simulated: library?.simulated ?? false,
  compared: holders.length + (library?.names.length ?? 0),
});

/** A silent library says nothing of names elsewhere; a reservation that stands was checked to the end before. */
const isSilent = ({ library, reservedUntil }: Compared): boolean => !library && reservedUntil === null;

const conflict: Rule<Compared> = {
  id: 'R-NAME-03',
  code: 'NAME_CONFLICT',
  article: '企业名称登记管理规定 a.17',
  text: text(
    '在同一登记机关，字号不得与同行业或者不含行业的他人已登记、保留期内，或者注销、更名、吊销未满一年的企业名称相同，有投资关系的除外',
    'At one authority and in one industry a trade name is not another’s that is registered, reserved, or was given up or revoked within the year, unless one invests in the other',
  ),
  phase: 'substance',
  disposal: 'block',
  test: (facts) => {
    if (!facts.fit) return pass({ compared: 0 });
    const evidence = compared(facts);
    const [first, ...more] = conflictsOf(facts);
    if (first !== undefined) {
      const { companyName: rival, status } = first;
      return fail(TRADE, { ...evidence, rival, status, basis: articleOf(first), rivals: more.length + 1 });
    }
    return isSilent(facts) ? unknown(TRADE, evidence) : pass(evidence);
  },
};

const relation: Rule<Compared> = {
  id: 'R-NAME-03a',
  code: 'NAME_RELATION_CLAIMED',
  article: '企业名称登记管理规定 a.17',
  text: text(
    '申请人申报与字号相同或者近似的企业有投资关系',
    'The applicant names a company of the same or a similar trade name as related by investment',
  ),
  phase: 'substance',
  // the applicant answers for what he declares (MER a.17); the mark tells whoever verifies it later
  disposal: 'tag',
  test: (facts) => {
    const [first, ...more] = facts.fit ? excusedFor(facts) : [];
    return first === undefined
      ? pass()
      : fail('/name/relatedTo', { related: first.companyName, relations: more.length + 1 });
  },
};

const similar: Rule<Compared> = {
  id: 'R-NAME-04',
  code: 'NAME_SIMILAR',
  article: '企业名称登记管理规定 a.16',
  text: text(
    '名称与他人的近似的，申请人应当承诺依法承担责任，或者更换字号',
    'Who takes a name similar to another’s declares that he bears the liability, or takes another trade name',
  ),
  phase: 'substance',
  disposal: 'block',
  test: (facts) => {
    if (!facts.fit || facts.declaresSimilar) return pass({ declared: facts.declaresSimilar });
    const evidence = compared(facts);
    const [first, ...more] = similarTo(facts);
    if (first !== undefined) {
      const { rival, likeness } = first;
      return fail(TRADE, { ...evidence, rival: rival.companyName, likeness, rivals: more.length + 1 });
    }
    return isSilent(facts) ? unknown(TRADE, evidence) : pass(evidence);
  },
};

const declared: Rule<Compared> = {
  id: 'R-NAME-04a',
  code: 'NAME_SIMILAR',
  article: '企业名称登记管理规定 a.16',
  text: text(
    '名称与他人的近似，申请人已承诺依法承担责任',
    'The name is similar to another’s, and the applicant has declared that he bears the liability',
  ),
  phase: 'substance',
  disposal: 'tag',
  test: (facts) => {
    if (!facts.fit || !facts.declaresSimilar) return pass({ declared: facts.declaresSimilar });
    const evidence = compared(facts);
    const [first] = similarTo(facts);
    if (first !== undefined) {
      return fail(TRADE, { ...evidence, rival: first.rival.companyName, likeness: first.likeness });
    }
    return isSilent(facts) ? unknown(TRADE, evidence) : pass(evidence);
  },
};

export const comparisonRules: readonly Rule<Compared>[] = [conflict, relation, similar, declared];
