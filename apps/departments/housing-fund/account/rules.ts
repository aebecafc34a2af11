import { fail, failAt, pass, text, type Rule } from '@yichuang/kernel';
import { termsOn } from '../reference/contribution-terms.js';
import type { HousingFundFacts } from './facts.js';
import { employeesIdentified, employeesOnce, handlerDocument, handlerPresent } from './people-rules.js';

const wageAt = (index: number): string => `/employees/${String(index)}/wageFen`;

const ratioInRange: Rule<HousingFundFacts> = {
  id: 'R-HF-01',
  code: 'HF_RATIO_OUT_OF_RANGE',
  // the floor is statute; the cap is national policy, which was not read here
  article: '住房公积金管理条例 a.18; 建金〔2016〕74号',
  text: text(
    '单位和职工缴存比例均不得低于5%，不得高于12%',
    'The ratios of unit and employee are no lower than 5 % and no higher than 12 %',
  ),
  phase: 'form',
  disposal: 'block',
  test: ({ unitRatio, personalRatio, on }) => {
    const { ratioPercentMin: min, ratioPercentMax: max, version } = termsOn(on);
    const evidence = { min, max, unitRatio, personalRatio, terms: version };
    const outside = (ratio: number): boolean => ratio < min || ratio > max;
    const paths = [
      ...(outside(unitRatio) ? ['/housingFund/unitRatio'] : []),
      ...(outside(personalRatio) ? ['/housingFund/personalRatio'] : []),
    ];
    return paths.length > 0 ? fail(paths, evidence) : pass(evidence);
  },
};

const ratiosEqual: Rule<HousingFundFacts> = {
  id: 'R-HF-02',
  code: 'HF_RATIO_UNEQUAL',
  article: '住房公积金管理条例 a.16; 住房公积金管理条例 a.18',
  text: text('个人缴存比例与单位缴存比例一致', 'The personal ratio equals the unit’s'),
  phase: 'form',
  // practice of the provincial form, where the personal ratio can only be read
  disposal: 'block',
  test: ({ unitRatio, personalRatio }) =>
    unitRatio === personalRatio ? pass() : fail('/housingFund/personalRatio', { unitRatio, personalRatio }),
};

const baseInRange: Rule<HousingFundFacts> = {
  id: 'R-HF-03',
  code: 'HF_BASE_OUT_OF_RANGE',
  article: '住房公积金管理条例 a.16; 劳动法 a.48',
  text: text('月缴存基数不得低于当地最低工资', 'No base is lower than the local minimum wage'),
  phase: 'form',
  disposal: 'block',
  test: ({ belowBase, on }) => {
    const { baseFenMin, version, validTo } = termsOn(on);
    const evidence = { baseFenMin, terms: version, expired: on > validTo };
    return belowBase.length > 0 ? fail(belowBase.map(wageAt), evidence) : pass(evidence);
  },
};

const baseCapped: Rule<HousingFundFacts> = {
  id: 'R-HF-04',
  code: 'HF_BASE_CAPPED',
  article: '住房公积金管理条例 a.16',
  text: text('工资高于缴存基数上限的，按上限计算', 'A wage above the upper bound of the base counts as the bound'),
  phase: 'form',
  // a high wage is no fault: the bound moves the base, and the mark says so
  disposal: 'tag',
  test: ({ aboveBase, on }) => {
    const { baseFenMax, version } = termsOn(on);
    return failAt(aboveBase.map(wageAt), { baseFenMax, terms: version });
  },
};

const bankNamed: Rule<HousingFundFacts> = {
  id: 'R-HF-05',
  code: 'HF_BANK_MISSING',
  article: '住房公积金管理条例 a.13; 住房公积金管理条例 a.19',
  text: text('须选定受委托银行', 'The entrusted bank must be chosen'),
  phase: 'form',
  disposal: 'block',
  test: ({ bankNamed: named }) => (named ? pass() : fail('/housingFund/bank')),
};

const firstMonthAhead: Rule<HousingFundFacts> = {
  id: 'R-HF-06',
  code: 'HF_FIRST_MONTH_PAST',
  article: '住房公积金管理条例 a.14; 住房公积金管理条例 a.17',
  text: text(
    '起缴月份早于登记当月的，自登记当月起缴',
    'A first month before the registration counts as the month of registration',
  ),
  phase: 'form',
  disposal: 'tag',
  test: ({ firstMonth, on }) =>
    firstMonth < on.slice(0, 7) ? fail('/housingFund/firstMonth', { on, firstMonth }) : pass({ firstMonth }),
};

export const rules2026: readonly Rule<HousingFundFacts>[] = [
  ratioInRange,
  ratiosEqual,
  baseInRange,
  baseCapped,
  bankNamed,
  firstMonthAhead,
  handlerPresent,
  handlerDocument,
  employeesIdentified,
  employeesOnce,
];
