import type { MarketRegulationSection } from '@yichuang/contracts';
import type { CodeReceipt, Particulars } from './events.js';
import { factsOf, type Examined } from './facts.js';
import type { Sources } from './sources.js';

/** A company as the samples have it: a software maker of two shareholders in 凤岗街道. Everybody is fictional. */

export const filedOn = '2026-11-23';
export const caseId = 'c1';

const person = (name: string, number: string): MarketRegulationSection['people'][string] => ({
  name,
  document: { type: 'RESIDENT_ID', number },
  nationality: 'CHN',
  mobile: '13800000001',
  realName: { method: 'face', on: '2026-11-20' },
  declaresEligible: true,
});

export const section: MarketRegulationSection = {
  name: {
    division: '三明市沙县区',
    trade: '虚杉',
    industry: '软件开发',
    form: '有限公司',
    declaresSimilar: false,
    relatedTo: [],
  },
  company: {
    type: '1130',
    capitalFen: 100_000_000,
    currency: 'CNY',
    gbt4754: '6513',
    termYears: '长期',
    staff: 3,
    phone: '0598-0000001',
    postcode: '365050',
    licenceCopies: 2,
    stateCapitalPercent: 0,
  },
  seat: {
    address: '福建省三明市沙县区凤岗街道虚构路1号301室',
    division: '350405001',
    areaSquareMetres: 86.5,
    acquisition: 'lease',
    owner: { name: '邓海' },
    militaryProperty: false,
    separateBusinessPlace: false,
    electronicService: { email: 'a@example.com' },
  },
  people: {
    p1: person('林志远', '350405198805120019'),
    p2: person('陈晓梅', '350405199203080026'),
    p3: person('吴敏', '350405199006220069'),
    p4: person('张伟', '350405198501010056'),
  },
  organisations: {},
  shareholders: [
    { holder: 'p1', subscribedFen: 60_000_000, paidInFen: 0, form: 'money', dueOn: '2031-10-31' },
    { holder: 'p2', subscribedFen: 40_000_000, paidInFen: 0, form: 'money', dueOn: '2030-10-31' },
  ],
  posts: {
    directors: ['p1'],
    manager: null,
    legalRepresentative: 'p1',
    supervisors: ['p3'],
    noSupervisorAgreed: false,
    auditCommittee: false,
    financeHead: 'p2',
    taxHandler: 'p2',
    liaisons: ['p1'],
    legalDocumentRecipient: null,
  },
  agent: { person: 'p4', kind: 'third-party', declared: true, mandate: { from: '2026-11-20', to: '2027-11-19' } },
  beneficialOwners: {
    exemptionCommitted: false,
    chains: [],
    owners: [
      { person: 'p1', kind: 'equity', percent: 60, since: filedOn },
      { person: 'p2', kind: 'equity', percent: 40, since: filedOn },
    ],
  },
  scope: [
    { code: 'H001', text: '软件开发' },
    { code: 'H003', text: '小吃服务' },
  ],
  preApprovals: [],
  articles: {
    adoptedOn: '2026-11-20',
    covers: ['name-and-seat', 'scope', 'capital', 'shareholders', 'contributions', 'organs', 'legal-representative'],
    signedBy: ['p1', 'p2'],
  },
  papers: [
    ...(
      ['application-form', 'articles', 'appointment', 'lease', 'property-certificate', 'power-of-attorney'] as const
    ).map((kind) => ({ kind, sha256: '0'.repeat(64) })),
    ...['p1', 'p2', 'p3', 'p4'].map((of) => ({ kind: 'identity-document' as const, sha256: '1'.repeat(64), of })),
  ],
  signatures: ['p1', 'p2', 'p3', 'p4'],
};

/** The facts of {@link section}. */
export const facts = factsOf(section, '350405', filedOn);

/** What every source says of itself. */
export const sourced = { version: 'list-2026.1', simulated: true };

/** Sources that know of nothing in the way. */
export const clearSources: Sources = {
  'real-name': { ...sourced, unconfirmed: [] },
  'dishonest-list': { ...sourced, hits: [], banned: [], heads: 1 },
  'address-library': {
    ...sourced,
    found: true,
    propertyKnown: true,
    negative: false,
    companies: 0,
    addedIn30Days: 0,
  },
};

export const clean: Examined = { ...facts, said: clearSources, on: filedOn };

export const codeReceipt: CodeReceipt = { uscc: '91350405MAFAKE0198', issuedOn: filedOn, simulated: true };

export const particulars: Particulars = {
  companyName: '三明市沙县区虚杉软件开发有限公司',
  seat: section.seat.address,
  scope: ['软件开发', '小吃服务'],
  legalRepresentative: '林志远',
  shareholders: [
    { name: '林志远', subscribedFen: 60_000_000 },
    { name: '陈晓梅', subscribedFen: 40_000_000 },
  ],
};
