import { fail, failAt, pass, text, type Rule } from '@yichuang/kernel';
import { approvalDaysMax, scopeCatalogue } from '../reference/scope-catalogue.js';
import { daysBetween } from './days.js';
import type { Examined } from './facts.js';

type Approval = Examined['preApprovals'][number];
const place = (index: number): string => `/scope/${String(index)}`;

const needsApproval = (code: string): boolean => scopeCatalogue.items[code]?.licensing === 'PRE';

/** The field that says why an approval no longer stands, or `null`. */
function staleAt({ issuedOn, validUntil }: Approval, on: string): 'issuedOn' | 'validUntil' | null {
  if (validUntil !== null) return validUntil < on ? 'validUntil' : null;
  return daysBetween(issuedOn, on) > approvalDaysMax ? 'issuedOn' : null;
}

const chosen: Rule<Examined> = {
  id: 'R-SCOPE-03',
  code: 'SCOPE_MISSING',
  article: '市场主体登记管理条例 a.14',
  text: text('须按规范目录选择至少一项经营范围', 'At least one item of the catalogue of business scopes is chosen'),
  phase: 'form',
  disposal: 'block',
  test: ({ scope }) => (scope.length > 0 ? pass({ items: scope.length }) : fail('/scope')),
};

const inCatalogue: Rule<Examined> = {
  id: 'R-SCOPE-01',
  code: 'SCOPE_NOT_IN_CATALOGUE',
  article: '市场主体登记管理条例 a.14; 市场主体登记管理条例实施细则 a.12',
  text: text(
    '经营范围按规范目录的条目登记；目录以外的表述由登记人员核定',
    'The scope is registered in the words of the catalogue; an officer settles any other wording',
  ),
  phase: 'substance',
  // a rule of the catalogue, not of statute: it may only send to an officer
  disposal: 'review',
  test: ({ scope }) => {
    const evidence = { catalogue: scopeCatalogue.version };
    const paths = scope.flatMap(({ listed }, index) => (listed ? [] : [place(index)]));
    return paths.length > 0 ? fail(paths, evidence) : pass(evidence);
  },
};

const approvals: Rule<Examined> = {
  id: 'R-SCOPE-02',
  code: 'PREAPPROVAL_MISSING',
  article: '市场主体登记管理条例 a.14; 公司法 a.9',
  text: text(
    '登记前依法须经批准的项目，须有批准文件',
    'An item that needs an approval before registration comes with it',
  ),
  phase: 'substance',
  disposal: 'block',
  test: ({ scope, preApprovals }) =>
    failAt(
      scope.flatMap(({ code }, index) =>
        needsApproval(code) && preApprovals.every(({ item }) => item !== code) ? [place(index)] : [],
      ),
      { catalogue: scopeCatalogue.version },
    ),
};

const fresh: Rule<Examined> = {
  id: 'R-SCOPE-04',
  code: 'PREAPPROVAL_STALE',
  article: '市场主体登记管理条例实施细则 a.22',
  text: text(
    '批准文件须在有效期内；未载明期限的，自批准之日起90日内有效',
    'An approval is in force; one that names no term stands for 90 days',
  ),
  phase: 'substance',
  disposal: 'block',
  test: ({ scope, preApprovals, on }) => {
    const asked = preApprovals.map((one, index) => ({ one, index, stale: staleAt(one, on) }));
    const paths = scope
      .filter(({ code }) => needsApproval(code))
      .flatMap(({ code }) => {
        const own = asked.filter(({ one }) => one.item === code);
        // one that stands is enough
        if (own.some(({ stale }) => stale === null)) return [];
        return own.map(({ index, stale }) => `/preApprovals/${String(index)}/${stale ?? 'issuedOn'}`);
      });
    const evidence = { on, daysMax: approvalDaysMax };
    return paths.length > 0 ? fail([...new Set(paths)], evidence) : pass(evidence);
  },
};

const mainItem: Rule<Examined> = {
  id: 'R-SCOPE-05',
  code: 'INDUSTRY_MISMATCH',
  article: '市场主体登记管理条例实施细则 a.12; 企业名称登记管理规定 a.9',
  text: text(
    '行业代码按主营项目（第一项）确定；不一致的，由登记人员核定',
    'The main item, which stands first, tells the industry; an officer settles a difference',
  ),
  phase: 'substance',
  disposal: 'review',
  test: ({ scope: [first], company: { gbt4754 } }) => {
    const main = scopeCatalogue.items[first?.code ?? '']?.gbt4754;
    // an item outside the catalogue is named by its own rule
    if (main === undefined) return pass({ gbt4754 });
    const evidence = { gbt4754, main, catalogue: scopeCatalogue.version };
    return main === gbt4754 ? pass(evidence) : fail('/company/gbt4754', evidence);
  },
};

export const scopeRules: readonly Rule<Examined>[] = [chosen, inCatalogue, approvals, fresh, mainItem];
