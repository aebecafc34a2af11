import { industryWords } from '../reference/industry-words.js';
import type { Compared, Rival } from './facts.js';
import { monthsAfter } from './term.js';

/** For how long a name that was given up is still kept from others (NAME a.17(2)(3)). */
const KEPT_MONTHS = 12;

/** Which item of NAME a.17 keeps a name from others. */
const ITEM: Readonly<Record<Rival['status'], number>> = {
  registered: 1,
  reserved: 1,
  // 已申请尚未核准: who asked first comes first (企业名称相同相近比对规则 a.6)
  pending: 1,
  deregistered: 2,
  renamed: 2,
  revoked: 3,
};

export const articleOf = ({ status }: Rival): string => `企业名称登记管理规定 a.17(${String(ITEM[status])})`;

const isGone = ({ status }: Rival): boolean =>
  status === 'deregistered' || status === 'renamed' || status === 'revoked';

/** Without a known day nobody can say that the year is over. */
const isKept = (rival: Rival, on: string): boolean =>
  !isGone(rival) || rival.since === null || monthsAfter(rival.since, KEPT_MONTHS) > on;

/** Same division of GB/T 4754; a name that says no industry meets all. */
const sameIndustry = ({ parts, gbt4754Division }: Compared, rival: Rival): boolean =>
  parts.industry === '' ||
  rival.industry === '' ||
  rival.gbt4754Division === null ||
  rival.gbt4754Division === gbt4754Division;

const conflicts = (ours: Compared, rival: Rival): boolean =>
  rival.tradeName === ours.parts.trade && sameIndustry(ours, rival) && isKept(rival, ours.on);

export type Likeness = 'synonymous-industry' | 'same-sound' | 'contained';

function likeness(ours: Compared, rival: Rival): Likeness | null {
  if (isGone(rival)) return null;
  const { trade, industry } = ours.parts;
  if (rival.tradeName === trade) {
    return !sameIndustry(ours, rival) && industryWords.synonymous(industry, rival.industry)
      ? 'synonymous-industry'
      : null;
  }
  if (!sameIndustry(ours, rival)) return null;
  if (rival.sound === ours.sound) return 'same-sound';
  return trade.includes(rival.tradeName) || rival.tradeName.includes(trade) ? 'contained' : null;
}

const known = ({ library, holders }: Compared): readonly Rival[] =>
  library?.names.length ? [...holders, ...library.names] : holders;

/** Everybody the name is compared with, but for those it may be taken for: an investment relation (NAME a.17). */
const others = (ours: Compared): readonly Rival[] =>
  ours.relatedTo.length === 0
    ? known(ours)
    : known(ours).filter(({ companyName }) => !ours.relatedTo.includes(companyName));

/** Names that would be in the way, were it not for the relation the applicant names. */
export const excusedFor = (ours: Compared): readonly Rival[] =>
  ours.relatedTo.length === 0
    ? []
    : once(known(ours)).filter(
        (rival) =>
          ours.relatedTo.includes(rival.companyName) && (conflicts(ours, rival) || likeness(ours, rival) !== null),
      );

/** Names that keep ours from being registered, each company once. */
export const conflictsOf = (ours: Compared): readonly Rival[] =>
  once(others(ours).filter((rival) => conflicts(ours, rival)));

/** Names that ours may be taken for, without being the same. */
export const similarTo = (ours: Compared): readonly { readonly rival: Rival; readonly likeness: Likeness }[] =>
  once(others(ours)).flatMap((rival) => {
    const like = likeness(ours, rival);
    return like === null ? [] : [{ rival, likeness: like }];
  });

const once = (rivals: readonly Rival[]): readonly Rival[] =>
  rivals.length < 2 ? rivals : [...new Map(rivals.map((rival) => [rival.companyName, rival])).values()];
