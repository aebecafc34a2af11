import { fail, failAt, pass, text, unknown, type Rule } from '@yichuang/kernel';
import { divisionNames } from '../reference/division-names.js';
import { forbiddenWords } from '../reference/forbidden-words.js';
import { industryWords } from '../reference/industry-words.js';
import { standardCharacters } from '../reference/standard-characters.js';
import type { NameFacts } from './facts.js';
import { divisionOf } from './full-name.js';

const TRADE_MIN = 2;
/** Practice of the provincial form. */
const TRADE_MAX = 8;
const LLC_FORMS: readonly string[] = ['有限公司', '有限责任公司'];

const tradeLength: Rule<NameFacts> = {
  id: 'R-NAME-01',
  code: 'NAME_STRUCTURE',
  article: '企业名称登记管理规定 a.8',
  text: text(
    '字号应由两个以上汉字组成，最多八个',
    'A trade name has two Chinese characters or more, and eight at most',
  ),
  phase: 'form',
  disposal: 'block',
  test: ({ parts }) => {
    const characters = Array.from(parts.trade).length;
    const evidence = { characters, min: TRADE_MIN, max: TRADE_MAX };
    return characters < TRADE_MIN || characters > TRADE_MAX ? fail('/name/trade', evidence) : pass(evidence);
  },
};

const characters: Rule<NameFacts> = {
  id: 'R-NAME-01a',
  code: 'NAME_STRUCTURE',
  article: '企业名称登记管理规定 a.5',
  text: text(
    '企业名称应使用规范汉字，不得使用外文字母或数字；仅行政区划可加括号',
    'A company name is written in standard Chinese characters, without letters or digits; only the division may stand in brackets',
  ),
  phase: 'form',
  disposal: 'block',
  test: ({ parts }) => {
    const written = { ...parts, division: divisionOf(parts.division) };
    const wrong = (['division', 'trade', 'industry', 'form'] as const).filter(
      (part) => !standardCharacters.holds(written[part]),
    );
    const evidence = { table: standardCharacters.version };
    return wrong.length === 0
      ? pass(evidence)
      : fail(
          wrong.map((part) => `/name/${part}`),
          evidence,
        );
  },
};

const tradeIsNoOtherPart: Rule<NameFacts> = {
  id: 'R-NAME-01b',
  code: 'NAME_STRUCTURE',
  article: '企业名称登记管理规定 a.8',
  text: text(
    '县级以上地方行政区划名称、行业或者经营特点不得作为字号，另有含义的除外',
    'A division at county level or above, or an industry, is no trade name unless it has another meaning',
  ),
  phase: 'form',
  disposal: 'block',
  test: ({ parts }) => {
    const tables = { divisions: divisionNames.version, industries: industryWords.version };
    if (divisionNames.isDivision(parts.trade)) return fail('/name/trade', { ...tables, is: 'division' });
    return industryWords.isIndustry(parts.trade) ? fail('/name/trade', { ...tables, is: 'industry' }) : pass(tables);
  },
};

const form: Rule<NameFacts> = {
  id: 'R-NAME-01c',
  code: 'NAME_STRUCTURE',
  article: '公司法 a.7',
  text: text(
    '有限责任公司的名称中应标明“有限责任公司”或“有限公司”字样',
    'The name of a limited liability company ends in 有限责任公司 or 有限公司',
  ),
  phase: 'form',
  disposal: 'block',
  test: ({ parts }) => failAt(LLC_FORMS.includes(parts.form) ? [] : ['/name/form']),
};

const division: Rule<NameFacts> = {
  id: 'R-NAME-01d',
  code: 'NAME_STRUCTURE',
  article: '企业名称登记管理规定 a.7',
  text: text(
    '行政区划应是企业所在地的县级以上地方行政区划',
    'The division is that of the seat, at county level or above',
  ),
  phase: 'form',
  disposal: 'block',
  test: ({ authority, parts }) => {
    const named = divisionOf(parts.division);
    const evidence = { authority, table: divisionNames.version };
    // a word of the State in the place of a division is looked at as such (R-NAME-02a)
    if (named === '' || forbiddenWords.in(named, 'trade').length > 0) return pass(evidence);
    const reading = divisionNames.reading(authority, named);
    if (reading === null) return unknown('/name/division', evidence);
    return reading === 'another' ? fail('/name/division', evidence) : pass(evidence);
  },
};

const districtWithCity: Rule<NameFacts> = {
  id: 'R-NAME-01e',
  code: 'NAME_DISTRICT_WITHOUT_CITY',
  article: '企业名称登记管理规定 a.7',
  text: text(
    '市辖区名称应同时冠以其所属的设区的市的行政区划名称，如三明市沙县区',
    'A district is named only together with its city, as in 三明市沙县区',
  ),
  phase: 'form',
  disposal: 'block',
  test: ({ authority, parts }) => {
    const alone = divisionNames.reading(authority, divisionOf(parts.division)) === 'district-alone';
    const evidence = { authority, table: divisionNames.version };
    return alone ? fail('/name/division', evidence) : pass(evidence);
  },
};

const divisionLeftOut: Rule<NameFacts> = {
  id: 'R-NAME-01f',
  code: 'NAME_DIVISION_LEFT_OUT',
  article: '企业名称登记管理规定 a.6',
  text: text(
    '跨省级行政区域经营的企业，名称可以不含行政区划，须人工核实',
    'Only who operates across provinces may leave the division out: an officer verifies it',
  ),
  phase: 'form',
  // nothing in the form says whether it does
  disposal: 'review',
  test: ({ parts }) => (divisionOf(parts.division) === '' ? unknown('/name/division') : pass()),
};

const industryLeftOut: Rule<NameFacts> = {
  id: 'R-NAME-01g',
  code: 'NAME_INDUSTRY_LEFT_OUT',
  article: '企业名称登记管理规定 a.6',
  text: text(
    '跨行业综合经营的企业，名称可以不含行业或者经营特点，须人工核实',
    'Only who operates across industries may leave the industry out: an officer verifies it',
  ),
  phase: 'form',
  disposal: 'review',
  test: ({ parts }) => (parts.industry === '' ? unknown('/name/industry') : pass()),
};

export const structureRules: readonly Rule<NameFacts>[] = [
  tradeLength,
  characters,
  tradeIsNoOtherPart,
  form,
  division,
  districtWithCity,
  divisionLeftOut,
  industryLeftOut,
];
