import { fail, failAt, pass, text, type Rule } from '@yichuang/kernel';
import { capitalPercentiles } from '../reference/capital-percentiles.js';
import { companyType, companyTypes } from '../reference/company-types.js';
import { yearsLater } from './days.js';
import type { Examined, RegistrationFacts, Shareholder } from './facts.js';
import { isForeign, origins } from './jurisdiction-rules.js';
import { isPerson } from './posts.js';

/** 公司法 a.47. */
const PAYMENT_YEARS_MAX = 5;
/** 公司法 a.42. */
const SHAREHOLDERS_MAX = 50;

/** Forms no contribution may have (市场主体登记管理条例 a.13). */
const forbidden: readonly Shareholder['form'][] = [
  'labour',
  'credit',
  'personal-name',
  'goodwill',
  'franchise',
  'mortgaged-property',
];

const at = (
  { shareholders }: RegistrationFacts,
  field: keyof Shareholder,
  wrong: (one: Shareholder) => boolean,
): string[] => shareholders.flatMap((one, index) => (wrong(one) ? [`/shareholders/${String(index)}/${field}`] : []));

export const subscribedFen = ({ shareholders }: RegistrationFacts): number =>
  shareholders.reduce((sum, one) => sum + one.subscribedFen, 0);

const sum: Rule<Examined> = {
  id: 'R-CAP-01',
  code: 'CAPITAL_SUM_MISMATCH',
  article: '公司法 a.47',
  text: text(
    '注册资本为全体股东认缴的出资额之和，精确到分',
    'The registered capital is the sum of what all shareholders subscribe, to the fen',
  ),
  phase: 'form',
  disposal: 'block',
  test: (facts) => {
    const evidence = { capitalFen: facts.company.capitalFen, subscribedFen: subscribedFen(facts) };
    return evidence.capitalFen === evidence.subscribedFen ? pass(evidence) : fail('/company/capitalFen', evidence);
  },
};

const term: Rule<Examined> = {
  id: 'R-CAP-02',
  code: 'CAPITAL_TERM_OVER_5Y',
  article: '公司法 a.47',
  text: text(
    '认缴的出资额自公司成立之日起五年内缴足',
    'What is subscribed is paid in full within five years of the founding, which is the date of the licence',
  ),
  phase: 'substance',
  disposal: 'block',
  test: (facts) => {
    const evidence = { licenceOn: facts.on, last: yearsLater(facts.on, PAYMENT_YEARS_MAX) };
    const late = at(facts, 'dueOn', ({ dueOn }) => dueOn > evidence.last);
    return late.length > 0 ? fail(late, evidence) : pass(evidence);
  },
};

const forms: Rule<Examined> = {
  id: 'R-CAP-03',
  code: 'CONTRIBUTION_FORM_FORBIDDEN',
  article: '市场主体登记管理条例 a.13; 公司法 a.48',
  text: text(
    '不得以劳务、信用、自然人姓名、商誉、特许经营权或者设定担保的财产作价出资',
    'Labour, credit, a personal name, goodwill, a franchise and mortgaged property are no contribution',
  ),
  phase: 'substance',
  disposal: 'block',
  test: (facts) => failAt(at(facts, 'form', ({ form }) => forbidden.includes(form))),
};

const stated: Rule<Examined> = {
  id: 'R-CAP-04',
  code: 'CONTRIBUTION_INCOMPLETE',
  article: '公司法 a.46; 市场主体登记管理条例 a.9',
  text: text(
    '每个股东须载明出资额、出资方式和出资日期',
    'Amount, form and date of each shareholder’s contribution are stated',
  ),
  phase: 'form',
  disposal: 'block',
  // form and date cannot be absent from a form that was taken in; an amount of nothing can
  test: (facts) => failAt(at(facts, 'subscribedFen', (one) => one.subscribedFen === 0)),
};

const abnormal: Rule<Examined> = {
  id: 'R-CAP-05',
  code: 'CAPITAL_ABNORMAL',
  article: '国务院关于实施公司法注册资本登记管理制度的规定 a.3',
  text: text(
    '出资期限、注册资本明显异常的，由登记人员研判',
    'An officer judges a capital that is obviously abnormal for its industry',
  ),
  phase: 'substance',
  disposal: 'review',
  test: ({ company: { capitalFen, gbt4754 } }) => {
    const p99Fen = capitalPercentiles.p99FenByDivision[gbt4754.slice(0, 2)] ?? capitalPercentiles.p99FenOtherwise;
    const evidence = { capitalFen, p99Fen, table: capitalPercentiles.version };
    return capitalFen > p99Fen ? fail('/company/capitalFen', evidence) : pass(evidence);
  },
};

const paidIn: Rule<Examined> = {
  id: 'R-CAP-06',
  code: 'CAPITAL_PAID_OVER_SUBSCRIBED',
  article: '公司法 a.47; 公司法 a.49',
  text: text('实缴的出资额不超过认缴的出资额', 'No more is paid in than was subscribed'),
  phase: 'form',
  disposal: 'block',
  test: (facts) => failAt(at(facts, 'paidInFen', (one) => one.paidInFen > one.subscribedFen)),
};

const count: Rule<Examined> = {
  id: 'R-CAP-07',
  code: 'SHAREHOLDER_COUNT',
  article: '公司法 a.42',
  text: text('有限责任公司由一个以上五十个以下股东出资设立', 'A limited company has one to fifty shareholders'),
  phase: 'form',
  disposal: 'block',
  test: ({ shareholders: { length } }) =>
    length >= 1 && length <= SHAREHOLDERS_MAX ? pass({ count: length }) : fail('/shareholders', { count: length }),
};

/** Whether the shareholders are such as the type says. */
function fits(facts: RegistrationFacts): boolean {
  const type = companyType(facts.company.type);
  if (type === null) return false;
  const [first] = facts.shareholders;
  const single = facts.shareholders.length === 1 && first !== undefined;
  const shape = {
    'one-person': single && isPerson(first.holder),
    'one-organisation': single && !isPerson(first.holder),
    several: facts.shareholders.length !== 1,
    any: true,
  }[type.shareholders];
  const found = origins(facts);
  const outside = found.has('foreign') || found.has('hk-mo-tw');
  return shape && (type.origin === 'domestic' ? !outside : found.has(type.origin));
}

const typeFits: Rule<Examined> = {
  id: 'R-CAP-08',
  code: 'COMPANY_TYPE_MISMATCH',
  article: '公司法 a.42; 市场主体登记管理条例 a.8',
  text: text(
    '公司类型须与股东的人数和身份相符',
    'The type of the company fits the number and kind of its shareholders',
  ),
  phase: 'form',
  disposal: 'block',
  test: (facts) => {
    const evidence = { type: facts.company.type, table: companyTypes.version };
    return fits(facts) ? pass(evidence) : fail('/company/type', evidence);
  },
};

const currency: Rule<Examined> = {
  id: 'R-CAP-09',
  code: 'CAPITAL_CURRENCY',
  article: '市场主体登记管理条例实施细则 a.13',
  text: text(
    '注册资本以人民币表示；外商投资企业可以用可自由兑换的货币表示',
    'The capital is in CNY; that of a foreign-invested company may be in a convertible currency',
  ),
  phase: 'form',
  disposal: 'block',
  test: (facts) =>
    facts.company.currency === 'CNY' || isForeign(facts)
      ? pass({ currency: facts.company.currency })
      : fail('/company/currency', { currency: facts.company.currency }),
};

const virtual: Rule<Examined> = {
  id: 'R-CAP-10',
  code: 'CONTRIBUTION_FORM_UNSETTLED',
  article: '公司登记管理实施办法 a.6',
  text: text(
    '以数据、网络虚拟财产出资的，由登记人员核实法律对权属是否有规定',
    'An officer looks whether law settles who owns data or virtual property that is contributed',
  ),
  phase: 'substance',
  disposal: 'review',
  test: (facts) => failAt(at(facts, 'form', ({ form }) => form === 'data-or-virtual-property')),
};

export const capitalRules: readonly Rule<Examined>[] = [
  sum,
  term,
  forms,
  stated,
  abnormal,
  paidIn,
  count,
  typeFits,
  currency,
  virtual,
];
