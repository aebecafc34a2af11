import { fail, failAt, pass, text, unknown, type Rule } from '@yichuang/kernel';
import type { Examined } from './facts.js';
import { isPerson, mustBeOfAge, mustBeVerified, naturalShareholders } from './posts.js';
import { restsOn } from './sources.js';

/** Who people and investors are: that they are named, their documents, their real names. */

const documents: Rule<Examined> = {
  id: 'R-PER-13',
  code: 'PERSON_ID_INVALID',
  article: '市场主体登记管理条例 a.16; GB 11643-1999',
  text: text('人员和投资单位的证件号码须正确', 'The document numbers of people and investors must be right'),
  phase: 'form',
  disposal: 'block',
  test: ({ people, organisations }) =>
    failAt([
      ...Object.entries(people).flatMap(([ref, one]) => (one.documentRight ? [] : [`/people/${ref}/document/number`])),
      ...Object.entries(organisations).flatMap(([ref, one]) =>
        one.documentRight ? [] : [`/organisations/${ref}/document/number`],
      ),
    ]),
};

const birthDates: Rule<Examined> = {
  id: 'R-PER-16',
  code: 'BIRTH_DATE_MISSING',
  article: '市场主体登记管理条例实施细则 a.16',
  text: text('证件号码不含出生日期的，须填报出生日期', 'The birth date is given where the document does not tell it'),
  phase: 'form',
  disposal: 'block',
  test: (facts) =>
    failAt(
      [...new Set([...mustBeOfAge(facts), ...naturalShareholders(facts)])]
        // a wrong number tells nothing, and is named by its own rule
        .filter((ref) => facts.people[ref]?.adult === null && facts.people[ref].documentRight)
        .map((ref) => `/people/${ref}/birthDate`),
    ),
};

const realName: Rule<Examined> = {
  id: 'R-PER-11',
  code: 'REALNAME_MISSING',
  article: '市场主体登记管理条例实施细则 a.16',
  text: text(
    '法定代表人、股东、董事、监事、高级管理人员、联络员、送达接受人和代理人须实名验证',
    'Those in posts, shareholders, liaisons, recipient and agent have shown who they are',
  ),
  phase: 'form',
  disposal: 'block',
  test: (facts) =>
    failAt(
      mustBeVerified(facts)
        .filter((ref) => facts.people[ref]?.realName === false)
        .map((ref) => `/people/${ref}/realName`),
    ),
};

const realNameConfirmed: Rule<Examined> = {
  id: 'R-PER-12',
  code: 'REALNAME_UNCONFIRMED',
  article: '市场主体登记管理条例实施细则 a.16',
  text: text('实名验证结果由身份核验系统确认', 'The identity register confirms the real-name checks'),
  phase: 'substance',
  disposal: 'review',
  test: ({ said }) => {
    const answer = said['real-name'];
    if (answer === null || answer === undefined) return unknown('/people', restsOn('real-name'));
    const paths = answer.unconfirmed.map((ref) => `/people/${ref}/realName`);
    const evidence = restsOn('real-name', answer);
    return paths.length > 0 ? fail(paths, evidence) : pass(evidence);
  },
};

const present: Rule<Examined> = {
  id: 'R-PER-17',
  code: 'PERSON_UNKNOWN',
  article: '市场主体登记管理条例 a.8; 市场主体登记管理条例 a.9',
  text: text('任职人员和股东须在人员信息中', 'Everybody in a post and every shareholder stands among the people'),
  phase: 'form',
  disposal: 'block',
  test: (facts) => {
    const known = (ref: string): boolean => facts.people[ref] !== undefined || facts.organisations[ref] !== undefined;
    return failAt([
      ...mustBeVerified(facts)
        .filter((ref) => !known(ref))
        .map((ref) => `/people/${ref}`),
      ...facts.shareholders.flatMap(({ holder }, index) =>
        known(holder) || isPerson(holder) ? [] : [`/shareholders/${String(index)}/holder`],
      ),
    ]);
  },
};

const investors: Rule<Examined> = {
  id: 'R-PER-15',
  code: 'INVESTOR_UNUSUAL',
  article: '市场主体登记管理条例 a.16; 市场主体登记管理条例实施细则 a.25',
  text: text(
    '其他经济组织、外省企业投资的，由登记人员核实主体资格',
    'An officer verifies an investor of another province or one that is no company',
  ),
  phase: 'substance',
  disposal: 'review',
  test: ({ shareholders, organisations }) =>
    failAt(
      shareholders.flatMap(({ holder }, index) =>
        organisations[holder]?.unusual === true ? [`/shareholders/${String(index)}/holder`] : [],
      ),
    ),
};

export const identityRules: readonly Rule<Examined>[] = [
  present,
  documents,
  birthDates,
  realName,
  realNameConfirmed,
  investors,
];
