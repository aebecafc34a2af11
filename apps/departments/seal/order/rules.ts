import { fail, failAt, pass, text, unknown, type Rule } from '@yichuang/kernel';
import { makersAtWork, sealMakers } from '../reference/seal-makers.js';
import { SEAL_MILLIMETRES_MAX, sealSpecifications, type SealSpecification } from '../reference/seal-specifications.js';
import type { SealFacts } from './facts.js';

const pathOf = (index: number): string => `/seal/kinds/${String(index)}`;

const kindsNamed: Rule<SealFacts> = {
  id: 'R-SEAL-01',
  code: 'SEAL_KIND_MISSING',
  article: '国发〔1999〕25号 a.22; 国发〔1999〕25号 a.23',
  text: text('须写明要刻制的印章种类', 'The order must name the seals wanted'),
  phase: 'form',
  disposal: 'block',
  test: ({ kinds }) => (kinds.length === 0 ? fail('/seal/kinds') : pass({ seals: kinds.length })),
};

const kindsOnce: Rule<SealFacts> = {
  id: 'R-SEAL-02',
  code: 'SEAL_KIND_DUPLICATE',
  // a seal taken out of use is sealed up or destroyed, and special seals differ from the unit's own: one of each
  article: '国发〔1999〕25号 a.22; 国发〔1999〕25号 a.24',
  text: text('同一种类的印章只能刻制一枚', 'Only one seal of a kind is made'),
  phase: 'form',
  disposal: 'block',
  test: ({ kinds }) => failAt(kinds.flatMap((kind, index) => (kinds.indexOf(kind) < index ? [pathOf(index)] : []))),
};

/** @param byKind the specifications the seals are made by. */
export const sizes = (byKind: Readonly<Record<string, SealSpecification>>): Rule<SealFacts> => ({
  id: 'R-SEAL-03',
  code: 'SEAL_SIZE_EXCEEDED',
  article: '国发〔1999〕25号 a.14',
  text: text('印章直径不得大于4.5厘米', 'No seal is wider than 4.5 cm'),
  phase: 'form',
  disposal: 'block',
  test: ({ kinds }) => {
    const tooBig = kinds.flatMap((kind, index) => {
      const specification = byKind[kind];
      const fits =
        specification !== undefined &&
        Math.max(specification.widthMillimetres, specification.heightMillimetres) <= SEAL_MILLIMETRES_MAX;
      return fits ? [] : [pathOf(index)];
    });
    return tooBig.length > 0 ? fail(tooBig) : pass({ millimetresMax: SEAL_MILLIMETRES_MAX });
  },
});

const makerFiled: Rule<SealFacts> = {
  id: 'R-SEAL-04',
  code: 'SEAL_MAKER_UNKNOWN',
  article: '印铸刻字业暂行管理规则 a.3',
  text: text('印章制作单位须已向县级公安机关备案', 'The maker must have filed with the public security of its county'),
  phase: 'form',
  disposal: 'block',
  test: ({ maker, on }) => {
    const evidence = { list: sealMakers.version, on };
    if (maker === null) return pass(evidence);
    return makersAtWork(on).some(({ id }) => id === maker.code)
      ? pass({ ...evidence, maker: maker.code })
      : fail('/seal/maker', evidence);
  },
};

const makerChosen: Rule<SealFacts> = {
  id: 'R-SEAL-05',
  code: 'SEAL_MAKER_MISSING',
  article: '优化营商环境条例 a.43',
  text: text(
    '自选套餐由申请人自行选择制作单位；只有免费套餐未选时才轮候派单',
    'Outside the free package the applicant chooses the maker; only the free one without a choice goes by turns',
  ),
  phase: 'form',
  disposal: 'block',
  test: ({ maker, package: wanted, on }) => {
    if (maker !== null) return pass({ byTurns: false });
    if (wanted === 'chosen') return fail('/seal/maker');
    const turns = makersAtWork(on).filter(({ takesFreePackage }) => takesFreePackage).length;
    return turns === 0 ? unknown('/seal/maker', { on }) : pass({ byTurns: true, turns });
  },
};

const takerIdentified: Rule<SealFacts> = {
  id: 'R-SEAL-06',
  code: 'SEAL_TAKER_ID_MISMATCH',
  article: '国发〔1999〕25号 a.23; 居民身份证法 a.13',
  text: text(
    '取章人须为申请中的人员，证件号码正确',
    'Who takes the seals stands in the form with a right document number',
  ),
  phase: 'form',
  disposal: 'block',
  test: ({ taker }) => {
    if (!taker.present) return fail('/seal/taker');
    return taker.documentRight ? pass() : fail(`/people/${taker.ref}/document/number`);
  },
};

const takerMandated: Rule<SealFacts> = {
  id: 'R-SEAL-07',
  code: 'SEAL_TAKER_UNMANDATED',
  article: '国发〔1999〕25号 a.25',
  text: text(
    '取章人不是法定代表人或代理人的，取章时出示授权',
    'Who is neither legal representative nor agent shows a mandate when taking the seals',
  ),
  phase: 'form',
  // what the window asks for is practice: it is told, and holds nothing up
  disposal: 'tag',
  test: ({ taker }) => (taker.mandated ? pass() : fail('/seal/taker')),
};

const freeSet: Rule<SealFacts> = {
  id: 'R-SEAL-08',
  code: 'SEAL_NOT_FREE',
  article: '优化营商环境条例 a.43',
  text: text(
    '免费套餐以外的印章，或未参加免费套餐的制作单位，由申请人与制作单位结算',
    'Seals beyond the free set, or of a maker outside the free package, are settled between applicant and maker',
  ),
  phase: 'form',
  disposal: 'tag',
  test: ({ kinds, package: wanted, maker, on }) => {
    if (wanted === 'chosen') return pass();
    const outside = kinds.flatMap((kind, index) => (sealSpecifications.byKind[kind].free ? [] : [pathOf(index)]));
    const chosen = makersAtWork(on).find(({ id }) => id === maker?.code);
    return failAt(chosen?.takesFreePackage === false ? [...outside, '/seal/maker'] : outside);
  },
};

export const preCheckRules2026: readonly Rule<SealFacts>[] = [
  kindsNamed,
  kindsOnce,
  sizes(sealSpecifications.byKind),
  makerFiled,
  makerChosen,
  takerIdentified,
  takerMandated,
  freeSet,
];
