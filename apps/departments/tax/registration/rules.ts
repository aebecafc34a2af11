import { failAt, fail, pass, text, unknown, type Rule } from '@yichuang/kernel';
import { invoiceQuota, smallScaleAnnualSalesMaxFen } from '../reference/invoice-quota.js';
import { financialDivisions, specialIndustries } from '../reference/special-industries.js';
import { taxOffices } from '../reference/tax-offices.js';
import type { Examined } from './facts.js';
import { holdersDocuments, holdersPresent, riskPersons } from './people-rules.js';

const office: Rule<Examined> = {
  id: 'R-TAX-01',
  code: 'TAX_OFFICE_UNKNOWN',
  article: '税收征收管理法实施细则 a.12',
  text: text('按住所所在乡镇（街道）确定主管税务机关', 'The township of the seat tells the competent tax office'),
  phase: 'substance',
  disposal: 'review',
  test: (facts) => {
    const found = taxOffices.byDivision[facts.division];
    const evidence = { division: facts.division, table: taxOffices.version };
    return found === undefined ? unknown('/seat/division', evidence) : pass({ ...evidence, office: found.code });
  },
};

const taxpayerKind: Rule<Examined> = {
  id: 'R-TAX-04',
  code: 'TAXPAYER_KIND_UNFIT',
  article: '增值税法 a.9; 财税〔2018〕33号 a.1',
  text: text(
    '预计年应征增值税销售额超过500万元的，应登记为一般纳税人',
    'Who expects annual sales above CNY 5,000,000 registers as a general taxpayer',
  ),
  phase: 'substance',
  // the standard was not read in its 2026 wording: an officer looks, nothing is blocked
  disposal: 'review',
  test: ({ taxpayerKind: kind, expectedAnnualSalesFen: sales }) => {
    const evidence = { kind, limitFen: smallScaleAnnualSalesMaxFen };
    const above = sales !== null && sales > smallScaleAnnualSalesMaxFen;
    return kind === 'small-scale' && above ? fail('/tax/taxpayerKind', evidence) : pass(evidence);
  },
};

const quota: Rule<Examined> = {
  id: 'R-TAX-05',
  code: 'INVOICE_QUOTA_RAISE',
  article: '发票管理办法 a.15; 税收征收管理法 a.21',
  text: text(
    '新办纳税人按表自动赋予发票总额度；申请调高的，由税务人员审核',
    'A new taxpayer gets the invoice quota of the table; an officer looks at any raise asked for',
  ),
  phase: 'substance',
  disposal: 'review',
  test: (facts) => {
    if (!facts.invoices) return pass({ invoices: false });
    const evidence = { tableFen: invoiceQuota.monthlyFen[facts.taxpayerKind], table: invoiceQuota.version };
    const asked = facts.quotaFen === 'auto' ? 0 : facts.quotaFen;
    return asked > evidence.tableFen ? fail('/tax/quotaFen', { ...evidence, askedFen: asked }) : pass(evidence);
  },
};

const accountingStandard: Rule<Examined> = {
  id: 'R-TAX-06',
  code: 'ACCOUNTING_STANDARD_UNFIT',
  article: '税收征收管理法 a.20; 小企业会计准则 a.2',
  text: text(
    '金融机构或具有金融性质的企业不适用《小企业会计准则》',
    'The standard for small enterprises is not for financial ones',
  ),
  phase: 'substance',
  disposal: 'review',
  test: ({ accountingStandard: standard, gbt4754 }) => {
    const financial = financialDivisions.includes(gbt4754.slice(0, 2));
    return financial && standard === 'small-enterprise'
      ? fail('/tax/accountingStandard', { standard, gbt4754 })
      : pass({ standard });
  },
};

const accountingMethod: Rule<Examined> = {
  id: 'R-TAX-07',
  code: 'ACCOUNTING_NOT_INDEPENDENT',
  article: '公司法 a.207; 税收征收管理法实施细则 a.24',
  text: text(
    '公司应当建立本公司的财务、会计制度，独立核算',
    'A company has books and accounts of its own and keeps them independently',
  ),
  phase: 'substance',
  disposal: 'review',
  test: ({ accountingMethod: method }) =>
    method === 'dependent' ? fail('/tax/accountingMethod', { method }) : pass({ method }),
};

const industry: Rule<Examined> = {
  id: 'R-TAX-08',
  code: 'TAX_SPECIAL_INDUSTRY',
  article: '税收征收管理法 a.15',
  text: text(
    '成品油、烟草及电子烟等特殊行业由税务人员核实',
    'An officer verifies special industries such as refined oil, tobacco and electronic cigarettes',
  ),
  phase: 'substance',
  disposal: 'review',
  test: ({ gbt4754 }) => {
    const special = specialIndustries.classes[gbt4754];
    const evidence = { gbt4754, list: specialIndustries.version };
    return special === undefined ? pass(evidence) : fail('/company/gbt4754', { ...evidence, industry: special });
  },
};

const accounts: Rule<Examined> = {
  id: 'R-TAX-10',
  code: 'BANK_ACCOUNT_UNUSUAL',
  article: '税收征收管理法 a.17; 税收征收管理法实施细则 a.17',
  text: text(
    '银行账号应为8至32位数字；开立后15日内报告即可',
    'An account number has 8 to 32 digits; it may be reported within 15 days of opening',
  ),
  phase: 'form',
  // no check digit exists nation-wide, and the accounts may follow later: a mark, no hindrance
  disposal: 'tag',
  test: ({ unusualAccounts }) => failAt(unusualAccounts.map((index) => `/tax/bankAccounts/${String(index)}/number`)),
};

export const rules2026: readonly Rule<Examined>[] = [
  office,
  holdersPresent,
  holdersDocuments,
  taxpayerKind,
  quota,
  accountingStandard,
  accountingMethod,
  industry,
  riskPersons,
  accounts,
];
