import type { LicenceFacts } from './facts.js';

/** For specs: what a demonstration licence says. Everything in it is fictional. */
export const demoLicence: LicenceFacts = {
  number: '35040520261123MAFAKE0198',
  uscc: '91350405MAFAKE0198',
  companyName: '三明市沙县区虚杉软件开发有限公司',
  companyType: '有限责任公司（自然人独资）',
  legalRepresentative: '林志远',
  capitalFen: 100_000_000,
  currency: 'CNY',
  seat: '福建省三明市沙县区虚构路1号101室',
  scope:
    '一般项目：软件开发；信息技术咨询服务；信息系统集成服务（除依法须经批准的项目外，凭营业执照依法自主开展经营活动）',
  authority: '三明市沙县区市场监督管理局',
  establishedOn: '2026-11-23',
  issuedOn: '2026-11-23',
  copies: 1,
  demo: true,
};
