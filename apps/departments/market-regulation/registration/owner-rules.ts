import { fail, failAt, pass, text, type Rule } from '@yichuang/kernel';
import type { Examined } from './facts.js';
import { isPerson } from './posts.js';
import { directShare, heldBy, inPercent, isQuarter, isWritten, nothing } from './shares.js';

/** 受益所有人信息管理办法 a.3: up to CNY 10,000,000 may be exempted by commitment. */
const EXEMPT_CAPITAL_FEN_MAX = 1_000_000_000;

/** Capital, natural shareholders, and nobody else behind them. */
const mayBeExempt = ({ company, shareholders, beneficialOwners: { chains, owners } }: Examined): boolean => {
  const holders = shareholders.map(({ holder }) => holder);
  return (
    company.currency === 'CNY' &&
    company.capitalFen <= EXEMPT_CAPITAL_FEN_MAX &&
    holders.every(isPerson) &&
    chains.length === 0 &&
    owners.every(({ person }) => holders.includes(person))
  );
};

const missing: Rule<Examined> = {
  id: 'R-BO-01',
  code: 'BO_MISSING',
  article: '受益所有人信息管理办法 a.6; 反洗钱法 a.19',
  text: text(
    '直接或间接合计持有25%以上股权的自然人须备案为受益所有人；没有的，备案实际控制人或日常经营管理人',
    'Whoever holds 25 % or more, directly and along all chains, is filed as beneficial owner; without any, who controls or manages',
  ),
  phase: 'substance',
  disposal: 'block',
  test: (facts) => {
    const { exemptionCommitted, owners } = facts.beneficialOwners;
    // whether the commitment holds is asked by the next rule
    if (exemptionCommitted) return pass({ exemptionCommitted });
    const quarter = [...heldBy(facts)].filter(([, share]) => isQuarter(share)).map(([person]) => person);
    const filed = owners.map(({ person }) => person);
    const unfiled = quarter.filter((person) => !filed.includes(person)).length;
    const evidence = { quarter: quarter.length, unfiled, filed: filed.length };
    return unfiled > 0 || filed.length === 0 ? fail('/beneficialOwners/owners', evidence) : pass(evidence);
  },
};

const exemption: Rule<Examined> = {
  id: 'R-BO-02',
  code: 'BO_INCONSISTENT',
  article: '受益所有人信息管理办法 a.3',
  text: text(
    '注册资本不超过1000万元、股东全部为自然人且无他人控制或者受益的，可以承诺免报',
    'Up to CNY 10,000,000, with natural shareholders only and nobody else behind them, a commitment exempts from filing',
  ),
  phase: 'substance',
  disposal: 'block',
  test: (facts) => {
    if (!facts.beneficialOwners.exemptionCommitted) return pass({ exemptionCommitted: false });
    const evidence = {
      exemptionCommitted: true,
      capitalFen: facts.company.capitalFen,
      limitFen: EXEMPT_CAPITAL_FEN_MAX,
    };
    return mayBeExempt(facts) ? pass(evidence) : fail('/beneficialOwners/exemptionCommitted', evidence);
  },
};

/** What is wrong with one filed owner: the field, or `null`. */
function wrongOf(facts: Examined, index: number): string | null {
  const owner = facts.beneficialOwners.owners[index];
  if (owner === undefined) return null;
  if (owner.kind !== 'equity') return owner.kind === 'control' && !owner.explained ? 'control' : null;
  const share = heldBy(facts).get(owner.person) ?? nothing;
  if (!isQuarter(share)) return 'kind';
  return owner.percent !== null && isWritten(owner.percent, share) ? null : 'percent';
}

const consistent: Rule<Examined> = {
  id: 'R-BO-03',
  code: 'BO_INCONSISTENT',
  article: '受益所有人信息管理办法 a.6',
  text: text(
    '备案的持股比例须与股东出资和各持股链的乘积之和一致',
    'The share filed is what the contributions and the products along the chains add up to',
  ),
  phase: 'substance',
  disposal: 'block',
  test: (facts) => {
    const { owners, chains } = facts.beneficialOwners;
    const investors = facts.shareholders.map(({ holder }) => holder).filter((ref) => !isPerson(ref));
    const paths = [
      ...owners.flatMap((_, index) => {
        const field = wrongOf(facts, index);
        return field === null ? [] : [`/beneficialOwners/owners/${String(index)}/${field}`];
      }),
      // a chain begins with what one of the investors holds of this company
      ...chains.flatMap(({ percents: [first = 0] }, index) =>
        investors.some((ref) => isWritten(first, directShare(facts, ref)))
          ? []
          : [`/beneficialOwners/chains/${String(index)}/percents/0`],
      ),
    ];
    if (paths.length === 0) return pass({ owners: owners.length, chains: chains.length });
    const held = [...heldBy(facts).values()].map(inPercent);
    return failAt(paths, { owners: owners.length, chains: chains.length, highestPercent: Math.max(0, ...held) });
  },
};

export const ownerRules: readonly Rule<Examined>[] = [missing, exemption, consistent];
