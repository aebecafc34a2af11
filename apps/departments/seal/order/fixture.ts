import type { OpenData, SealSection } from '@yichuang/contracts';
import type { PreCheck, SealReceipt } from './events.js';
import type { SealFacts } from './facts.js';
import { lawInForce } from './law.js';

/** An order as the samples have it: the free set, made by a maker of the applicant's choice. Everybody is fictional. */
export const section: SealSection = {
  seal: {
    package: 'free',
    kinds: ['enterprise', 'finance', 'invoice', 'legal-representative'],
    maker: 'FICT-MAKER-1',
    taker: 'p2',
    delivery: 'window',
    material: 'standard',
  },
  posts: { legalRepresentative: 'p1' },
  agent: { person: 'p2' },
  people: {
    p1: {
      name: '林志远',
      document: { type: 'RESIDENT_ID', number: '350405198805120019' },
      nationality: 'CHN',
      declaresEligible: true,
    },
    p2: {
      name: '陈晓梅',
      document: { type: 'RESIDENT_ID', number: '350405199203080026' },
      nationality: 'CHN',
      declaresEligible: true,
    },
  },
};

/** The facts of {@link section} on the filing day. */
export const facts: SealFacts = {
  package: 'free',
  kinds: ['enterprise', 'finance', 'invoice', 'legal-representative'],
  maker: { code: 'FICT-MAKER-1' },
  material: 'standard',
  delivery: 'window',
  taker: { ref: 'p2', present: true, documentRight: true, mandated: true },
  on: '2026-11-23',
};

export const company: OpenData = {
  uscc: '91350405MAFAKE0198',
  companyName: '三明市沙县区虚杉软件开发有限公司',
  establishedOn: '2026-11-23',
  gbt4754: '6513',
};

export const receipt: SealReceipt = {
  maker: 'FICT-MAKER-1',
  engravedName: company.companyName,
  seals: [
    { kind: 'enterprise', number: '3504050000011' },
    { kind: 'finance', number: '3504050000012' },
    { kind: 'invoice', number: '3504050000013' },
    { kind: 'legal-representative', number: '3504050000014' },
  ],
  filing: { number: 'SIM-350405-2026-0000001', filedOn: '2026-11-23', impressions: 4 },
  simulated: true,
};

/** When the story of such an order begins. */
export const at = Date.UTC(2026, 10, 23, 0, 30);

export const preCheck = (change: Partial<SealFacts> = {}, more: Partial<PreCheck> = {}): PreCheck => ({
  type: 'PreCheck',
  at,
  step: 'seal-check',
  round: 1,
  number: '沙开办20261123-0001',
  dueAt: null,
  ruleSet: lawInForce,
  facts: { ...facts, ...change },
  sealed: Uint8Array.of(1, 2, 3),
  ...more,
});
