import { fail, pass, text, type Rule } from '@yichuang/kernel';
import type { Examined } from './facts.js';
import { mustBeIdentified, mustSign } from './posts.js';

/** 公司法 a.46(1)–(7); what else the shareholders want is theirs. */
const subjects = [
  'name-and-seat',
  'scope',
  'capital',
  'shareholders',
  'contributions',
  'organs',
  'legal-representative',
] as const;

/** What every application needs on paper; whatever sharing supplies may not be asked for (市场主体登记管理条例 a.16). */
const papersNeeded = ['application-form', 'articles', 'appointment'] as const;

const papers: Rule<Examined> = {
  id: 'R-FORM-01',
  code: 'MATERIAL_MISSING',
  article: '市场主体登记管理条例 a.16; 市场主体登记管理条例实施细则 a.25',
  text: text(
    '须提交申请书、章程、任职文件，股东和任职人员的主体资格或身份证明',
    'Application, articles, appointments, and who shareholders and officers are, on paper',
  ),
  phase: 'form',
  disposal: 'block',
  test: (facts) => {
    const kinds = papersNeeded.filter((kind) => !facts.papers.includes(kind)).length;
    const identities = mustBeIdentified(facts).filter((ref) => !facts.identified.includes(ref)).length;
    return kinds + identities > 0 ? fail('/papers', { kinds, identities }) : pass();
  },
};

const articles: Rule<Examined> = {
  id: 'R-FORM-02',
  code: 'ARTICLES_INCOMPLETE',
  article: '公司法 a.46',
  text: text(
    '章程须载明名称和住所、经营范围、注册资本、股东、出资、公司机构、法定代表人的产生变更办法',
    'The articles say name and seat, scope, capital, shareholders, contributions, organs, and how the legal representative is appointed',
  ),
  phase: 'form',
  disposal: 'block',
  test: ({ articles: said }) => {
    if (said === null) return fail('/articles');
    const lacking = subjects.filter((subject) => !said.covers.includes(subject)).length;
    return lacking > 0 ? fail('/articles/covers', { lacking }) : pass();
  },
};

const articlesSigned: Rule<Examined> = {
  id: 'R-FORM-03',
  code: 'SIGNATURE_MISSING',
  article: '公司法 a.46; 市场主体登记管理条例实施细则 a.15',
  text: text('全体股东应当在章程上签名或者盖章', 'All shareholders sign or seal the articles'),
  phase: 'form',
  disposal: 'block',
  test: ({ articles: said, shareholders }) => {
    if (said === null) return pass();
    const lacking = shareholders.filter(({ holder }) => !said.signedBy.includes(holder)).length;
    return lacking > 0 ? fail('/articles/signedBy', { lacking }) : pass();
  },
};

const signatures: Rule<Examined> = {
  id: 'R-FORM-04',
  code: 'SIGNATURE_MISSING',
  article: '市场主体登记管理条例 a.16; 市场主体登记管理条例实施细则 a.15',
  text: text(
    '股东、任职人员和代理人须签名（可靠的电子签名具有同等效力）',
    'Shareholders, those in posts and the agent sign; a reliable electronic signature is equal',
  ),
  phase: 'form',
  disposal: 'block',
  test: (facts) => {
    const lacking = mustSign(facts).filter((ref) => !facts.signatures.includes(ref)).length;
    return lacking > 0 ? fail('/signatures', { lacking }) : pass();
  },
};

const legalisation: Rule<Examined> = {
  id: 'R-FORM-05',
  code: 'IDENTITY_LEGALISATION_MISSING',
  article: '市场主体登记管理条例实施细则 a.24',
  text: text(
    '外国投资者的主体资格或者身份证明须经公证、认证或者附加证明书；持外国人永久居留身份证的不需要',
    'A foreign investor’s identity is notarised and legalised or apostilled; a permanent-resident card needs neither',
  ),
  phase: 'form',
  disposal: 'block',
  test: ({ shareholders, people, organisations, legalised }) => {
    const lacking = shareholders.filter(
      ({ holder }) =>
        (people[holder]?.foreignPassport === true || organisations[holder]?.origin === 'foreign') &&
        !legalised.includes(holder),
    ).length;
    return lacking > 0 ? fail('/papers', { lacking }) : pass();
  },
};

export const formRules: readonly Rule<Examined>[] = [papers, articles, articlesSigned, signatures, legalisation];
