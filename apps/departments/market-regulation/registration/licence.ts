import type { MarketRegulationSection, RegistrationResult } from '@yichuang/contracts';
import { text } from '@yichuang/kernel';
import { dateOf } from '@yichuang/working-time';
import { companyNameOf } from '../name/full-name.js';
import { authorityOf } from '../reference/authorities.js';
import { companyType } from '../reference/company-types.js';
import { scopeCatalogue, type CatalogueItem } from '../reference/scope-catalogue.js';
import type { CodeReceipt, LicenceIssued, Particulars, PermitReminder } from './events.js';
import type { RegistrationFacts } from './facts.js';

/** What is published with the registration, out of the section: what the public register has, and no more. */
export function particularsOf(section: MarketRegulationSection): Particulars {
  const { name, posts, people, organisations } = section;
  const nameOf = (ref: string): string => {
    const found = people[ref] ?? organisations[ref];
    if (found === undefined) throw new TypeError(`nobody stands under ${ref}`);
    return found.name;
  };
  return {
    companyName: companyNameOf(name),
    seat: section.seat.address,
    scope: section.scope.map((item) => item.text),
    legalRepresentative: nameOf(posts.legalRepresentative),
    shareholders: section.shareholders.map(({ holder, subscribedFen }) => ({ name: nameOf(holder), subscribedFen })),
  };
}

/** Items with the permit each needs after the licence. */
export function permitsOf({ scope }: RegistrationFacts): PermitReminder[] {
  return scope.flatMap(({ code }): PermitReminder[] => {
    const item = scopeCatalogue.items[code];
    if (item?.licensing !== 'POST' || item.permit === undefined) return [];
    const { name: permit, article } = item.permit;
    return [
      {
        item: code,
        activity: item.text,
        permit,
        article,
        text: text(
          `经营“${item.text}”前须取得${permit}（${article}），另行办理，不在本事项时限内`,
          `Before “${item.text}” is taken up, the permit ${permit} is needed (${article}); it is a matter of its own`,
        ),
      },
    ];
  });
}

/** The founding date is that of the licence (公司法 a.33). */
export const establishedOn = (at: number): string => dateOf(at);

const numberOf = (facts: RegistrationFacts, uscc: string, on: string): string =>
  `${facts.authority}${on.replaceAll('-', '')}${uscc.slice(8)}`;

/** What the later steps and the package learn. */
export function resultOf(
  facts: RegistrationFacts,
  receipt: CodeReceipt,
  particulars: Particulars,
  at: number,
): RegistrationResult {
  const on = establishedOn(at);
  const { type, capitalFen, gbt4754, licenceCopies: copies } = facts.company;
  return {
    uscc: receipt.uscc,
    establishedOn: on,
    type,
    capitalFen,
    ...particulars,
    authority: authorityOf(facts.authority).name,
    gbt4754,
    licence: { number: numberOf(facts, receipt.uscc, on), copies, demo: receipt.simulated },
    postLicencePermits: [...new Set(permitsOf(facts).map(({ permit }) => permit))],
  };
}

export function licenceOf(facts: RegistrationFacts, result: RegistrationResult, at: number): LicenceIssued {
  const { licence } = result;
  return {
    type: 'LicenceIssued',
    at,
    number: licence.number,
    uscc: result.uscc,
    companyName: result.companyName,
    companyType: companyType(result.type)?.title ?? result.type,
    legalRepresentative: result.legalRepresentative,
    capital: { fen: result.capitalFen, currency: facts.company.currency },
    seat: result.seat,
    scope: printedScope(facts, result.scope),
    authority: result.authority,
    establishedOn: result.establishedOn,
    issuedOn: result.establishedOn,
    copies: licence.copies,
    demo: licence.demo,
    face: licence.demo
      ? text(
          '模拟执照，不是真实营业执照，无法律效力',
          'Demonstration licence: no business licence, without legal effect',
        )
      : null,
  };
}

const UNLICENSED = '（除依法须经批准的项目外，凭营业执照依法自主开展经营活动）';
const LICENSED =
  '（依法须经批准的项目，经相关部门批准后方可开展经营活动，具体经营项目以相关部门批准文件或许可证件为准）';

/** 经营范围 as a licence prints it: licensed items first, each group with the sentence the rules ask for. */
function printedScope({ scope }: RegistrationFacts, texts: readonly string[]): string {
  const licensing = (index: number): CatalogueItem['licensing'] | undefined =>
    scopeCatalogue.items[scope[index]?.code ?? '']?.licensing;
  const isLicensed = (index: number): boolean => ['PRE', 'POST'].includes(licensing(index) ?? '');
  const licensed = texts.filter((_, index) => isLicensed(index));
  const general = texts.filter((_, index) => !isLicensed(index));
  return [
    ...(licensed.length > 0 ? [`许可项目：${licensed.join('；')}${LICENSED}`] : []),
    ...(general.length > 0 ? [`一般项目：${general.join('；')}${UNLICENSED}`] : []),
  ].join('。');
}
