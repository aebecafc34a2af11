import { describe, expect, it } from '@jest/globals';
import { receiptHtml, receiptText, type ReceiptsView } from './receipt-page.js';

const sha256 = 'a'.repeat(64);
const receipt: ReceiptsView['receipts'][number] = {
  number: 'QK-1-R1',
  date: '2026-11-23',
  what: { code: 'application', text: { 'zh-CN': '申请', en: 'application' } },
  round: 1,
  receivedAt: '2026-11-23T09:00:00+08:00',
  handedInBy: 'walk-in',
  clerk: { id: 'clerk<1>', hall: '350405', signed: 'pad' },
  papers: [{ kind: 'lease', text: { 'zh-CN': '租赁合同', en: 'Lease' }, sha256, attachmentId: null }],
  answerDueAt: '2026-11-23T09:30:00+08:00',
};
const view: ReceiptsView = {
  caseId: 'c1',
  number: 'QK-1',
  matter: 'company-opening',
  title: { 'zh-CN': '企业开办', en: 'Company opening' },
  hall: '350405',
  at: '2026-11-23T09:00:00+08:00',
  position: '0:1',
  receipts: [receipt, { ...receipt, number: 'QK-1-R2', clerk: null, papers: [] }],
  promise: {
    acceptedAt: null,
    dueAt: null,
    endedAt: null,
    budgetMinutes: 240,
    text: { 'zh-CN': '自受理起 4 个工作时内办结', en: 'within 4 working hours from acceptance' },
  },
};

describe('a receipt on paper', () => {
  it('says number, time, who took it, every paper with its fingerprint and the promise, in both languages', () => {
    const [first = '', second = ''] = receiptText(view).split('\n\n');
    for (const said of [
      '收件凭证 Receipt',
      '办件编号 Number of the case: QK-1',
      '凭证编号 Number of the receipt: QK-1-R1',
      'Received at: 2026-11-23T09:00:00+08:00',
      '350405 clerk<1>，手写板签名 signed on the pad',
      `  1. 租赁合同 Lease  SHA-256 ${sha256}`,
      '办结承诺 Promised end: 自受理起 4 个工作时内办结 within 4 working hours from acceptance',
    ])
      expect(first).toContain(said);
    expect(second).toContain('网上专窗 the online window');
    expect(second).toMatch(/材料 Papers: 无 none$/m);
  });

  it('is a sheet each as a page, in which nothing that was said becomes markup', () => {
    const page = receiptHtml(view);
    expect(page.match(/<section>/g)).toHaveLength(2);
    expect(page).toContain('clerk&lt;1&gt;');
    expect(page).not.toContain('clerk<1>');
    expect(page).toContain(`租赁合同 Lease  SHA-256 ${sha256}`);
  });
});
