import type { OpenData, TaxSection } from '@yichuang/contracts';
import type { TaxFacts } from './facts.js';

/** A company as the samples have it: small software maker in 凤岗街道. Everybody is fictional. */
export const section: TaxSection = {
  tax: {
    taxpayerKind: 'small-scale',
    accountingStandard: 'small-enterprise',
    accountingMethod: 'independent',
    invoices: true,
    quotaFen: 'auto',
    bankAccounts: [{ bank: '虚构银行', number: '6228480000000000000' }],
  },
  company: { gbt4754: '6513', staff: 3, phone: '0598-5800001', type: '1151' },
  seat: { address: '福建省三明市沙县区凤岗街道虚构路1号301室', division: '350405001' },
  posts: { legalRepresentative: 'p1', financeHead: 'p2', taxHandler: 'p2' },
  shareholders: [{ holder: 'p1', subscribedFen: 100_000_000 }],
  people: {
    p1: {
      name: '林志远',
      document: { type: 'RESIDENT_ID', number: '350405198805120019' },
      nationality: 'CHN',
      mobile: '13800000001',
      declaresEligible: true,
    },
    p2: {
      name: '陈晓梅',
      document: { type: 'RESIDENT_ID', number: '350405199203080026' },
      nationality: 'CHN',
      mobile: '13800000002',
      declaresEligible: true,
    },
  },
};

const holder = { ref: 'p2', present: true, reachable: true, documentRight: true };

/** The facts of {@link section}. */
export const facts: TaxFacts = {
  division: '350405001',
  gbt4754: '6513',
  staff: 3,
  taxpayerKind: 'small-scale',
  accountingStandard: 'small-enterprise',
  accountingMethod: 'independent',
  invoices: true,
  quotaFen: 'auto',
  expectedAnnualSalesFen: null,
  legalRepresentative: 'p1',
  financeHead: holder,
  taxHandler: holder,
  bankAccounts: 1,
  unusualAccounts: [],
};

export const company: OpenData = {
  uscc: '91350405MAFAKE0198',
  companyName: '三明市沙县区虚杉软件开发有限公司',
  establishedOn: '2026-11-23',
  gbt4754: '6513',
};
