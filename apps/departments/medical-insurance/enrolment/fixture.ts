import type { OpenData, MedicalInsuranceSection } from '@yichuang/contracts';
import type { MedicalReceipt } from './events.js';
import type { MedicalInsuranceFacts } from './facts.js';

const person = (name: string, number: string, mobile: string): MedicalInsuranceSection['people'][string] => ({
  name,
  document: { type: 'RESIDENT_ID', number },
  nationality: 'CHN',
  mobile,
  declaresEligible: true,
});

/** A unit as the samples have it: three employees of a software maker. Everybody is fictional. */
export const section: MedicalInsuranceSection = {
  medicalInsurance: { handler: 'p2', autoAccount: true },
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

/** The facts of {@link section}. */
export const facts: MedicalInsuranceFacts = {
  autoAccount: true,
  handler: { ref: 'p2', present: true, reachable: true },
  employees: 3,
  strangers: [],
  repeated: [],
  wrongDocuments: [],
};

export const company: OpenData = {
  uscc: '91350405MAFAKE0198',
  companyName: '三明市沙县区虚杉软件开发有限公司',
  establishedOn: '2026-11-23',
  gbt4754: '6513',
};

export const receipt: MedicalReceipt = {
  unitNumber: 'YB35040500000001',
  registeredOn: '2026-11-23',
  enrolled: 3,
  elsewhere: [],
  simulated: true,
};
