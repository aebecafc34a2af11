import { fail, pass, text, unknown, type Rule } from '@yichuang/kernel';
import { statistics } from '../reference/statistics.js';
import type { Examined } from './facts.js';
import { restsOn } from './sources.js';

const SOURCE = restsOn('address-library');

/** A commitment takes the place of any proof (福建省 住所申报承诺制). */
const committed = ({ papers }: Examined): boolean => papers.includes('seat-commitment');
const proven = (facts: Examined): boolean => committed(facts) || facts.papers.includes('property-certificate');

const found: Rule<Examined> = {
  id: 'R-SEAT-01',
  code: 'SEAT_ADDRESS_UNKNOWN',
  article: '市场主体登记管理条例 a.11; 公司登记管理实施办法 a.9',
  text: text(
    '住所须为标准地址；地址库查无此址又无产权证明或承诺的，由登记人员核实',
    'The seat is a standard address; one the library does not know is verified by an officer unless proof or commitment is there',
  ),
  phase: 'substance',
  disposal: 'review',
  test: (facts) => {
    const said = facts.said['address-library'];
    if (said === null || said === undefined) return unknown('/seat/address', SOURCE);
    const evidence = { ...restsOn('address-library', said), found: said.found, proven: proven(facts) };
    return said.found || evidence.proven ? pass(evidence) : fail('/seat/address', evidence);
  },
};

const negative: Rule<Examined> = {
  id: 'R-SEAT-02',
  code: 'SEAT_NEGATIVE_LIST',
  article: '市场主体登记管理条例 a.11; 公司登记管理实施办法 a.9',
  text: text('住所不得在负面清单之内', 'The seat is not on the negative list of places'),
  phase: 'substance',
  disposal: 'block',
  test: ({ said }) => {
    const answer = said['address-library'];
    if (answer === null || answer === undefined) return unknown('/seat/address', SOURCE);
    const evidence = restsOn('address-library', answer);
    return answer.negative ? fail('/seat/address', evidence) : pass(evidence);
  },
};

const crowded: Rule<Examined> = {
  id: 'R-SEAT-03',
  code: 'SEAT_CLUSTER',
  article: '公司登记管理实施办法 a.9',
  text: text(
    '同一地址企业过多且短期内集中新增的，由登记人员核实（统计规则，不构成驳回理由）',
    'An officer looks where many companies share one address and many of them are new; a statistic, never a reason to refuse',
  ),
  phase: 'substance',
  disposal: 'review',
  test: ({ said }) => {
    const answer = said['address-library'];
    if (answer === null || answer === undefined) return unknown('/seat/address', SOURCE);
    const { companies, addedIn30Days } = answer;
    const { companiesMax, addedIn30DaysMax, version: table } = statistics;
    const evidence = {
      ...restsOn('address-library', answer),
      companies,
      addedIn30Days,
      companiesMax,
      addedIn30DaysMax,
      table,
    };
    return companies > companiesMax && addedIn30Days > addedIn30DaysMax
      ? fail('/seat/address', evidence)
      : pass(evidence);
  },
};

const proof: Rule<Examined> = {
  id: 'R-SEAT-04',
  code: 'SEAT_PROOF_MISSING',
  article: '市场主体登记管理条例 a.16',
  text: text(
    '须提交住所使用证明：产权证明，租赁的另须租赁合同；可以共享取得产权信息的不要求提交，也可以承诺代替',
    'The use of the seat is proven: by the property certificate, for a leased one with the lease; data sharing may supply it, a commitment may replace it',
  ),
  phase: 'form',
  disposal: 'block',
  test: (facts) => {
    const lease = facts.seat.acquisition !== 'lease' || facts.papers.includes('lease');
    const evidence = { acquisition: facts.seat.acquisition, committed: committed(facts), lease };
    if (committed(facts) || (lease && facts.papers.includes('property-certificate'))) return pass(evidence);
    if (!lease) return fail('/papers', evidence);
    const said = facts.said['address-library'];
    if (said === null || said === undefined) return unknown('/papers', { ...evidence, ...SOURCE });
    const asked = { ...evidence, ...restsOn('address-library', said) };
    return said.propertyKnown ? pass(asked) : fail('/papers', asked);
  },
};

const military: Rule<Examined> = {
  id: 'R-SEAT-05',
  code: 'SEAT_MILITARY',
  article: '市场主体登记管理条例 a.11; 军队房地产管理条例 a.33',
  text: text('住所为军队房产的，由登记人员核实', 'An officer verifies a seat in military property'),
  phase: 'substance',
  disposal: 'review',
  test: ({ seat }) => (seat.military ? fail('/seat/militaryProperty') : pass()),
};

const served: Rule<Examined> = {
  id: 'R-SEAT-06',
  code: 'SERVICE_ADDRESS_MISSING',
  article: '市场主体登记管理条例实施细则 a.16; 公司登记管理实施办法 a.10',
  text: text(
    '须填报电子邮箱、传真、即时通讯账号中的至少一项，用于文书送达',
    'At least one of e-mail, fax and messenger is given to be served documents by',
  ),
  phase: 'form',
  disposal: 'block',
  test: ({ seat }) => (seat.served ? pass() : fail('/seat/electronicService')),
};

export const seatRules: readonly Rule<Examined>[] = [found, negative, crowded, proof, military, served];
