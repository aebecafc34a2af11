import { fail, pass, text, unknown, type Rule, type Ruling } from '@yichuang/kernel';
import { authorities, authorityOf, authorityOfTheSeat, type Authority } from '../reference/authorities.js';
import { isForeignInvested, isJointStock } from '../reference/company-types.js';
import { foreignNegativeList } from '../reference/foreign-investment.js';
import { scopeCatalogue } from '../reference/scope-catalogue.js';
import type { Examined, Origin, RegistrationFacts } from './facts.js';

/** Whose shareholder this is, as the form has it; `undefined` for a reference to nobody. */
const originOf = ({ people, organisations }: RegistrationFacts, ref: string): Origin | undefined =>
  people[ref]?.origin ?? organisations[ref]?.origin;

export const origins = (facts: RegistrationFacts): ReadonlySet<Origin> =>
  new Set(facts.shareholders.flatMap(({ holder }) => originOf(facts, holder) ?? []));

export const isForeign = (facts: RegistrationFacts): boolean => {
  const found = origins(facts);
  return isForeignInvested(facts.company.type) || found.has('foreign') || found.has('hk-mo-tw');
};

/** Half or more of the capital. */
const STATE_PERCENT_PROVINCE = 50;

const stateCapital: Rule<Examined> = {
  id: 'R-JUR-01',
  code: 'JURISDICTION_WRONG',
  article: '市场主体登记管理条例实施细则 a.4',
  text: text(
    '省级以上国有资本出资占50%以上的公司由省级登记机关登记',
    'A company half or more of which belongs to provincial or higher state capital is registered by the province',
  ),
  phase: 'admissibility',
  disposal: 'block',
  test: ({ authority, company: { stateCapitalPercent: percent } }) =>
    percent >= STATE_PERCENT_PROVINCE
      ? fail('/company/stateCapitalPercent', { percent, competentAuthority: authorityOf(authority).province })
      : pass({ percent }),
};

const jointStock: Rule<Examined> = {
  id: 'R-JUR-02',
  code: 'JURISDICTION_WRONG',
  article: '市场主体登记管理条例实施细则 a.4',
  text: text(
    '股份有限公司由设区的市级以上登记机关登记',
    'A joint stock company is registered by a city or above, not by a district',
  ),
  phase: 'admissibility',
  disposal: 'block',
  test: ({ authority, company: { type } }) =>
    isJointStock(type)
      ? fail('/company/type', { type, competentAuthority: authorityOf(authority).city })
      : pass({ type }),
};

const seatDivision: Rule<Examined> = {
  id: 'R-JUR-03',
  code: 'JURISDICTION_WRONG',
  article: '市场主体登记管理条例 a.5; 市场主体登记管理条例实施细则 a.4',
  text: text(
    '住所须在本登记机关辖区内',
    'The seat must lie in the division of the authority that registers the company',
  ),
  phase: 'admissibility',
  disposal: 'block',
  test: ({ authority, seat: { division } }) => {
    const county = division.slice(0, 6);
    const evidence = { division, table: authorities.version };
    if (authorityOf(authority).divisions.includes(county)) return pass(evidence);
    return fail('/seat/division', {
      ...evidence,
      competentAuthority: authorities.elsewhere[county] ?? authorityOfTheSeat,
    });
  },
};

/** What an authority may do with a foreign-invested company: register it, send it to the city, or find out which. */
export function foreignRuling(facts: RegistrationFacts, { fieAuthorised, city }: Authority): Ruling {
  if (!isForeign(facts)) return pass({ foreignInvested: false });
  const evidence = { foreignInvested: true, authorised: fieAuthorised, table: authorities.version };
  if (fieAuthorised === null) return unknown('/company/type', evidence);
  return fieAuthorised ? pass(evidence) : fail('/company/type', { ...evidence, competentAuthority: city });
}

const foreignAuthorised: Rule<Examined> = {
  id: 'R-JUR-04',
  code: 'FIE_NOT_AUTHORISED_HERE',
  article: '市场主体登记管理条例实施细则 a.4; 外商投资法实施条例 a.37',
  text: text(
    '外商投资企业由国家市场监督管理总局授权的登记机关登记',
    'A foreign-invested company is registered by an authority the State Administration has authorised',
  ),
  phase: 'admissibility',
  disposal: 'block',
  test: (facts) => foreignRuling(facts, authorityOf(facts.authority)),
};

const negativeList: Rule<Examined> = {
  id: 'R-FIE-01',
  code: 'FIE_NEGATIVE_LIST',
  article: '外商投资法 a.4; 外商投资法 a.28',
  text: text(
    '外商投资准入负面清单禁止投资的领域，外国投资者不得投资',
    'No foreign investor may invest where the negative list forbids it',
  ),
  phase: 'substance',
  disposal: 'block',
  test: (facts) => {
    if (!isForeign(facts)) return pass({ foreignInvested: false });
    const listed = (gbt4754: string) => Object.hasOwn(foreignNegativeList.classes, gbt4754);
    const paths = [
      ...(listed(facts.company.gbt4754) ? ['/company/gbt4754'] : []),
      ...facts.scope.flatMap(({ code }, index) =>
        listed(scopeCatalogue.items[code]?.gbt4754 ?? '') ? [`/scope/${String(index)}`] : [],
      ),
    ];
    const evidence = { foreignInvested: true, list: foreignNegativeList.version };
    return paths.length > 0 ? fail(paths, evidence) : pass(evidence);
  },
};

const recipient: Rule<Examined> = {
  id: 'R-FIE-02',
  code: 'FIE_RECIPIENT_MISSING',
  article: '市场主体登记管理条例实施细则 a.7; 市场主体登记管理条例实施细则 a.16',
  text: text(
    '外商投资企业应当备案法律文件送达接受人',
    'A foreign-invested company files who receives legal documents for it',
  ),
  phase: 'form',
  disposal: 'block',
  test: (facts) =>
    isForeign(facts) && facts.posts.legalDocumentRecipient === null ? fail('/posts/legalDocumentRecipient') : pass(),
};

export const jurisdictionRules: readonly Rule<Examined>[] = [
  stateCapital,
  jointStock,
  seatDivision,
  foreignAuthorised,
  negativeList,
  recipient,
];
