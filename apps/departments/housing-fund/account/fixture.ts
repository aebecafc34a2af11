import type { HousingFundSection, OpenData } from '@yichuang/contracts';
import type { AccountReceipt } from './events.js';
import type { HousingFundFacts } from './facts.js';

const person = (name: string, number: string, mobile: string): HousingFundSection['people'][string] => ({
  name,
  document: { type: 'RESIDENT_ID', number },
  nationality: 'CHN',
  mobile,
  declaresEligible: true,
});

/** A unit as the samples have it: three employees, base 4,500.00, 5 % and 5 %. Everybody is fictional. */
export const section: HousingFundSection = {
  housingFund: {
    kind: 'fund',
    handler: 'p2',
    bank: '虚构银行沙县支行',
    payDay: 10,
    firstMonth: '2026-12',
    firstRemittance: 'this-month',
    unitRatio: 5,
    personalRatio: 5,
  },
  company: { gbt4754: '6513', staff: 3 },
  employees: [
    { person: 'p1', wageFen: 450_000 },
    { person: 'p2', wageFen: 450_000 },
    { person: 'p3', wageFen: 450_000 },
  ],
  people: {
    p1: person('林志远', '350405198805120019', '13800000001'),
    p2: person('陈晓梅', '350405199203080026', '13800000002'),
    p3: person('吴敏', '350405199006220069', '13800000006'),
  },
};

/** The facts of {@link section} on the filing day. */
export const facts: HousingFundFacts = {
  kind: 'fund',
  unitRatio: 5,
  personalRatio: 5,
  bankNamed: true,
  payDay: 10,
  firstMonth: '2026-12',
  firstRemittance: 'this-month',
  handler: { ref: 'p2', present: true, reachable: true, documentRight: true },
  employees: 3,
  belowBase: [],
  aboveBase: [],
  monthlyFen: 135_000,
  strangers: [],
  repeated: [],
  wrongDocuments: [],
  on: '2026-11-23',
};

export const company: OpenData = {
  uscc: '91350405MAFAKE0198',
  companyName: '三明市沙县区虚杉软件开发有限公司',
  establishedOn: '2026-11-23',
  gbt4754: '6513',
};

export const receipt: AccountReceipt = {
  accountNumber: 'GJJ35040500000001',
  openedOn: '2026-11-23',
  simulated: true,
};
