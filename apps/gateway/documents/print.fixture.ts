import { generateKeyPairSync, sign } from 'node:crypto';
import { demoFace, statementOf, textOf, toBeSigned, type LicenceFacts, type LicenceKeys } from '@yichuang/licence';
import type { LicenceDocument } from './document-answers.js';
import type { PrintedCase } from './print-job.js';

/** For specs: what a case gave out. Everything in it is fictional. */
export const facts: LicenceFacts = {
  number: '35040520261123MAFAKE0198',
  uscc: '91350405MAFAKE0198',
  companyName: '三明市沙县区虚杉软件开发有限公司',
  companyType: '有限责任公司（自然人独资）',
  legalRepresentative: '林志远',
  capitalFen: 100_000_000,
  currency: 'CNY',
  seat: '福建省三明市沙县区凤岗街道虚构路1号301室',
  scope: '一般项目：软件开发；信息技术咨询服务（除依法须经批准的项目外，凭营业执照依法自主开展经营活动）',
  authority: '三明市沙县区市场监督管理局',
  establishedOn: '2026-11-23',
  issuedOn: '2026-11-23',
  copies: 1,
  demo: true,
};

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const { x = '' } = publicKey.export({ format: 'jwk' });
const kid = 'for-specs';
export const keys: LicenceKeys = { keys: [{ kty: 'OKP', crv: 'Ed25519', x, kid }] };

export function licenceWith(changed: Partial<LicenceFacts> = {}): LicenceDocument {
  const licence = { ...facts, ...changed };
  const statement = statementOf(licence, kid);
  const signed = textOf(statement, sign(null, toBeSigned(statement), privateKey));
  return { licence, face: licence.demo ? demoFace : null, kid, signed };
}

export const printedCase: PrintedCase = {
  number: '沙开办20261123-3810-2790-0',
  documents: [
    { kind: 'receipt', number: '沙开办20261123-3810-2790-0-R1', date: '2026-11-23' },
    { kind: 'registration', number: '沙开办20261123-3810-2790-0-G1', date: '2026-11-23' },
  ],
  departments: {
    'market-regulation': {
      accountable: '三明市沙县区市场监督管理局',
      result: { uscc: '91350405MAFAKE0198', postLicencePermits: ['食品经营许可证'] },
    },
    seal: {
      accountable: '三明市公安局沙县分局',
      result: {
        maker: { code: 'FICT-MAKER-1', name: '三明市沙县区虚章印章制作社（虚构）' },
        seals: [
          { kind: 'enterprise', number: '3504050000011', shape: 'round', widthMillimetres: 40, heightMillimetres: 40 },
          { kind: 'invoice', number: '3504050000013', shape: 'oval', widthMillimetres: 40, heightMillimetres: 30 },
        ],
        material: 'standard',
        delivery: 'window',
        filing: { number: 'SIM-350405-2026-0000001', filedOn: '2026-11-23', impressions: 4 },
        simulated: true,
      },
    },
    tax: {
      accountable: '国家税务总局三明市沙县区税务局',
      result: {
        taxpayerNumber: '91350405MAFAKE0198',
        registrationNumber: '13504050100000000001',
        office: { code: '13504050100', name: '国家税务总局三明市沙县区税务局第一税务分局' },
        taxpayerKind: 'small-scale',
        taxTypes: [{ code: 'value-added-tax', name: '增值税', period: 'quarter' }],
        invoiceQuotaFen: 10_000_000,
        accounting: { standard: 'small-enterprise', method: 'independent' },
        confirmedOn: '2026-11-23',
        simulated: true,
      },
    },
    'social-insurance': {
      accountable: '三明市沙县区社会劳动保险中心',
      result: {
        unitNumber: 'SB35040500000002',
        registeredOn: '2026-11-23',
        injuryClass: 1,
        baseRatePercent: 0.2,
        table: '人社部发〔2015〕71号',
        insurances: ['pension', 'injury', 'unemployment'],
        enrolled: 3,
        simulated: true,
      },
    },
    'medical-insurance': {
      accountable: '三明市医疗保障基金中心沙县管理部',
      result: {
        unitNumber: 'YB35040500000002',
        registeredOn: '2026-11-23',
        enrolled: 3,
        autoAccount: true,
        simulated: true,
      },
    },
    'housing-fund': {
      accountable: '三明市住房公积金中心沙县管理部',
      result: {
        accountNumber: 'GJJ35040500000001',
        openedOn: '2026-11-23',
        unitRatio: 5,
        personalRatio: 5,
        employees: 3,
        monthlyFen: 135_000,
        firstMonth: '2026-12',
        payDay: 10,
        simulated: true,
      },
    },
  },
};
