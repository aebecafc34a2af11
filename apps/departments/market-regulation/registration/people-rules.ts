import { fail, failAt, pass, text, unknown, type Rule } from '@yichuang/kernel';
import { statistics } from '../reference/statistics.js';
import type { Examined } from './facts.js';
import { inPosts, mustBeOfAge, naturalShareholders } from './posts.js';
import { restsOn } from './sources.js';

/** Whether people may: eligibility, age, and what lists and statistics say of them. */

const number = (ref: string): string => `/people/${ref}/document/number`;

const declared: Rule<Examined> = {
  id: 'R-PER-01',
  code: 'PERSON_DISQUALIFIED',
  article: '公司法 a.178; 市场主体登记管理条例 a.12',
  text: text(
    '法定代表人、董事、监事、高级管理人员须声明不存在不得任职的情形',
    'Legal representative, directors, supervisors and senior managers declare that nothing disqualifies them',
  ),
  phase: 'substance',
  disposal: 'block',
  test: (facts) =>
    failAt(
      inPosts(facts)
        .filter((ref) => facts.people[ref]?.declaresEligible === false)
        .map((ref) => `/people/${ref}/declaresEligible`),
    ),
};

const dataHit: Rule<Examined> = {
  id: 'R-PER-07',
  code: 'PERSON_DISQUALIFIED',
  article: '公司法 a.178',
  text: text(
    '任职人员未列为失信被执行人，数据中无其他不得任职的情形；数据命中由登记人员核实',
    'Nobody in a post is on the list of dishonest persons or disqualified by other data; an officer confirms a hit',
  ),
  phase: 'substance',
  // a data hit is confirmed by an officer, never a refusal by itself; mere shareholders are not meant
  disposal: 'review',
  test: (facts) => {
    const said = facts.said['dishonest-list'];
    const posts = inPosts(facts);
    if (said === null || said === undefined) return unknown('/posts', restsOn('dishonest-list'));
    const evidence = restsOn('dishonest-list', said);
    const hits = posts.filter((ref) => said.hits.includes(ref));
    return hits.length > 0
      ? fail(
          hits.map((ref) => `/people/${ref}`),
          { ...evidence, hits: hits.length },
        )
      : pass(evidence);
  },
};

const ban: Rule<Examined> = {
  id: 'R-PER-04',
  code: 'PERSON_BANNED_3Y',
  article: '市场主体登记管理条例 a.40',
  text: text(
    '虚假登记被撤销的直接责任人三年内不得再次申请登记；数据命中由登记人员核实',
    'Who answers for a revoked false registration may not apply for three years; an officer confirms a hit',
  ),
  phase: 'substance',
  disposal: 'review',
  test: (facts) => {
    const said = facts.said['dishonest-list'];
    if (said === null || said === undefined) return unknown('/people', restsOn('dishonest-list'));
    return failAt(
      said.banned.filter((ref) => facts.people[ref] !== undefined).map((ref) => `/people/${ref}`),
      restsOn('dishonest-list', said),
    );
  },
};

const manyCompanies: Rule<Examined> = {
  id: 'R-PER-06',
  code: 'LEGALREP_MANY_COMPANIES',
  article: '国务院关于实施公司法注册资本登记管理制度的规定 a.3',
  text: text(
    '同一人担任法定代表人的企业过多的，由登记人员了解情况（统计规则，不构成驳回理由）',
    'An officer looks where one person heads many companies; a statistic, never a reason to refuse',
  ),
  phase: 'substance',
  disposal: 'review',
  test: ({ said }) => {
    const answer = said['dishonest-list'];
    if (answer === null || answer === undefined) {
      return unknown('/posts/legalRepresentative', restsOn('dishonest-list'));
    }
    const { headsMax, version: table } = statistics;
    const evidence = { ...restsOn('dishonest-list', answer), heads: answer.heads, headsMax, table };
    return answer.heads > headsMax ? fail('/posts/legalRepresentative', evidence) : pass(evidence);
  },
};

const age: Rule<Examined> = {
  id: 'R-PER-05',
  code: 'PERSON_MINOR',
  article: '公司法 a.178; 经营主体登记申请及代理行为管理办法 a.5',
  text: text(
    '担任职务、办理申请的人员须年满十八周岁、具有完全民事行为能力',
    'Whoever holds a post or applies for the company is of age and of full capacity',
  ),
  phase: 'substance',
  disposal: 'block',
  test: (facts) =>
    failAt(
      mustBeOfAge(facts)
        .filter((ref) => facts.people[ref]?.adult === false)
        .map(number),
    ),
};

const minorShareholder: Rule<Examined> = {
  id: 'R-PER-08',
  code: 'PERSON_MINOR',
  article: '民法典 a.19; 民法典 a.20',
  text: text(
    '未成年人可以持股，由法定代理人办理，登记人员核实',
    'A minor may hold shares through his legal guardian; an officer looks',
  ),
  phase: 'substance',
  disposal: 'review',
  test: (facts) => {
    const posts = mustBeOfAge(facts);
    return failAt(
      naturalShareholders(facts)
        .filter((ref) => facts.people[ref]?.adult === false && !posts.includes(ref))
        .map(number),
    );
  },
};

export const peopleRules: readonly Rule<Examined>[] = [declared, dataHit, ban, age, minorShareholder, manyCompanies];
